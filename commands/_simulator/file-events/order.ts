import { toMicros } from "./moment.ts";
import type { EventQuery } from "./query.ts";
import type { StoredEvent } from "./stored-event.ts";
import { valuesAt, type Scalar, type Term } from "./terms.ts";

/** Tells which of two events comes first: negative for the first one. */
export type Compare = (one: StoredEvent, other: StoredEvent) => number;

/** The order in which events are kept: by time of insertion, which is also that of their ids. */
export function byInsertion(one: StoredEvent, other: StoredEvent): number {
  if (one.insertedMicros !== other.insertedMicros) return one.insertedMicros - other.insertedMicros;
  return one.id === other.id ? 0 : one.id < other.id ? -1 : 1;
}

/** Whether a sort follows the order in which events are kept, forwards or backwards. */
export function isByInsertion({ term }: EventQuery["sort"]): boolean {
  return term.name === "event.id" || term.name === "event.inserted";
}

/**
 * The order of a sort. Of several values of one event the first in that order counts; events without any come last in
 * both directions; equal ones are in order of their ids, in the sort's direction.
 */
export function compareBy({ term, descending }: EventQuery["sort"]): Compare {
  const sign = descending ? -1 : 1;
  return (one, other) => {
    const [left, right] = [keyOf(one, term, sign), keyOf(other, term, sign)];
    if (left === undefined || right === undefined) {
      if (left !== right) return left === undefined ? 1 : -1;
    } else if (left !== right) {
      return left < right ? -sign : sign;
    }
    return sign * byInsertion(one, other);
  };
}

/** The first `count` of the events in an order, however many there are: never more than twice as many are kept. */
export function firstInOrder(events: Iterable<StoredEvent>, count: number, compare: Compare): StoredEvent[] {
  let kept: StoredEvent[] = [];
  for (const event of events) {
    kept.push(event);
    if (kept.length >= count * 2) kept = kept.sort(compare).slice(0, count);
  }
  return kept.sort(compare).slice(0, count);
}

/** Joins lists that are each in order into one. Of equals, those of the earlier list come first. */
export function* merge(lists: Iterable<StoredEvent>[], compare: Compare): Generator<StoredEvent> {
  const heads = lists.map((list) => {
    const rest = list[Symbol.iterator]();
    return { rest, head: rest.next() };
  });
  for (;;) {
    let next: (typeof heads)[number] | undefined;
    let first: StoredEvent | undefined;
    for (const candidate of heads) {
      if (candidate.head.done === true) continue;
      if (first !== undefined && compare(candidate.head.value, first) >= 0) continue;
      next = candidate;
      first = candidate.head.value;
    }
    if (next === undefined || first === undefined) return;
    yield first;
    next.head = next.rest.next();
  }
}

// --- internal ---

function keyOf(event: StoredEvent, term: Term, sign: number): Scalar | undefined {
  const values = valuesAt(event.read(term.section), term.path).map((value) =>
    term.kind === "time" ? (toMicros(String(value)) ?? value) : value,
  );
  return values.reduce<Scalar | undefined>(
    (best, value) => (best === undefined || (value < best ? sign : -sign) > 0 ? value : best),
    undefined,
  );
}
