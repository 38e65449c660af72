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
 * URL-encoded, JSON-escaped and base64 (also as the end of `user:password`, at each of base64's three alignments).
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
  return [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), ...base64Cores(value)];
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
