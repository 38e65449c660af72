import { type Json } from "../json.ts";
import type { Program } from "./js/compile.ts";
import { faultOf, JsLimitError, type Machine } from "./js/machine.ts";
import type { JsValue } from "./js/value.ts";
import { findEqualities } from "./merge-shape.ts";

/** Finds the elements of a growing list that a merge expression matches. */
export interface Matcher {
  /** The positions of all elements `val` for which the expression is true of `val` and `obj`. */
  matches: (obj: Json) => number[];
  /** Tells of an element that was added or changed. */
  note: (position: number) => void;
}

export interface MatchOptions {
  test: Program;
  /** The list itself: read again at each call. */
  elements: readonly Json[];
  machine: Machine;
  warn: (message: string) => void;
}

/**
 * Expressions that compare fields for equality are looked up in an index. It only narrows down whom to ask: each
 * candidate is still put to the expression, so that the answer is the same as asking every element.
 */
export function createMatcher(options: MatchOptions): Matcher {
  const equalities = findEqualities(options.test.expression);
  const everyone = { candidates: () => options.elements.keys(), note: () => undefined };
  const index = equalities ? createIndex(equalities, options) : everyone;
  const { elements, machine, warn, test } = options;
  let exhausted = false;
  const holds = (val: Json | undefined, obj: Json): boolean => {
    if (exhausted) return false;
    try {
      return Boolean(test.run([val, obj], machine));
    } catch (cause) {
      exhausted = cause instanceof JsLimitError;
      warn(`${faultOf(cause)}; taken as no match`);
      return false;
    }
  };
  return {
    matches: (obj) => [...index.candidates(obj)].filter((position) => holds(elements[position], obj)),
    note: index.note,
  };
}

// --- internal ---

interface Index {
  candidates: (obj: Json) => Iterable<number>;
  note: (position: number) => void;
}

function createIndex(equalities: NonNullable<ReturnType<typeof findEqualities>>, options: MatchOptions): Index {
  const { elements, machine, test } = options;
  const tables = equalities.map(({ ofVal, other }) => ({
    valPart: test.part(ofVal),
    otherPart: test.part(other),
    buckets: new Map<string, Set<number>>(),
  }));
  // Elements whose field is a list or an object may equal any text: they are always asked.
  const alwaysAsked = new Set<number>();
  const note = (position: number): void => {
    const element = elements[position];
    for (const { valPart, buckets } of tables) {
      const key = isNothing(element) ? "any" : bucketOf(valPart, [element, null], machine);
      if (key === "any") alwaysAsked.add(position);
      else if (key !== "none") addTo(buckets, key, position);
    }
  };
  elements.forEach((_element, position) => note(position));
  return {
    note,
    candidates(obj) {
      const found = new Set(alwaysAsked);
      for (const { otherPart, buckets } of tables) {
        const key = bucketOf(otherPart, [null, obj], machine);
        if (key === "any") return elements.keys();
        for (const position of buckets.get(key) ?? []) found.add(position);
      }
      return found;
    },
  };
}

function isNothing(value: Json | undefined): boolean {
  return value === null || value === undefined;
}

function addTo(buckets: Map<string, Set<number>>, key: string, position: number): void {
  const bucket = buckets.get(key);
  if (bucket) bucket.add(position);
  else buckets.set(key, new Set([position]));
}

/** Values that can be equal, loosely or strictly, share a bucket. `none`: the guards before the comparison fail. */
function bucketOf(part: Program, values: (Json | undefined)[], machine: Machine): string {
  let value: JsValue;
  try {
    value = part.run(values, machine);
  } catch {
    // A member of what is not there: the expression asks for it first (see findEqualities), so it is no match.
    return "none";
  }
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "object") return "any";
  const number = Number(value);
  return Number.isNaN(number) ? `text ${String(value)}` : `number ${number}`;
}
