import type { Json } from "../json.ts";
import { epochTime, parseTime } from "../manifest/dates.ts";
import { toText } from "./coerce.ts";
import { GO_LAYOUTS, goLayout, parseGo } from "./go-layout.ts";
import { shownValue, ValueError } from "./value-error.ts";

/**
 * Epoch milliseconds of a time: a number or text of epoch seconds (above 2,000,000,000: milliseconds), ISO 8601, what
 * people write (`3 days ago`), or any of Go's layouts. Without a zone it is UTC.
 * @param layout the one to read, by Go's name for it or written out; other texts are then refused
 * @throws ValueError for what is none of these
 */
export function readTime(value: Json, now: number, layout?: string): number {
  if (typeof value === "number") return epochTime(value);
  const text = toText(value).trim();
  const at = layout === undefined || layout === "" ? anyTime(text, now) : parseGo(goLayout(layout), text);
  if (at !== undefined) return at;
  const how = layout ? ` as ${layout}` : "";
  throw new ValueError(`${shownValue(value)} cannot be read as a time${how}.`, "Write ISO 8601, or name its layout.");
}

// --- internal ---

/** No time is written as long. */
const LONGEST = 80;

function anyTime(text: string, now: number): number | undefined {
  if (text === "" || text.length > LONGEST) return undefined;
  // Epoch times with a fraction, as Python prints them.
  if (/^\d+\.\d+$/u.test(text)) return epochTime(Number(text));
  const at = parseTime(text, now);
  if (at !== undefined) return at;
  for (const layout of GO_LAYOUTS.values()) {
    const found = parseGo(layout, text);
    if (found !== undefined) return found;
  }
  return undefined;
}
