// Times as the file-event service reads and writes them. Documents carry up to microseconds, queries are cut to
// milliseconds.

/**
 * An ISO time as microseconds since 1970, digits beyond microseconds dropped. Without a zone it is UTC.
 * Gives undefined for anything else; a date alone is no time.
 */
export function toMicros(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (match === null) return undefined;
  const [, seconds = "", fraction = "", zone = "Z"] = match;
  const ms = Date.parse(seconds + zone);
  if (Number.isNaN(ms)) return undefined;
  return ms * 1000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
}

/** Microseconds since 1970 as ISO with six digits. */
export function fromMicros(micros: number): string {
  const ms = Math.floor(micros / 1000);
  const rest = micros - ms * 1000;
  return `${new Date(ms).toISOString().slice(0, -1)}${String(rest).padStart(3, "0")}Z`;
}

/** A date `YYYY-MM-DD` as the milliseconds of its first moment in UTC; undefined for anything else. */
export function toDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** An ISO 8601 duration of weeks, days, hours, minutes and seconds in milliseconds; undefined for anything else. */
export function toDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (match === null) return undefined;
  const [, weeks, days, hours, minutes, seconds] = match;
  const ms = toMs(weeks, 7 * DAY_MS) + toMs(days, DAY_MS) + toMs(hours, 3_600_000) + toMs(minutes, 60_000);
  return ms + toMs(seconds, 1000);
}

export const DAY_MS = 86_400_000;

// --- internal ---

// Months and years are left out: they have no fixed length. At least one part, and one after the T.
const DURATION = /^P(?=[\dT])(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/;

function toMs(count: string | undefined, unitMs: number): number {
  return Number(count ?? 0) * unitMs;
}
