import { isJsonObject, type Json } from "../json.ts";
import { isEmptyCell } from "./cell.ts";

/**
 * A nested value as lines for one cell: `**dotted.key**: value` for each plain value, a bullet for each item of a list.
 * What is empty at any depth is left out.
 */
export function detailText(value: Json): string {
  return linesOf("", value, 0).join("\n");
}

// --- internal ---

/** Deeper levels are shown as JSON: nobody reads them, and hostile nesting must not exhaust the stack. */
const DEEPEST = 20;

function linesOf(path: string, value: Json, depth: number): string[] {
  if (isEmptyCell(value)) return [];
  if (depth < DEEPEST && Array.isArray(value))
    return titled(
      path,
      value.flatMap((item) => bullet(item, depth + 1)),
    );
  if (depth < DEEPEST && isJsonObject(value)) {
    return Object.entries(value).flatMap(([key, member]) => {
      return linesOf(path ? `${path}.${key}` : key, member, depth + 1);
    });
  }
  return [path ? `**${path}**: ${plain(value)}` : plain(value)];
}

function titled(path: string, bullets: string[]): string[] {
  return path && bullets.length > 0 ? [`**${path}**:`, ...bullets] : bullets;
}

/** The item's first line behind a dash, the others indented below it. */
function bullet(item: Json, depth: number): string[] {
  return linesOf("", item, depth).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}

function plain(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
