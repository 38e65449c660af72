import { toDay, toDuration, toMicros } from "./moment.ts";
import type { Problems, ProblemType } from "./problem.ts";
import { findTerm, type Scalar, type Term, type TermKind } from "./terms.ts";

const OPERATORS = [
  "IS",
  "IS_NOT",
  "IS_ANY",
  "IS_NONE",
  "EXISTS",
  "DOES_NOT_EXIST",
  "GREATER_THAN",
  "LESS_THAN",
  "ON",
  "ON_OR_AFTER",
  "ON_OR_BEFORE",
  "WITHIN_THE_LAST",
] as const;

export type Operator = (typeof OPERATORS)[number];

/** One criterion of a query, its value read for the term it is about. */
export interface Filter {
  term: Term;
  operator: Operator;
  /**
   * What to compare with. Text as given (lower case for a term whose case does not matter); times and days in epoch
   * milliseconds; a duration in milliseconds. Empty for EXISTS and DOES_NOT_EXIST.
   */
  operands: Scalar[];
}

/** Reads one filter `{ term, operator, value }`; a missing operator means IS. What is wrong goes to `problems`. */
export function parseFilter(given: unknown, problems: Problems): Filter | undefined {
  if (!isRecord(given)) {
    problems.add("INVALID_FILTER", "a filter must be an object");
    return undefined;
  }
  const bad = { operator: given.operator ?? null, term: given.term ?? null, value: given.value ?? null };
  const term = typeof given.term === "string" ? findTerm(given.term) : undefined;
  const operator = toOperator(given.operator ?? "IS");
  if (term === undefined) problems.add("INVALID_TERM", "unknown term", bad);
  if (operator === undefined) problems.add("INVALID_OPERATOR", "unknown operator", bad);
  if (term === undefined || operator === undefined) return undefined;
  const operands = readOperands(term, operator, given.value);
  if (Array.isArray(operands)) return { term, operator, operands };
  problems.add(operands.type, operands.description, bad);
  return undefined;
}

/** How many criteria of the query's allowance a filter takes: a list counts with every value. */
export function weightOf(given: unknown): number {
  return isRecord(given) && Array.isArray(given.value) ? Math.max(1, given.value.length) : 1;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// --- internal ---

interface Fault {
  type: ProblemType;
  description: string;
}

const EQUALITY: Operator[] = ["IS", "IS_NOT", "IS_ANY", "IS_NONE", "EXISTS", "DOES_NOT_EXIST"];
const OPERATORS_OF: Record<TermKind, Operator[]> = {
  text: EQUALITY,
  name: EQUALITY,
  boolean: EQUALITY,
  number: [...EQUALITY, "GREATER_THAN", "LESS_THAN"],
  time: [...EQUALITY, "ON", "ON_OR_AFTER", "ON_OR_BEFORE", "WITHIN_THE_LAST"],
};

function toOperator(given: unknown): Operator | undefined {
  return OPERATORS.find((operator) => operator === given);
}

function readOperands(term: Term, operator: Operator, value: unknown): Scalar[] | Fault {
  if (!OPERATORS_OF[term.kind].includes(operator)) {
    return { type: "INVALID_OPERATOR", description: `${operator} cannot be used on ${term.name}` };
  }
  if (operator === "EXISTS" || operator === "DOES_NOT_EXIST") return [];
  if (value === null || value === undefined) {
    return { type: "MISSING_VALUE", description: `${operator} needs a value` };
  }
  const takesList = operator === "IS_ANY" || operator === "IS_NONE";
  const values: unknown[] = takesList && Array.isArray(value) ? value : [value];
  const operands = values.map((element) => toOperand(term.kind, operator, element));
  const known = operands.filter((operand) => operand !== undefined);
  if (takesList && (!Array.isArray(value) || value.length === 0)) {
    return { type: "INVALID_VALUE", description: `${operator} needs a list of values` };
  }
  if (known.length === operands.length) return known;
  return { type: "INVALID_VALUE", description: `expected ${expected(term.kind, operator)}` };
}

function toOperand(kind: TermKind, operator: Operator, value: unknown): Scalar | undefined {
  if (kind === "boolean") return toBoolean(value);
  if (kind === "number") return toNumber(value);
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return undefined;
  if (kind === "text") return text;
  if (kind === "name") return text.toLowerCase();
  if (operator === "ON") return toDay(text);
  if (operator === "WITHIN_THE_LAST") return toDuration(text);
  const micros = toMicros(text);
  return micros === undefined ? undefined : Math.floor(micros / 1000);
}

function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  const text = typeof value === "string" ? value.toLowerCase() : undefined;
  return text === "true" || text === "false" ? text === "true" : undefined;
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? Number(value) : undefined;
}

function expected(kind: TermKind, operator: Operator): string {
  if (operator === "ON") return "a date like 2026-01-31";
  if (operator === "WITHIN_THE_LAST") return "a duration like P14D or PT1M";
  const names: Record<TermKind, string> = {
    text: "text",
    name: "text",
    number: "a number",
    boolean: "true or false",
    time: "a time like 2026-01-31T10:00:00.000Z",
  };
  return names[kind];
}
