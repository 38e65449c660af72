import { createMask, Secret } from "../../secrets.ts";
import type { NameKind } from "./secret-names.ts";

/**
 * The values that were found to be secret while a recording is made, and what stands in their place: stars for what
 * proves who asks, stars with a number for each other one.
 */
export interface SecretValues {
  /** What stands for a value that its name calls a secret. It is the same for the same value. */
  placeholder(value: string, kind: Exclude<NameKind, undefined>): string;
  /** Notes what a request proved itself with. */
  learn(value: string): void;
  /** Takes every value noted so far out of a text, wherever it stands in it. */
  mask(text: string): string;
}

export const STARS = "***";

/** What an earlier removal left behind. */
export function isPlaceholder(text: string): boolean {
  return /^\*{3}\d*$/.test(text);
}

export function createSecretValues(): SecretValues {
  const credentials = new Set<string>();
  const handles = new Map<string, string>();
  let maskCredentials: ((text: string) => string) | undefined;

  function learn(value: string): void {
    if (value.length < SHORTEST || credentials.size >= MOST_CREDENTIALS || credentials.has(value)) return;
    credentials.add(value);
    maskCredentials = undefined;
  }

  /** A run of letters with its value, if one is known, replaced: all of it, up to a full stop, or after a name. */
  function lookUp(word: string): string {
    if (word.length < SHORTEST) return word;
    let end = word.length;
    while (word[end - 1] === ".") end -= 1;
    for (const start of new Set([0, word.indexOf("=") + 1])) {
      for (const stop of new Set([word.length, end])) {
        const known = handles.get(decoded(word.slice(start, stop)));
        if (known !== undefined) return word.slice(0, start) + known + word.slice(stop);
      }
    }
    return word;
  }

  return {
    learn,
    placeholder(value, kind) {
      if (value === "" || isPlaceholder(value)) return value;
      if (kind === "credential") {
        learn(value);
        return STARS;
      }
      // The same value stands encoded in a URL and plain in a body.
      const plain = decoded(value);
      const known = handles.get(plain);
      if (known !== undefined) return known;
      const placeholder = `${STARS}${handles.size === 0 ? "" : String(handles.size + 1)}`;
      handles.set(plain, placeholder);
      return placeholder;
    },
    mask(text) {
      maskCredentials ??= createMask([...credentials].map((value) => new Secret(value)));
      const masked = maskCredentials(text);
      if (handles.size === 0 || masked.length < SHORTEST) return masked;
      return RUNS.reduce((all, run) => all.replace(run, (word) => lookUp(word)), handles.get(masked) ?? masked);
    },
  };
}

// --- internal ---

/** Shorter values are replaced where their name stands, but not looked for elsewhere: they would be found everywhere. */
const SHORTEST = 8;

/** Each costs time in every text. More than these are the vendor's data, which is found by its names. */
const MOST_CREDENTIALS = 200;

/** What a value may look like within a text, the widest first: base64 with its padding, parts of a URL, a word. */
const RUNS = [/[\w\-.~+/=%]+/g, /[\w\-.~+%]+={0,2}/g, /[\w-]+/g];

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // It only looked encoded.
    return text;
  }
}
