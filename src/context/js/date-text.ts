const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ZONE = /(?:Z|UTC|GMT|[ECMP][SD]T|[+-]\d\d:?\d\d)\s*(?:\([^)]*\))?$/i;
const DATE_ONLY = /^\d{4}(?:-\d\d){0,2}$/;
const ISO_WITHOUT_ZONE = /^\d{4}-\d\d-\d\dT[\d:.]+$/;

/** A date as JavaScript prints it on a machine in UTC. */
export function dateText(epochMs: number): string {
  if (Number.isNaN(epochMs)) return "Invalid Date";
  return `${dayText(epochMs)} ${new Date(epochMs).toISOString().slice(-13, -5)} GMT+0000 (Coordinated Universal Time)`;
}

/** The same without the time: `Mon Jan 02 2006`. */
export function dayText(epochMs: number): string {
  if (Number.isNaN(epochMs)) return "Invalid Date";
  const date = new Date(epochMs);
  const day = String(date.getUTCDate()).padStart(2, "0");
  const year = String(date.getUTCFullYear()).padStart(4, "0");
  return `${DAYS[date.getUTCDay()] ?? ""} ${MONTHS[date.getUTCMonth()] ?? ""} ${day} ${year}`;
}

/** Text to epoch milliseconds, or NaN. A text without a zone is UTC, whatever the machine's own zone is. */
export function parseDate(text: string): number {
  // Longer texts are no dates, and the host's parser need not see them.
  if (text.length > 100) return Number.NaN;
  const trimmed = text.trim();
  if (ZONE.test(trimmed) || DATE_ONLY.test(trimmed)) return Date.parse(trimmed);
  return Date.parse(trimmed + (ISO_WITHOUT_ZONE.test(trimmed) ? "Z" : " UTC"));
}
