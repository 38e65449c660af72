import { toNumber } from "./convert.ts";
import { dateText, dayText } from "./date-text.ts";
import { JsError, type Machine } from "./machine.ts";
import type { JsDate, JsValue, Method } from "./value.ts";

type Part = "FullYear" | "Month" | "Date" | "Hours" | "Minutes" | "Seconds" | "Milliseconds";

const PARTS: Part[] = ["FullYear", "Month", "Date", "Hours", "Minutes", "Seconds", "Milliseconds"];

/** The methods of dates. Those for local time and those for UTC do the same: there is no local time. */
export const DATE_METHODS: ReadonlyMap<string, Method<JsDate>> = new Map<string, Method<JsDate>>([
  ...PARTS.flatMap(partMethods),
  ["getDay", (self) => new Date(self.epochMs).getUTCDay()],
  ["getUTCDay", (self) => new Date(self.epochMs).getUTCDay()],
  ["getTime", (self) => self.epochMs],
  ["getTimezoneOffset", () => 0],
  ["setTime", (self, [epochMs], machine) => (self.epochMs = new Date(toNumber(epochMs, machine)).getTime())],
  ["toDateString", (self) => dayText(self.epochMs)],
  ["toISOString", (self) => isoText(self)],
  ["toJSON", (self) => (Number.isNaN(self.epochMs) ? null : isoText(self))],
  ["toString", (self) => dateText(self.epochMs)],
  ["toUTCString", (self) => new Date(self.epochMs).toUTCString()],
  ["valueOf", (self) => self.epochMs],
]);

// --- internal ---

function partMethods(part: Part, position: number): [string, Method<JsDate>][] {
  const get: Method<JsDate> = (self) => new Date(self.epochMs)[`getUTC${part}`]();
  // `setHours(1, 2)` sets the minutes too, and so on down to the milliseconds; days are never set by the month's call.
  const set: Method<JsDate> = (self, args, machine) => setParts(self, PARTS.slice(position), args, machine);
  return [
    [`get${part}`, get],
    [`getUTC${part}`, get],
    [`set${part}`, set],
    [`setUTC${part}`, set],
  ];
}

function setParts(self: JsDate, parts: Part[], args: readonly JsValue[], machine: Machine): JsValue {
  const numbers = args.map((value) => toNumber(value, machine));
  const [first = Number.NaN] = numbers;
  const date = new Date(self.epochMs);
  const current = PARTS.map((part) => date[`getUTC${part}`]());
  const begin = PARTS.length - parts.length;
  const mostArgs = begin < 3 ? 3 - begin : parts.length;
  [first, ...numbers.slice(1, mostArgs)].forEach((number, offset) => (current[begin + offset] = Math.trunc(number)));
  const [year = 0, month = 0, day = 1, ...time] = current;
  const moved = new Date(0);
  moved.setUTCFullYear(year, month, day);
  const [hours = 0, minutes = 0, seconds = 0, ms = 0] = time;
  moved.setUTCHours(hours, minutes, seconds, ms);
  return (self.epochMs = moved.getTime());
}

function isoText(self: JsDate): string {
  if (Number.isNaN(self.epochMs)) throw new JsError("an invalid date has no text");
  return new Date(self.epochMs).toISOString();
}
