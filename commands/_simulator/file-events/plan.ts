import type { Filter } from "./filter.ts";
import { DAY_MS } from "./moment.ts";
import type { Criteria } from "./query.ts";

/**
 * What can be told of a query's results before looking at any event: where to look. Every result lies within the
 * plan; not everything within the plan need be a result, unless it is `exact`.
 */
export interface Plan {
  /** When results were inserted. */
  inserted: Span;
  /** Their `@timestamp`. */
  detected: Span;
  /** Their ids, where the query names them. */
  ids?: ReadonlySet<string>;
  /** Their `user.email`, in lower case, where the query names them. */
  emails?: ReadonlySet<string>;
  /** Everything that was inserted within `inserted` is a result. */
  exact: boolean;
}

/** Microseconds since 1970, both bounds included. */
export interface Span {
  from: number;
  to: number;
}

export const always: Span = { from: -Infinity, to: Infinity };

/** @param now epoch milliseconds, what WITHIN_THE_LAST counts back from */
export function planOf(criteria: Criteria, now: number): Plan {
  if ("term" in criteria) return planOfFilter(criteria, now);
  const [first = everything, ...rest] = criteria.parts.map((part) => planOf(part, now));
  return rest.reduce(criteria.clause === "AND" ? both : either, first);
}

export function intersection(one: Span, other: Span): Span {
  return { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
}

// --- internal ---

const everything: Plan = { inserted: always, detected: always, exact: true };

function planOfFilter(filter: Filter, now: number): Plan {
  const { term, operator, operands } = filter;
  const somewhere: Plan = { ...everything, exact: false };
  if (term.kind === "time") {
    const span = spanOf(filter, now);
    if (span === undefined) return somewhere;
    if (term.name === "event.inserted") return { ...everything, inserted: span };
    return term.name === "@timestamp" ? { ...somewhere, detected: span } : somewhere;
  }
  const texts = operands.map(String);
  const named = operator === "IS_ANY" || (operator === "IS" && !texts.some((text) => text.includes("*")));
  if (!named) return somewhere;
  if (term.name === "event.id") return { ...somewhere, ids: new Set(texts) };
  return term.name === "user.email" ? { ...somewhere, emails: new Set(texts) } : somewhere;
}

/** The microseconds whose millisecond passes the filter. */
function spanOf({ operator, operands }: Filter, now: number): Span | undefined {
  const ms = Number(operands[0] ?? 0);
  const lastMicro = 999;
  switch (operator) {
    case "IS":
      return { from: ms * 1000, to: ms * 1000 + lastMicro };
    case "ON":
      return { from: ms * 1000, to: (ms + DAY_MS) * 1000 - 1 };
    case "ON_OR_AFTER":
      return { from: ms * 1000, to: Infinity };
    case "ON_OR_BEFORE":
      return { from: -Infinity, to: ms * 1000 + lastMicro };
    case "WITHIN_THE_LAST":
      return { from: (now - ms) * 1000, to: now * 1000 + lastMicro };
    default:
      return undefined;
  }
}

function both(one: Plan, other: Plan): Plan {
  const ids = narrower(one.ids, other.ids);
  const emails = narrower(one.emails, other.emails);
  return {
    inserted: intersection(one.inserted, other.inserted),
    detected: intersection(one.detected, other.detected),
    ...(ids && { ids }),
    ...(emails && { emails }),
    exact: one.exact && other.exact,
  };
}

function either(one: Plan, other: Plan): Plan {
  return {
    inserted: hull(one.inserted, other.inserted),
    detected: hull(one.detected, other.detected),
    ...(one.ids && other.ids && { ids: new Set([...one.ids, ...other.ids]) }),
    ...(one.emails && other.emails && { emails: new Set([...one.emails, ...other.emails]) }),
    // Two spans may leave a gap between them.
    exact: false,
  };
}

function narrower(one?: ReadonlySet<string>, other?: ReadonlySet<string>): ReadonlySet<string> | undefined {
  return one && other ? new Set([...one].filter((text) => other.has(text))) : (one ?? other);
}

function hull(one: Span, other: Span): Span {
  return { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) };
}
