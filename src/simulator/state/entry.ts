import type { IncomingHttpHeaders } from "node:http";
import { isRecord } from "../../json.ts";
import { isTime, parseJson } from "./header.ts";

/** A request that changed the simulated vendor's state, as a line of a state file. */
export interface StateEntry {
  /** When it was handled, by the simulator's clock; epoch milliseconds. */
  at: number;
  /** The same, by the real clock. */
  real: number;
  method: string;
  /** Path and query. */
  url: string;
  /** Those that the meaning of a request may depend on. Never one that says who asks. */
  headers: Record<string, string>;
  /** As it came. */
  body: string;
}

/** The headers that a state file keeps. */
export function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const pairs = KEPT.flatMap((name) => {
    const value = headers[name];
    return typeof value === "string" ? [[name, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** The entry as a line, its line feed included. */
export function toLine({ at, real, method, url, headers, body }: StateEntry): string {
  const times = { at: new Date(at).toISOString(), real: new Date(real).toISOString() };
  return `${JSON.stringify({ ...times, method, url, headers, body })}\n`;
}

/** @returns undefined for a line that is none */
export function parseEntry(line: string): StateEntry | undefined {
  const value = parseJson(line);
  if (!isRecord(value)) return undefined;
  const { at, real, method, url, headers, body } = value;
  if (!isTime(at) || !isTime(real) || !isRecord(headers)) return undefined;
  if (typeof method !== "string" || typeof url !== "string" || typeof body !== "string") return undefined;
  const texts = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return { at: Date.parse(at), real: Date.parse(real), method, url, headers: Object.fromEntries(texts), body };
}

// --- internal ---

const KEPT = ["content-type", "idempotency-key", "if-match", "if-none-match"];
