/**
 * A time as XSOAR's `arg_to_datetime` reads it, in epoch milliseconds; undefined when it is none. Understood are:
 * ISO 8601 (without a zone: UTC), epoch seconds (values over 2,000,000,000 are milliseconds), `3 days`, `3 days ago`
 * (both in the past), `in 2 hours`, `now`, `today` (as `now`), `yesterday` (24 hours ago). A month has 30 days, a year
 * 365. `now` is epoch milliseconds.
 */
export function parseTime(text: string, now: number): number | undefined {
  const wanted = text.trim();
  if (wanted.length > LONGEST) return undefined;
  const time = /^\d+$/u.test(wanted) ? epochTime(Number(wanted)) : (relativeTime(wanted, now) ?? isoTime(wanted));
  return time !== undefined && Math.abs(time) <= LATEST ? time : undefined;
}

/** Epoch milliseconds of a number that may be seconds: values over 2,000,000,000 are milliseconds. */
export function epochTime(value: number): number {
  return Math.trunc(value > 2_000_000_000 ? value : value * 1000);
}

/** The length of a span such as `3 days` or `1 hour`, in milliseconds; undefined when it is none. */
export function parseSpan(text: string): number | undefined {
  const match = text.length > LONGEST ? null : /^(\d+|an?)\s*([a-z]+)$/iu.exec(text.trim());
  const unit = units[match?.[2]?.toLowerCase() ?? ""];
  if (match === null || unit === undefined) return undefined;
  const count = /^\d/u.test(match[1] ?? "") ? Number(match[1]) : 1;
  return count * unit;
}

// --- internal ---

const LONGEST = 60;
/** The last moment that JavaScript can tell, in epoch milliseconds. */
const LATEST = 8.64e15;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** By lower-case name. */
const units: Partial<Record<string, number>> = Object.assign(Object.create(null) as object, {
  ...named(["s", "sec", "secs", "second", "seconds"], SECOND),
  ...named(["m", "min", "mins", "minute", "minutes"], MINUTE),
  ...named(["h", "hr", "hrs", "hour", "hours"], HOUR),
  ...named(["d", "day", "days"], DAY),
  ...named(["w", "wk", "wks", "week", "weeks"], 7 * DAY),
  ...named(["mo", "mon", "month", "months"], 30 * DAY),
  ...named(["y", "yr", "yrs", "year", "years"], 365 * DAY),
});

function named(names: string[], length: number): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, length]));
}

function relativeTime(text: string, now: number): number | undefined {
  const word = text.toLowerCase();
  if (word === "now" || word === "today") return now;
  if (word === "yesterday") return now - DAY;
  const future = /^in\s+(.*)$/u.exec(word)?.[1];
  if (future !== undefined) {
    const span = parseSpan(future);
    return span === undefined ? undefined : now + span;
  }
  const span = parseSpan(word.replace(/\sago$/u, ""));
  return span === undefined ? undefined : now - span;
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/u;

function isoTime(text: string): number | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? 0));
  // setUTCFullYear, as Date.UTC takes years below 100 for those of the last century.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isReal || hour > 23 || minute > 59 || second > 59) return undefined;
  date.setUTCHours(hour, minute, second, Number((match[7] ?? "").padEnd(3, "0").slice(0, 3)));
  return date.getTime() - zoneOffset(match[8]);
}

/** Milliseconds that a zone such as `+02:00` is ahead of UTC. */
function zoneOffset(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/u.exec(zone ?? "");
  if (match === null) return 0;
  const ahead = Number(match[2]) * HOUR + Number(match[3] ?? 0) * MINUTE;
  return match[1] === "-" ? -ahead : ahead;
}
