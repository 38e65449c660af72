import type { Json } from "../../json.ts";
import { toText } from "../coerce.ts";
import { formatGo, goLayout } from "../go-layout.ts";
import { parseStrptime } from "../strptime.ts";
import { readTime } from "../times.ts";
import type { Arguments, Transformer } from "../transformer.ts";
import { ValueError } from "../value-error.ts";

export const dateTransformers = {
  toUnix: {
    args: { layout: "text" },
    item: (item, args) => Math.floor(readTime(item, args.space.now(), args.text("layout")) / 1000),
  },
  TimeStampToDate: { item: (item, args) => toIso(timestamp(item, args)) },
  DateStringToISOFormat: {
    args: { dayfirst: "flag", yearfirst: "flag", fuzzy: "flag", add_utc_timezone: "flag" },
    item: (item, args) => toIso(readTime(item, args.space.now())),
  },
  FormattedDateToEpoch: {
    args: { formatter: "text" },
    item: (item, args) => {
      const format = args.text("formatter");
      const at =
        format === "" ? readTime(item, args.space.now()) : parseStrptime(format, toText(item), args.space.machine);
      return Math.floor(at / 1000);
    },
  },
  dateToString: {
    args: { format: "text", formatter: "text", layout: "text" },
    item: (item, args) => {
      const layout = args.text("format", args.text("formatter", "RFC822")) || "RFC822";
      return formatGo(goLayout(layout), readTime(item, args.space.now(), args.text("layout")));
    },
  },
  BetweenDates: {
    args: { from: "any", to: "any", begin_date: "any", end_date: "any" },
    item: (item, args) => {
      const at = readTime(item, args.space.now());
      return at >= bound("from", "begin_date", args) && at <= bound("to", "end_date", args);
    },
  },
  BetweenHours: {
    args: { from: "any", to: "any", begin_time: "any", end_time: "any" },
    item: (item, args) => {
      const at = secondsOfDay(item, args);
      const [from, to] = [hour("from", "begin_time", args), hour("to", "end_time", args)];
      return from <= to ? at >= from && at <= to : at >= from || at <= to;
    },
  },
} satisfies Record<string, Transformer>;

// --- internal ---

const DAY_S = 86_400;

/** @throws ValueError outside of what a date can be */
function toIso(at: number): string {
  if (Math.abs(at) <= 8.64e15) return new Date(at).toISOString();
  throw new ValueError(`${at} is no time.`, "Give epoch seconds or milliseconds.");
}

function timestamp(item: Json, { space }: Arguments): number {
  const text = toText(item).trim();
  return readTime(/^-?\d+(?:\.\d+)?$/u.test(text) ? Number(text) : text, space.now());
}

function given(name: string, otherName: string, args: Arguments): Json {
  const value = args.json(name) ?? args.json(otherName);
  if (value !== undefined) return value;
  throw new ValueError(`The argument ${name} is needed.`, "Give both ends of the span.");
}

function bound(name: string, otherName: string, args: Arguments): number {
  return readTime(given(name, otherName, args), args.space.now());
}

function hour(name: string, otherName: string, args: Arguments): number {
  return secondsOfDay(given(name, otherName, args), args);
}

/** Seconds since midnight, UTC, of a time of day (`23:15`, `23:15:30`) or of any time. */
function secondsOfDay(value: Json, { space }: Arguments): number {
  const [, hours, minutes = "0", seconds = "0"] = /^\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*$/u.exec(toText(value)) ?? [];
  if (hours !== undefined && Number(hours) < 24) return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const at = Math.floor(readTime(value, space.now()) / 1000);
  return ((at % DAY_S) + DAY_S) % DAY_S;
}
