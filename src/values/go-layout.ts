// Times as Go writes them: a layout shows how Monday, 2 January 2006, 15:04:05 in a zone of -0700 would look.

/** A time in a layout, in UTC. `at` is epoch milliseconds. */
export function formatGo(layout: string, at: number): string {
  const date = new Date(at);
  return layout.replace(TOKENS, (token) => written(token, date));
}

/**
 * Epoch milliseconds of a text in a layout, without a zone in UTC; undefined when it does not fit. Reads from left to
 * right without ever going back, as Go does. Names of zones other than by their distance count as UTC.
 */
export function parseGo(layout: string, given: string): number | undefined {
  const text = given.trim();
  const parts = new Map<Part, string>();
  let at = 0;
  let done = 0;
  const skip = (literal: string): boolean => {
    const isThere = text.slice(at, at + literal.length).toLowerCase() === literal.toLowerCase();
    at += literal.length;
    return isThere;
  };
  for (const { 0: token, index } of layout.matchAll(TOKENS)) {
    if (!skip(layout.slice(done, index))) return undefined;
    const part = partOf(token);
    const shape = SHAPES[part];
    shape.lastIndex = at;
    const found = shape.exec(text);
    if (!found) return undefined;
    at += found[0].length;
    done = index + token.length;
    parts.set(part, found[1] ?? "");
  }
  return skip(layout.slice(done)) && at === text.length ? timeOf(parts) : undefined;
}

/** The layout of that name among Go's own; other texts are layouts themselves. */
export function goLayout(name: string): string {
  return GO_LAYOUTS.get(name) ?? name;
}

/** Go's own layouts, by name. */
export const GO_LAYOUTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ANSIC: "Mon Jan _2 15:04:05 2006",
    UnixDate: "Mon Jan _2 15:04:05 MST 2006",
    RubyDate: "Mon Jan 02 15:04:05 -0700 2006",
    RFC822: "02 Jan 06 15:04 MST",
    RFC822Z: "02 Jan 06 15:04 -0700",
    RFC850: "Monday, 02-Jan-06 15:04:05 MST",
    RFC1123: "Mon, 02 Jan 2006 15:04:05 MST",
    RFC1123Z: "Mon, 02 Jan 2006 15:04:05 -0700",
    RFC3339: "2006-01-02T15:04:05Z07:00",
    RFC3339Nano: "2006-01-02T15:04:05.999999999Z07:00",
    Kitchen: "3:04PM",
    Stamp: "Jan _2 15:04:05",
    StampMilli: "Jan _2 15:04:05.000",
    StampMicro: "Jan _2 15:04:05.000000",
    StampNano: "Jan _2 15:04:05.000000000",
  }),
);

// --- internal ---

const TOKENS =
  /January|Jan|Monday|Mon|MST|2006|Z07:00|Z0700|-07:00|-0700|-07|\.0{1,9}|\.9{1,9}|_2|01|02|03|04|05|06|15|PM|pm|1|2|3|4|5/gu;

const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

type Part =
  | ("month" | "monthName" | "day" | "dayName" | "year" | "shortYear")
  | ("hour" | "hour12" | "half" | "minute" | "second" | "fraction" | "zoneName" | "zone");

const SHAPES: Record<Part, RegExp> = {
  month: /(\d{1,2})/y,
  monthName: /([a-z]{3,9})/iy,
  day: /\s?(\d{1,2})/y,
  dayName: /([a-z]{3,9})/iy,
  year: /(\d{4})/y,
  shortYear: /(\d{2})/y,
  hour: /(\d{1,2})/y,
  hour12: /(\d{1,2})/y,
  minute: /(\d{1,2})/y,
  second: /(\d{1,2})/y,
  fraction: /(?:[.,](\d{1,9}))?/y,
  half: /([ap]m)/iy,
  zoneName: /([a-z]{1,5})/iy,
  zone: /(z|[+-]\d{2}(?::?\d{2})?)/iy,
};

