import type { Json } from "../../json.ts";
import { toInteger, toNumber, toText } from "./convert.ts";
import { dateText, parseDate } from "./date-text.ts";
import { jsonOf } from "./json-value.ts";
import { JsError, type Machine } from "./machine.ts";
import { compilePattern } from "./pattern.ts";
import {
  type Invoke,
  isJsDate,
  isJsRecord,
  isJsRegExp,
  jsDate,
  jsFunction,
  type JsFunction,
  jsRegExp,
  type JsValue,
} from "./value.ts";

/** The names an expression finds beside its own. `Math.random` is left out: the same input gives the same value. */
export const GLOBALS: ReadonlyMap<string, JsValue> = new Map<string, JsValue>([
  ["Infinity", Infinity],
  ["NaN", Number.NaN],
  ["undefined", undefined],
  named("Boolean", ([value]) => Boolean(value)),
  named("Number", ([value], machine) => toNumber(value, machine)),
  named("String", (args, machine) => (args.length === 0 ? "" : toText(args[0], machine))),
  named("isFinite", ([value], machine) => Number.isFinite(toNumber(value, machine))),
  named("isNaN", ([value], machine) => Number.isNaN(toNumber(value, machine))),
  named("parseFloat", ([value], machine) => parseFloat(toText(value, machine))),
  named("parseInt", ([value, radix], machine) => parseInt(toText(value, machine), toInteger(radix, machine))),
  ["Array", namespace("Array", [named("isArray", ([value]) => Array.isArray(value))])],
  ["Object", namespace("Object", [named("keys", ([value], machine) => keysOf(value, machine))])],
  ["JSON", namespace("JSON", [named("parse", parseJson), named("stringify", stringify)])],
  ["Math", namespace("Math", mathMembers())],
  [
    "Date",
    jsFunction("Date", (_args, machine) => dateText(machine.now()), {
      construct: (args, machine) => jsDate(epochOf(args, machine)),
      members: [
        named("now", (_args, machine) => machine.now()),
        named("parse", ([text], machine) => parseDate(toText(text, machine))),
        named("UTC", (args, machine) => epochOfParts(args, machine)),
      ],
    }),
  ],
  ["RegExp", jsFunction("RegExp", regExp, { construct: regExp })],
]);

/** The names of an object's own properties, as `for … in` and `Object.keys` give them. */
export function keysOf(value: JsValue, machine: Machine): string[] {
  if (value === undefined || value === null) throw new JsError(`${String(value)} has no keys`);
  if (typeof value !== "string" && !Array.isArray(value) && !isJsRecord(value)) return [];
  const keys = Object.keys(value);
  machine.charge(keys.length);
  return keys;
}

// --- internal ---

function named(name: string, invoke: Invoke): [string, JsFunction] {
  return [name, jsFunction(name, invoke)];
}

function namespace(name: string, members: [string, JsValue][]): JsFunction {
  const refuse = (): never => {
    throw new JsError(`${name} cannot be called`);
  };
  return jsFunction(name, refuse, { members });
}

function mathMembers(): [string, JsValue][] {
  const one = ["abs", "ceil", "floor", "round", "sqrt", "exp", "log", "sin", "cos", "tan"] as const;
  return [
    ...one.map((name) => named(name, ([value], machine) => Math[name](toNumber(value, machine)))),
    ["PI", Math.PI],
    ["E", Math.E],
    named("pow", ([base, exponent], machine) => toNumber(base, machine) ** toNumber(exponent, machine)),
    named("max", (args, machine) => extreme(args, machine, Math.max, -Infinity)),
    named("min", (args, machine) => extreme(args, machine, Math.min, Infinity)),
  ];
}

function extreme(
  args: readonly JsValue[],
  machine: Machine,
  pick: (a: number, b: number) => number,
  first: number,
): number {
  machine.charge(args.length);
  return args.reduce<number>((best, value) => pick(best, toNumber(value, machine)), first);
}

function parseJson([text]: readonly JsValue[], machine: Machine): JsValue {
  const source = toText(text, machine);
  machine.text(source.length * 4);
  try {
    const value: unknown = JSON.parse(source);
    return value as Json;
  } catch (cause) {
    throw new JsError(`JSON.parse: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function stringify([value, replacer, indent]: readonly JsValue[], machine: Machine): JsValue {
  if (replacer !== undefined && replacer !== null) throw new JsError("JSON.stringify takes no replacer here");
  const json = jsonOf(value, machine);
  if (json === undefined) return undefined;
  const space = typeof indent === "string" || typeof indent === "number" ? indent : undefined;
  const text = JSON.stringify(json, undefined, space);
  machine.text(text.length);
  return text;
}

function epochOf(args: readonly JsValue[], machine: Machine): number {
  const [first] = args;
  if (args.length === 0) return machine.now();
  if (args.length > 1) return epochOfParts(args, machine);
  if (isJsDate(first)) return first.epochMs;
  return typeof first === "string" ? parseDate(first) : new Date(toNumber(first, machine)).getTime();
}

function epochOfParts(args: readonly JsValue[], machine: Machine): number {
  const [year = Number.NaN, month = 0, ...rest] = args.map((value) => toNumber(value, machine));
  return Date.UTC(year, month, ...rest);
}

function regExp([source, flags]: readonly JsValue[], machine: Machine): JsValue {
  const text = isJsRegExp(source) ? source.source : toText(source, machine);
  const marks = flags === undefined ? "" : toText(flags, machine);
  machine.charge(text.length);
  return jsRegExp(compilePattern(text, marks), text, marks);
}
