import { nearest } from "../../nearest.ts";

/** The parts of two lists by name: those of both, those that are gone, those that are new. */
export interface Pairs<T> {
  kept: [before: T, after: T][];
  gone: T[];
  added: T[];
  /** ` Is it "x" now?` for a name that is gone, where a new one is like it. */
  perhaps: (name: string) => string;
}

export function pairUp<T>(before: readonly T[], after: readonly T[], nameOf: (part: T) => string): Pairs<T> {
  // Of parts with the same name the first counts, as when they are called.
  const old = new Map([...before].reverse().map((part) => [nameOf(part), part]));
  const fresh = new Map([...after].reverse().map((part) => [nameOf(part), part]));
  const added = [...fresh].reverse().filter(([name]) => !old.has(name));
  const gone = [...old].reverse().filter(([name]) => !fresh.has(name));
  let left = MOST_GUESSES;
  return {
    kept: [...old].reverse().flatMap(([name, part]): [T, T][] => {
      const now = fresh.get(name);
      return now === undefined ? [] : [[part, now]];
    }),
    gone: gone.map(([, part]) => part),
    added: added.map(([, part]) => part),
    perhaps(name) {
      const candidates = added.map(([candidate]) => candidate);
      const found = left-- > 0 ? (nearest(name, candidates) ?? sameButLetters(name, candidates)) : undefined;
      return found === undefined ? "" : ` Is it "${found}" now?`;
    },
  };
}

// --- internal ---

/** Comparing every name with every other costs their product. */
const MOST_GUESSES = 50;

/** `thing-get` for `thing_get`, `ThingID` for `thing_id`. */
function sameButLetters(name: string, candidates: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return candidates.find((candidate) => plain(candidate) === plain(name));
}
