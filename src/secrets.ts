import { inspect } from "node:util";
import { createSieve } from "./secret-sieve.ts";

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
 * URL-encoded, escaped for JSON or for markup, and base64 (also as the end of `user:password`, at each of base64's
 * three alignments).
 */
export function createMask(secrets: readonly Secret[]): (text: string) => string {
  const forms = new Set(secrets.flatMap((secret) => formsOf(secret.reveal())));
  // Longest first, so that no form is cut by a shorter one inside it.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  const literals: string[] = [];
  const patterns: string[] = [];
  for (const form of ordered) {
    const pattern = escapedForms(form);
    if (pattern === undefined) literals.push(form);
    else patterns.push(pattern);
  }
  const expression = patterns.length === 0 ? undefined : new RegExp(patterns.join("|"), "gi");
  const mayHoldSecret = createSieve(ordered.map(plainPieceOf));
  const replaceAll = (text: string): string => {
    const plain = expression === undefined ? text : text.replace(expression, STARS);
    return literals.reduce((all, literal) => all.replaceAll(literal, STARS), plain);
  };
  const mask = (text: string, depth: number): string => {
    const masked = mayHoldSecret(text) ? replaceAll(text) : text;
    if (ordered.length === 0 || depth === URLS_IN_URLS || !masked.includes("%")) return masked;
    return replaceEscaped(masked, (run) => {
      const decoded = percentDecoded(run);
      const hidden = decoded === run ? run : mask(decoded, depth + 1);
      // What holds a secret need not keep the spelling of its other letters.
      return hidden === decoded ? run : encodeURI(hidden.toWellFormed());
    });
  };
  return (text) => mask(text, 0);
}

// --- internal ---

/** The longest part of a form that stands in all of its escapes as it is. */
function plainPieceOf(form: string): string {
  const pieces = /^[\w.-]*$/.test(form) ? [form] : (form.match(/\w+/g) ?? []);
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), "");
}

/** What is escaped for a URL may have been escaped for something else before: JSON in a form in a query in a redirect. */
const URLS_IN_URLS = 4;

/** Replaces the runs of letters that hold a percent sign; all else, which may be much, is not looked at. */
function replaceEscaped(text: string, replace: (run: string) => string): string {
  const pieces: string[] = [];
  let end = 0;
  for (let sign = text.indexOf("%"); sign !== -1; sign = text.indexOf("%", end)) {
    let start = sign;
    while (start > end && !isBetweenRuns(text, start - 1)) start -= 1;
    pieces.push(text.slice(end, start));
    end = sign + 1;
    while (end < text.length && !isBetweenRuns(text, end)) end += 1;
    pieces.push(replace(text.slice(start, end)));
  }
  return pieces.length === 0 ? text : pieces.join("") + text.slice(end);
}

/** A blank, a quote or a bracket: no URL goes on behind it. */
function isBetweenRuns(text: string, at: number): boolean {
  return BETWEEN_RUNS.test(text.charAt(at));
}

const BETWEEN_RUNS = /[\s"<>]/;

function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll("%", ""), "hex").toString());
}

/** Shorter texts are no secrets worth the name, and masking them would shred every output. */
const SHORTEST = 4;

function formsOf(value: string): string[] {
  return value.length < SHORTEST ? [] : [value, ...base64Cores(value)];
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

/**
 * A regular expression, to be used with the flags `gi`, for a text and for what URLs, forms, JSON and markup make of it:
 * each letter may stand as it is or in any of its escapes, JSON's to any usual depth. Undefined where none of them
 * changes the text.
 */
function escapedForms(text: string): string | undefined {
  if (/^[\w.-]*$/.test(text)) return undefined;
  const parts: string[] = [];
  for (const [, backslashes = "", letter = ""] of text.matchAll(/(\\*)([^\\]?)/gsu)) {
    parts.push(backslashPattern(backslashes.length, letter !== ""), letterPattern(letter, backslashes !== ""));
  }
  return parts.join("");
}

/** JSON in JSON in JSON in JSON: each step doubles the backslashes and adds one to each quote. */
const DEEPEST = 16;

/**
 * Backslashes, those of the letter that follows among them. They are counted once for both: two counts side by side
 * would be tried in every combination, and a text that is all backslashes would never come to its end.
 */
function backslashPattern(count: number, isFollowed: boolean): string {
  const most = count * DEEPEST + (isFollowed ? DEEPEST : 0);
  const plain = `\\\\{${count},${most}}`;
  return count === 0 ? "" : `(?:${plain}|(?:${escapesOf("\\").join("|")}){${count}})`;
}

/** `isPrefixed`: the backslashes of its escapes have been counted with those before it. */
function letterPattern(letter: string, isPrefixed: boolean): string {
  if (letter === "" || /[\w.-]/.test(letter)) return letter.replace(".", "\\.");
  const plain = letter.replace(/[$()*+?[\]^{|}/]/, "\\$&");
  const quoted = /["/]/.test(letter) && !isPrefixed ? `\\\\{0,${DEEPEST}}${plain}` : plain;
  // In JSON a control character is a letter after a backslash.
  const [, named] = /^\\([bfnrt])$/.exec(JSON.stringify(letter).slice(1, -1)) ?? [];
  const units = Array.from({ length: letter.length }, (_, at) => letter.charCodeAt(at).toString(16).padStart(4, "0"));
  const unicode = units.map((unit) => `u${unit}`).join(`\\\\{1,${DEEPEST}}`);
  const escaped = `${isPrefixed ? "" : `\\\\{1,${DEEPEST}}`}(?:${named === undefined ? "" : `${named}|`}${unicode})`;
  // A form writes a blank as a plus, and a URL that holds the form escapes that.
  const space = letter === " " ? ["\\+", "%(?:25){0,4}2b"] : [];
  return `(?:${[quoted, escaped, ...space, ...escapesOf(letter)].join("|")})`;
}

/** In a URL, perhaps in another URL, and in markup. */
function escapesOf(letter: string): string[] {
  const bytes = [...Buffer.from(letter)].map((byte) => `%(?:25){0,4}${byte.toString(16).padStart(2, "0")}`).join("");
  const code = letter.codePointAt(0) ?? 0;
  const names: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };
  const name = names[letter];
  const numbers = `#0{0,6}${code}|#x0{0,6}${code.toString(16)}`;
  return [bytes, `&(?:amp;){0,4}(?:${name === undefined ? "" : `${name}|`}${numbers});`];
}
