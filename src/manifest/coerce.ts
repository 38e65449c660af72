import { isJsonObject, isUnsafeKey, type Json, type JsonObject } from "../json.ts";
import { epochTime, parseTime } from "./dates.ts";

/** A value as its declared type wants it, or what is wrong with it: `must be …`, to follow the value's name. */
export type Coerced<T> = { value: T } | { fault: string };

/**
 * XSOAR's `argToList`: nothing gives no members; a list is itself; `[…]` is JSON where it parses; other text is split
 * at commas, each member trimmed and empty ones kept; anything else is a list of itself.
 */
export function toList(value: Json | undefined): Json[] {
  if (value === undefined || value === null || value === "" || value === false || value === 0) return [];
  if (Array.isArray(value)) return value;
  if (typeof value !== "string") return [value];
  const listed = value.startsWith("[") && value.endsWith("]") ? parseJson(value) : undefined;
  return Array.isArray(listed) ? listed : value.split(",").map((member) => member.trim());
}

/** XSOAR's `argToBoolean`: true, false, yes and no, in any case; `1`, `on` and the empty text are errors. */
export function toBoolean(value: Json): Coerced<boolean> {
  if (typeof value === "boolean") return { value };
  const text = typeof value === "string" ? value.trim().toLowerCase() : "";
  if (text === "true" || text === "yes") return { value: true };
  if (text === "false" || text === "no") return { value: false };
  return { fault: `must be true or false (or yes, no), not ${show(value)}` };
}

/** XSOAR's `arg_to_number`: a whole number; text with a fraction is cut, a number with a fraction is an error. */
export function toNumber(value: Json): Coerced<number> {
  const isNumeric = typeof value === "string" && value.length <= 40 && NUMERIC.test(value);
  const number = isNumeric ? Math.trunc(Number(value)) : value;
  if (typeof number === "number" && Number.isSafeInteger(number)) return { value: number + 0 };
  return { fault: `must be a whole number, not ${show(value)}` };
}

/** XSOAR's `arg_to_datetime`, in epoch milliseconds; see `parseTime` for what it understands. */
export function toTime(value: Json, now: number): Coerced<number> {
  const time =
    typeof value === "number" ? epochTime(value) : typeof value === "string" ? parseTime(value, now) : undefined;
  if (time !== undefined && Math.abs(time) <= 8.64e15) return { value: time };
  return { fault: `must be a time such as 2026-01-31T08:00:00Z, "3 days" or an epoch, not ${show(value)}` };
}

/** Text; numbers and booleans as they are written, objects and lists as JSON. */
export function toText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** An object: itself, JSON text of one, or `key=value, key=value`. */
export function toKeyValues(value: Json): Coerced<JsonObject> {
  const parsed =
    typeof value !== "string" ? value : value.trim().startsWith("{") ? parseJson(value) : splitPairs(value);
  if (!isJsonObject(parsed)) return { fault: `must be key=value pairs or a JSON object, not ${show(value)}` };
  const unsafe = Object.keys(parsed).find(isUnsafeKey);
  return unsafe === undefined ? { value: parsed } : { fault: `must not have the key "${unsafe}"` };
}

// --- internal ---

const NUMERIC = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/u;

/** A value for a message: short, and text in quotes. */
function show(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // No JSON is an answer here, not a failure: the callers have another reading.
    return undefined;
  }
}

function splitPairs(text: string): JsonObject | undefined {
  const pairs = text.split(",").map((pair): [string, string] | undefined => {
    const at = pair.indexOf("=");
    return at < 1 ? undefined : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  });
  const whole = pairs.filter((pair) => pair !== undefined);
  // fromEntries defines own properties, so a key like __proto__ is harmless until it is refused.
  return whole.length === pairs.length ? Object.fromEntries(whole) : undefined;
}
