import { isMadeUp, madeUp, type OriginalKind } from "./made-up.ts";

/** Which made-up value stands for which original. The same original always has the same. */
export interface NameBook {
  /** The made-up value for an original, of the kind as which it was first met. */
  name(kind: OriginalKind, original: string): string;
  /** The made-up value of an original that is in the book. */
  find(original: string): string | undefined;
  /** Notes a made-up value that is there already, so that it is given to nothing else. */
  reserve(value: string): void;
  /** Every original by its first word, for looking them up in a text. */
  firstWords(): ReadonlySet<string>;
  /** Of how many words the longest original is made. */
  longest(): number;
}

/** What counts as one word in a text: what lies between are separators, an escaped letter of a URL too. */
export const WORD = /%[0-9a-f]{2}|[\p{L}\p{N}]+/giu;

export function createNameBook(): NameBook {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const counts = new Map<OriginalKind, number>();
  const first = new Set<string>();
  let longest = 1;

  return {
    name(kind, original) {
      const known = names.get(original);
      if (known !== undefined) return known;
      const value = isMadeUp(kind, original) ? original : next(kind);
      names.set(original, value);
      taken.add(value);
      // As it stands, and as it stands in a URL.
      for (const written of [original, encodeURIComponent(original.toWellFormed())]) {
        const words = written.match(WORD) ?? [];
        if (words[0] !== undefined) first.add(words[0]);
        longest = Math.max(longest, Math.min(words.length, MOST_WORDS));
      }
      return value;
    },
    find: (original) => names.get(original),
    reserve: (value) => taken.add(value),
    firstWords: () => first,
    longest: () => longest,
  };

  function next(kind: OriginalKind): string {
    for (;;) {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      const value = madeUp(kind, count);
      if (!taken.has(value)) return value;
    }
  }
}

// --- internal ---

/** Each start of a name in a text costs as many looks. */
const MOST_WORDS = 24;
