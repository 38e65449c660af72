import type { Json } from "../json.ts";
import { shownValue, ValueError } from "./value-error.ts";

/**
 * A single value as text.
 * @throws ValueError for an object or a list
 */
export function toText(value: Json): string {
  if (typeof value === "string") return value;
  if (value === null) return "";
  if (typeof value === "object") {
    throw new ValueError(`${shownValue(value)} is no text.`, "Take one of its keys first, with accessor or getField.");
  }
  return String(value);
}

/** Any value as text: lists and objects as JSON. */
export function toAnyText(value: Json): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : toText(value);
}

/**
 * A number, or the text of one.
 * @throws ValueError for anything else
 */
export function toNumber(value: Json): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value.trim()) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new ValueError(`${shownValue(value)} is no number.`, "Filter such values out first.");
}

/** True, or the text `true` in any case. */
export function isTrue(value: Json): boolean {
  return value === true || (typeof value === "string" && value.trim().toLowerCase() === "true");
}

/** False, or the text `false` in any case. */
export function isFalse(value: Json): boolean {
  return value === false || (typeof value === "string" && value.trim().toLowerCase() === "false");
}

/** The members of a list, or the one value; none where there is nothing. */
export function members(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The members of a list, or those of a comma-separated text, trimmed. */
export function listMembers(value: Json | undefined): string[] {
  return members(value).flatMap((member) =>
    Array.isArray(value)
      ? [toAnyText(member).trim()]
      : toAnyText(member)
          .split(",")
          .map((part) => part.trim()),
  );
}

/** Nothing, an empty text, an empty list or object, or a list of nothing but such. `0` and `false` are something. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  return typeof value === "object" && Object.keys(value).length === 0;
}
