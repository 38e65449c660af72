import { JsError, type Machine } from "./machine.ts";
import { isJsDate, isJsFunction, isJsRecord, isJsRegExp, type JsValue } from "./value.ts";
import { dateText } from "./date-text.ts";

type Primitive = undefined | null | boolean | number | string;

/** JavaScript's own conversions, written out so that long or circular values meet the machine's limits. */
export function toText(value: JsValue, machine: Machine): string {
  const text = String(toPrimitive(value, machine, "string"));
  machine.compare(text.length);
  return text;
}

export function toNumber(value: JsValue, machine: Machine): number {
  if (typeof value === "number") return value;
  const primitive = toPrimitive(value, machine, "number");
  if (typeof primitive === "string") machine.text(primitive.length);
  return Number(primitive);
}

export function toInteger(value: JsValue, machine: Machine): number {
  const number = toNumber(value, machine);
  return Number.isNaN(number) ? 0 : Math.trunc(number);
}

export function isTruthy(value: JsValue): boolean {
  return Boolean(value);
}

/** `a == b` exactly as JavaScript has it: `"7" == 7`, `null == undefined`, `["a"] == "a"`, `NaN != NaN`. */
export function looseEquals(a: JsValue, b: JsValue, machine: Machine): boolean {
  const left = isObject(a);
  const right = isObject(b);
  if (left === right) return left ? a === b : loosely(a, b, machine);
  if (a === null || a === undefined || b === null || b === undefined) return false;
  return loosely(toPrimitive(a, machine, "default"), toPrimitive(b, machine, "default"), machine);
}

export function strictEquals(a: JsValue, b: JsValue, machine: Machine): boolean {
  if (typeof a === "string" && typeof b === "string") chargeTexts(a, b, machine);
  return a === b;
}

export function add(a: JsValue, b: JsValue, machine: Machine): JsValue {
  const left = toPrimitive(a, machine, "default");
  const right = toPrimitive(b, machine, "default");
  if (typeof left !== "string" && typeof right !== "string") return Number(left) + Number(right);
  const [head, tail] = [String(left), String(right)];
  machine.text(head.length + tail.length);
  return head + tail;
}

/** `a < b` (`-1`), equal (`0`), `a > b` (`1`), or undefined when either is no number. */
export function compare(a: JsValue, b: JsValue, machine: Machine): -1 | 0 | 1 | undefined {
  const left = toPrimitive(a, machine, "number");
  const right = toPrimitive(b, machine, "number");
  if (typeof left === "string" && typeof right === "string") {
    chargeTexts(left, right, machine);
    return left < right ? -1 : left > right ? 1 : 0;
  }
  const [x, y] = [Number(left), Number(right)];
  return x < y ? -1 : x > y ? 1 : x === y ? 0 : undefined;
}

export function typeOf(value: JsValue): string {
  return isJsFunction(value) ? "function" : typeof value;
}

export function joinList(list: readonly JsValue[], separator: string, machine: Machine): string {
  const parts: string[] = [];
  let length = 0;
  machine.nest(() => {
    for (const member of list) {
      const part = member === null || member === undefined ? "" : toText(member, machine);
      length += part.length + separator.length;
      machine.text(part.length + separator.length);
      parts.push(part);
    }
  });
  machine.text(length);
  return parts.join(separator);
}

/** A property's name: what stands in `a[…]`. */
export function toKey(value: JsValue, machine: Machine): string {
  if (isJsFunction(value)) throw new JsError("a function is no property name");
  return toText(value, machine);
}

// --- internal ---

function loosely(a: JsValue, b: JsValue, machine: Machine): boolean {
  if (typeof a === "string" || typeof b === "string") {
    chargeTexts(typeof a === "string" ? a : "", typeof b === "string" ? b : "", machine);
  }
  return a == b;
}

/** Texts that differ late take long to compare; one that becomes a number is read whole. */
function chargeTexts(a: string, b: string, machine: Machine): void {
  machine.compare(Math.max(a.length, b.length));
}

function isObject(value: JsValue): boolean {
  return typeof value === "object" && value !== null;
}

function toPrimitive(value: JsValue, machine: Machine, hint: "default" | "number" | "string"): Primitive {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return joinList(value, ",", machine);
  if (isJsDate(value)) return hint === "number" ? value.epochMs : dateText(value.epochMs);
  if (isJsRegExp(value)) return `/${value.source}/${value.flags}`;
  return isJsRecord(value) ? "[object Object]" : `function ${value.name}`;
}
