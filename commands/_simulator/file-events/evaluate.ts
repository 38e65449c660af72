import type { Filter } from "./filter.ts";
import { DAY_MS, toMicros } from "./moment.ts";
import type { Criteria } from "./query.ts";
import { valuesAt, type Scalar, type TermKind } from "./terms.ts";
import { fitsWildcard } from "./wildcard.ts";

/** Gives the part of a document under one of its top-level keys. */
export type ReadSection = (section: string) => unknown;

/**
 * Makes the criteria into one test of a document.
 *
 * A document passes IS when any of its values at the term does (a term through lists has several); IS_NOT, IS_NONE and
 * DOES_NOT_EXIST are the exact opposites of IS, IS_ANY and EXISTS, so a document without any value passes them. `*` is
 * a wildcard in IS and IS_NOT on text, and a plain star in lists. Times are compared as milliseconds: the
 * microseconds of a document count for nothing. Case matters except for addresses, host names, domains and hashes.
 * @param now epoch milliseconds; what WITHIN_THE_LAST counts back from
 */
export function compileCriteria(criteria: Criteria, now: number): (read: ReadSection) => boolean {
  if ("term" in criteria) return compileFilter(criteria, now);
  const tests = criteria.parts.map((part) => compileCriteria(part, now));
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return criteria.clause === "AND"
    ? (read) => tests.every((test) => test(read))
    : (read) => tests.some((test) => test(read));
}

// --- internal ---

type Test = (value: Scalar) => boolean;

const OPPOSITES: Partial<Record<Filter["operator"], Filter["operator"]>> = {
  IS_NOT: "IS",
  IS_NONE: "IS_ANY",
  DOES_NOT_EXIST: "EXISTS",
};

function compileFilter(filter: Filter, now: number): (read: ReadSection) => boolean {
  const { section, path, kind } = filter.term;
  const opposite = OPPOSITES[filter.operator];
  const passes = testOf({ ...filter, operator: opposite ?? filter.operator }, now);
  return (read) => {
    const found = valuesAt(read(section), path).some((value) => passes(comparable(value, kind)));
    return opposite === undefined ? found : !found;
  };
}

function testOf({ term, operator, operands }: Filter, now: number): Test {
  const [operand = ""] = operands;
  switch (operator) {
    case "EXISTS":
      return () => true;
    case "IS_ANY": {
      const set = new Set(operands);
      return (value) => set.has(value);
    }
    case "GREATER_THAN":
      return (value) => value > operand;
    case "LESS_THAN":
      return (value) => value < operand;
    case "ON":
      return (value) => value >= operand && Number(value) < Number(operand) + DAY_MS;
    case "ON_OR_AFTER":
      return (value) => value >= operand;
    case "ON_OR_BEFORE":
      return (value) => value <= operand;
    case "WITHIN_THE_LAST":
      return (value) => Number(value) >= now - Number(operand) && Number(value) <= now;
    default:
      return isTest(operand, term.kind);
  }
}

function isTest(operand: Scalar, kind: TermKind): Test {
  const pattern = typeof operand === "string" && (kind === "text" || kind === "name") ? operand : "";
  if (!pattern.includes("*")) return (value) => value === operand;
  return (value) => typeof value === "string" && fitsWildcard(value, pattern);
}

/** A document's value as filters see it: names in lower case, times as epoch milliseconds. */
function comparable(value: Scalar, kind: TermKind): Scalar {
  if (typeof value !== "string") return value;
  if (kind === "name") return value.toLowerCase();
  if (kind !== "time") return value;
  const micros = toMicros(value);
  return micros === undefined ? value : Math.floor(micros / 1000);
}
