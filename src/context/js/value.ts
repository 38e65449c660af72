import type { Machine } from "./machine.ts";
import type { Pattern } from "./pattern.ts";

/**
 * What an expression can hold. JSON values are used as they are; everything that would be a host object in a browser is
 * one of the three kinds below, so that no expression ever holds a host function, prototype or constructor.
 */
export type JsValue =
  undefined | null | boolean | number | string | JsValue[] | JsRecord | JsFunction | JsDate | JsRegExp;

export interface JsRecord {
  [key: string]: JsValue;
}

/** A function of ours that belongs to a value, as `trim` to a text. */
export type Method<Self> = (self: Self, args: readonly JsValue[], machine: Machine) => JsValue;

export type Invoke = (args: readonly JsValue[], machine: Machine) => JsValue;

/** A function: the expression's own, or one of ours (`parseInt`, `Math.max`). */
export interface JsFunction {
  readonly [KIND]: "function";
  readonly name: string;
  readonly invoke: Invoke;
  /** What can be read from the function itself, as `now` from `Date`. */
  readonly members: ReadonlyMap<string, JsValue>;
  /** What `new` makes of it; absent where `new` is refused. */
  readonly construct: Invoke | undefined;
}

/** A date; all its "local" functions work in UTC. */
export interface JsDate {
  readonly [KIND]: "date";
  epochMs: number;
}

export interface JsRegExp {
  readonly [KIND]: "regexp";
  readonly pattern: Pattern;
  readonly source: string;
  readonly flags: string;
  /** Where the next match of a `g` expression begins. */
  lastIndex: number;
}

export function jsFunction(
  name: string,
  invoke: Invoke,
  more: { members?: Iterable<[string, JsValue]>; construct?: Invoke } = {},
): JsFunction {
  return { [KIND]: "function", name, invoke, members: new Map(more.members), construct: more.construct };
}

export function jsDate(epochMs: number): JsDate {
  return { [KIND]: "date", epochMs };
}

export function jsRegExp(pattern: Pattern, source: string, flags: string): JsRegExp {
  return { [KIND]: "regexp", pattern, source, flags, lastIndex: 0 };
}

export function isJsFunction(value: JsValue): value is JsFunction {
  return kindOf(value) === "function";
}

export function isJsDate(value: JsValue): value is JsDate {
  return kindOf(value) === "date";
}

export function isJsRegExp(value: JsValue): value is JsRegExp {
  return kindOf(value) === "regexp";
}

/** A plain object: one from JSON, or made by the expression. */
export function isJsRecord(value: JsValue): value is JsRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value) && kindOf(value) === undefined;
}

// --- internal ---

/** Data has no symbols for keys, so nothing that came as JSON can pass for a function. */
const KIND = Symbol("kind");

function kindOf(value: JsValue): "function" | "date" | "regexp" | undefined {
  return typeof value === "object" && value !== null && KIND in value ? value[KIND] : undefined;
}
