import type { Json } from "../../json.ts";
import { SEVERITIES, type Severity } from "../../manifest/incident-content.ts";

/** XSOAR's severity of what a mapper gives: its number, the number as text, or its word in any case. Others are low. */
export function toSeverity(value: Json): Severity {
  const text = (typeof value === "string" ? value : JSON.stringify(value)).trim().toLowerCase();
  return SEVERITIES.find((severity) => text !== "" && Number(text) === severity) ?? WORDS.get(text) ?? 1;
}

// --- internal ---

const WORDS: ReadonlyMap<string, Severity> = new Map([
  ["unknown", 0],
  ["informational", 0.5],
  ["info", 0.5],
  ["low", 1],
  ["medium", 2],
  ["moderate", 2],
  ["high", 3],
  ["critical", 4],
]);
