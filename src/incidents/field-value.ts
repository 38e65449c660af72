import { isJsonObject, type Json } from "../json.ts";
import type { FieldType } from "../manifest/incident-content.ts";

/**
 * A mapped value as a field of its type keeps it: a list for what holds several (a path that gives one value gives it
 * bare), a number or a boolean where the text is one, text for the rest. What cannot be turned into it stays as it is.
 */
export function toFieldValue(value: Json, type: FieldType | undefined): Json {
  switch (type) {
    case "grid":
    case "multiSelect":
    case "tagsSelect":
    case "attachments":
      return Array.isArray(value) ? value : [value];
    case "number":
      return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
    case "boolean":
      return isBooleanText(value) ? value.trim().toLowerCase() === "true" : value;
    case "sla":
    case "timer":
    case undefined:
      return value;
    default:
      return toText(value);
  }
}

// --- internal ---

function isBooleanText(value: Json): value is string {
  return typeof value === "string" && /^\s*(?:true|false)\s*$/iu.test(value);
}

/** Lists of scalars as people read them. */
function toText(value: Json): string {
  if (typeof value === "string") return value;
  const isPlainList = Array.isArray(value) && value.every((each) => !Array.isArray(each) && !isJsonObject(each));
  return isPlainList ? value.map(scalarText).join(", ") : JSON.stringify(value);
}

function scalarText(value: Json): string {
  if (value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
