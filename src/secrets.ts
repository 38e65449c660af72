import { inspect } from "node:util";

const STARS = "***";

/** A secret that cannot be printed by accident: only `reveal` gives it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return STARS;
  }

  toJSON(): string {
    return STARS;
  }

  [inspect.custom](): string {
    return STARS;
  }
}

/**
 * A function that replaces the given secrets in a text by stars, in every form in which they travel: as they are,
 * URL-encoded, escaped for JSON (once or twice) or for markup, and base64 (also as the end of `user:password`, at each
 * of base64's three alignments).
 */
export function createMask(secrets: readonly Secret[]): (text: string) => string {
  const forms = new Set<string>();
  for (const secret of secrets) {
    for (const form of formsOf(secret.reveal())) forms.add(form);
  }
  // Longest first, so that no form is cut by a shorter one inside it.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((masked, form) => masked.replaceAll(form, STARS), text);
}

// --- internal ---

/** Shorter texts are no secrets worth the name, and masking them would shred every output. */
const SHORTEST = 4;

function formsOf(value: string): string[] {
  if (value.length < SHORTEST) return [];
  const encoded = [value, ...base64Cores(value)].flatMap(inUrls);
  return [value, ...base64Cores(value), ...encoded, ...inJson(value), ...inMarkup(value)];
}

/** As a part of a URL, as a field of a form, and with no more than what a URL cannot hold. Hex digits in both cases. */
function inUrls(text: string): string[] {
  // A lone surrogate has no UTF-8, so none of these either.
  const whole = text.toWellFormed();
  const forms = [encodeURIComponent(whole), new URLSearchParams([["", whole]]).toString().slice(1), encodeURI(whole)];
  return forms.flatMap((form) => [form, form.replace(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase())]);
}

/** Serialisers may also escape slashes, what markup gives a meaning, and what is not ASCII. */
function inJson(value: string): string[] {
  const plain = JSON.stringify(value).slice(1, -1);
  const safe = escapeFor(plain, /[<>&'\u2028\u2029]/g);
  const forms = [plain, safe, escapeFor(plain, /[^ -~]/g), escapeFor(safe, /[^ -~]/g)];
  return forms
    .flatMap((form) => [form, form.replaceAll("/", "\\/")])
    .flatMap((form) => [form, form.replace(/\\u[\da-f]{4}/g, upperHex)])
    .flatMap((form) => [form, JSON.stringify(form).slice(1, -1)]);
}

function escapeFor(text: string, letters: RegExp): string {
  return text.replace(letters, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function upperHex(escape: string): string {
  return `\\u${escape.slice(2).toUpperCase()}`;
}

/** Each quote has several names. */
function inMarkup(value: string): string[] {
  const plain = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return ['"', "&quot;", "&#34;", "&#x22;"]
    .map((quote) => plain.replaceAll('"', quote))
    .flatMap((text) => ["'", "&#39;", "&#039;", "&#x27;", "&apos;"].map((quote) => text.replaceAll("'", quote)));
}

/** The part of `value`'s base64 that does not depend on its neighbours, at each alignment, in both alphabets. */
function base64Cores(value: string): string[] {
  const cores = [0, 1, 2].map((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
    const start = Math.ceil((offset * 8) / 6);
    const end = Math.floor((padded.length * 8) / 6);
    return padded.toString("base64").slice(start, end);
  });
  return cores
    .flatMap((core) => [core, core.replaceAll("+", "-").replaceAll("/", "_")])
    .filter((core) => core.length >= SHORTEST);
}
