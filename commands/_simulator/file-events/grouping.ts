import { valuesAt, type Scalar, type Term } from "./terms.ts";
import type { StoredEvent } from "./stored-event.ts";

export interface Group {
  value: string;
  docCount: number;
}

/**
 * Counts events by their values at a term, the most frequent first. An event counts once for each value it has, and
 * not at all without one.
 *
 * At most 100,000 values are counted; of those that turn up after that the answer knows nothing, so that a term as
 * manifold as `event.id` does not cost memory. (The vendor's own limit is not known.)
 */
export function groupBy(events: Iterable<StoredEvent>, term: Term, size: number): Group[] {
  const counts = new Map<Scalar, number>();
  for (const event of events) {
    for (const value of new Set(valuesAt(event.read(term.section), term.path))) {
      const count = counts.get(value) ?? 0;
      if (count > 0 || counts.size < MAX_VALUES) counts.set(value, count + 1);
    }
  }
  return [...counts]
    .map(([value, docCount]) => ({ value: String(value), docCount }))
    .sort((one, other) => other.docCount - one.docCount || (one.value < other.value ? -1 : 1))
    .slice(0, size);
}

// --- internal ---

const MAX_VALUES = 100_000;
