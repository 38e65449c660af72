import { isJsonObject, type Json } from "../json.ts";

/** A value as a cell's text: objects as `key: value` lines, lists with a comma and a new line between their items. */
export function cellText(value: Json): string {
  if (value === null) return "";
  if (!isJsonObject(value)) return flat(value);
  return Object.entries(value)
    .map(([key, member]) => `${key}: ${flat(member)}`)
    .join("\n");
}

/** Escapes what would end a cell or its row: line ends, pipes, and back-ticks (code may hide a pipe's escape). */
export function escapeCell(text: string): string {
  return text
    .replace(/\r\n|\r|\n/g, "<br>")
    .replaceAll("|", "\\|")
    .replaceAll("`", "\\`");
}

/** Null, "", [] and {}; not 0 and not false. */
export function isEmptyCell(value: Json): boolean {
  if (value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}

// --- internal ---

function flat(value: Json): string {
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.map(itemText).join(",\n") : JSON.stringify(value);
}

function itemText(item: Json): string {
  return typeof item === "string" ? item : JSON.stringify(item);
}
