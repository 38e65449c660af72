import { ArgumentError } from "soarkit";

/**
 * Refuses what is no calendar day of the form `YYYY-MM-DD`.
 * @param given argument → its value, where there is one
 * @throws ArgumentError naming every such argument
 */
export function checkDates(given: Record<string, string | undefined>): void {
  const faults = Object.entries(given).flatMap(([name, value]) =>
    value === undefined || isDate(value) ? [] : [`${name} must be a date of the form YYYY-MM-DD, not "${value}".`],
  );
  if (faults.length === 0) return;
  throw new ArgumentError(faults.join(" "), "Give a day that exists, such as 2026-02-28.");
}

/** The day in UTC, `YYYY-MM-DD`. @param at epoch milliseconds */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

// --- internal ---

function isDate(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  // Date.parse lets 30 February roll over to March.
  return !Number.isNaN(at) && dayOf(at) === text;
}