function partOf(token: string): Part {
  if (token === "January" || token === "Jan") return "monthName";
  if (token === "Monday" || token === "Mon") return "dayName";
  if (token === "MST") return "zoneName";
  if (token === "2006") return "year";
  if (token === "06") return "shortYear";
  if (token.startsWith("Z") || token.startsWith("-")) return "zone";
  if (token.startsWith(".")) return "fraction";
  if (token.toUpperCase() === "PM") return "half";
  if (token === "15") return "hour";
  const parts: Record<string, Part> = { 1: "month", 2: "day", 3: "hour12", 4: "minute", 5: "second" };
  return parts[token.slice(-1)] ?? "day";
}

function written(token: string, date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const padded = (value: number) =>
    token.startsWith("0") ? two(value) : token.startsWith("_") ? String(value).padStart(2) : String(value);
  switch (partOf(token)) {
    case "month":
      return padded(date.getUTCMonth() + 1);
    case "monthName":
      return (MONTHS[date.getUTCMonth()] ?? "").slice(0, token === "Jan" ? 3 : undefined);
    case "day":
      return padded(date.getUTCDate());
    case "dayName":
      return (DAYS[date.getUTCDay()] ?? "").slice(0, token === "Mon" ? 3 : undefined);
    case "year":
      return String(date.getUTCFullYear()).padStart(4, "0");
    case "shortYear":
      return two(date.getUTCFullYear() % 100);
    case "hour":
      return two(date.getUTCHours());
    case "hour12":
      return padded(date.getUTCHours() % 12 || 12);
    case "minute":
      return padded(date.getUTCMinutes());
    case "second":
      return padded(date.getUTCSeconds());
    case "fraction":
      return fraction(token, date.getUTCMilliseconds());
    case "half":
      return (date.getUTCHours() < 12 ? "AM" : "PM")[token === "PM" ? "toUpperCase" : "toLowerCase"]();
    case "zoneName":
      return "UTC";
    case "zone":
      return token.startsWith("Z") ? "Z" : token.replace("07", "00").replace("-", "+");
  }
}

/** With nines, zeros at the end go, and the point with them. */
function fraction(token: string, ms: number): string {
  const digits = String(ms)
    .padStart(3, "0")
    .padEnd(9, "0")
    .slice(0, token.length - 1);
  if (token.startsWith(".0")) return `.${digits}`;
  const short = digits.replace(/0+$/u, "");
  return short === "" ? "" : `.${short}`;
}

function timeOf(parts: ReadonlyMap<Part, string>): number | undefined {
  const number = (part: Part, otherwise: number) => {
    const text = parts.get(part);
    return text === undefined || text === "" ? otherwise : Number(text);
  };
  const named = parts.get("monthName")?.toLowerCase();
  const month = named === undefined ? number("month", 1) : 1 + MONTHS.findIndex((each) => isNamed(each, named));
  const short = number("shortYear", 0);
  // Go takes 69 to 99 for the last century.
  const year = parts.has("shortYear") ? short + (short >= 69 ? 1900 : 2000) : number("year", 0);
  const half = parts.get("half")?.toLowerCase();
  const hour =
    half === undefined ? number("hour", number("hour12", 0)) : (number("hour12", 0) % 12) + (half === "pm" ? 12 : 0);
  const [day, minute, second] = [number("day", 1), number("minute", 0), number("second", 0)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const ms = Number((parts.get("fraction") ?? "").padEnd(3, "0").slice(0, 3));
  date.setUTCHours(hour, minute, second, ms);
  return date.getTime() - zoneMs(parts.get("zone") ?? "");
}

/** The name whole, or its first three letters. */
function isNamed(month: string, named: string): boolean {
  const lower = month.toLowerCase();
  return lower === named || lower.slice(0, 3) === named;
}

function zoneMs(zone: string): number {
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d{2}):?(\d{2})?$/u.exec(zone) ?? [];
  return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
