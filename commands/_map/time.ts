import { ParameterError } from "soarkit";

/** Epoch milliseconds as ISO-8601 UTC; undefined for what is no time. */
export function toIso(ms: number | null | undefined): string | undefined {
  if (ms === null || ms === undefined) return undefined;
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/**
 * `24 hours`, `30 minutes`, `7 days` in milliseconds. A month has 30 days and a year 365, as in XSOAR.
 * @throws ParameterError naming the parameter
 */
export function toDurationMs(text: string, parameter: string): number {
  const [, amount, unit] = /^(\d{1,6})\s*([a-z]+?)s?$/i.exec(text.trim()) ?? [];
  const unitMs = UNITS_MS.get(unit?.toLowerCase() ?? "");
  if (amount === undefined || unitMs === undefined || Number(amount) === 0) {
    throw new ParameterError(
      `${parameter} must be a number and a unit of time, got "${text}".`,
      `Set ${parameter} to something like 30 minutes, 24 hours or 7 days.`,
    );
  }
  return Number(amount) * unitMs;
}

// --- internal ---

const DAY_MS = 86_400_000;

const UNITS_MS = new Map([
  ["minute", 60_000],
  ["hour", 3_600_000],
  ["day", DAY_MS],
  ["week", 7 * DAY_MS],
  ["month", 30 * DAY_MS],
  ["year", 365 * DAY_MS],
]);
