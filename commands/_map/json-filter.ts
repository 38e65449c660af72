import { isJsonObject, type Json } from "soarkit";
import type { Filter } from "../_api/file-events.ts";

/**
 * One filter of a query that an analyst wrote. Which terms there are, and which operators suit which term, is left to
 * Incydr to say; that the operator exists and that its value is of a kind it can take, is not.
 * @param path where it stands in the query, for what is wrong with it
 */
export function toFilter(given: Json, path: string, faults: string[]): Filter {
  if (!isJsonObject(given) || typeof given.term !== "string" || typeof given.operator !== "string") {
    faults.push(`${path} must be an object with the texts term and operator`);
    return { term: "", operator: "", value: null };
  }
  const { term, operator, value = null } = given;
  const kind = KINDS.get(operator);
  if (kind === undefined) {
    faults.push(`${path}.operator must be one of ${[...KINDS.keys()].join(", ")}, not "${operator.slice(0, 40)}"`);
  } else if (!kind.takes(value)) {
    faults.push(`${path}.value must be ${kind.what} for ${operator}`);
  }
  return { term, operator, value: kind === nothing ? null : value };
}

// --- internal ---

interface Kind {
  what: string;
  takes: (value: Json) => boolean;
}

const nothing: Kind = { what: "left out", takes: (value) => value === null || value === "" };
const single: Kind = { what: "one text, number or truth value", takes: isSingle };
const several: Kind = {
  what: "a list of at least one text or number",
  takes: (value) => Array.isArray(value) && value.length > 0 && value.every(isSingle),
};
const amount: Kind = {
  what: "a number",
  takes: (value) => typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)),
};
const day: Kind = { what: "a date such as 2026-01-31", takes: (value) => isTime(value, /^\d{4}-\d\d-\d\d$/) };
const moment: Kind = {
  what: "a time such as 2026-01-31T10:00:00.000Z",
  takes: (value) => isTime(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/),
};
const duration: Kind = {
  what: "a duration such as P14D, P1D or PT1M",
  takes: (value) => typeof value === "string" && /^P(?=[\dT])(\d+[YMWD])*(T(\d+[HMS])+)?$/.test(value),
};

const KINDS = new Map<string, Kind>([
  ["IS", single],
  ["IS_NOT", single],
  ["IS_ANY", several],
  ["IS_NONE", several],
  ["EXISTS", nothing],
  ["DOES_NOT_EXIST", nothing],
  ["GREATER_THAN", amount],
  ["LESS_THAN", amount],
  ["ON", day],
  ["ON_OR_AFTER", moment],
  ["ON_OR_BEFORE", moment],
  ["WITHIN_THE_LAST", duration],
]);

function isSingle(value: Json): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isTime(value: Json, form: RegExp): boolean {
  return typeof value === "string" && form.test(value) && !Number.isNaN(Date.parse(value));
}
