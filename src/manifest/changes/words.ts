import type { Note } from "./change.ts";

/** Counts the descriptions and labels that have changed: one line says them all. */
export interface Words {
  compare: (before: string, after: string, part: object, key: string) => void;
  report: (note: Note) => void;
}

export function createWords(): Words {
  const changed: { part: object; key: string }[] = [];
  return {
    compare(before, after, part, key) {
      if (before !== after) changed.push({ part, key });
    },
    report(note) {
      const [first] = changed;
      if (first === undefined) return;
      const message =
        changed.length === 1
          ? "A description or label has changed."
          : `${changed.length} descriptions and labels have changed.`;
      note("C301", message, first.part, first.key);
    },
  };
}
