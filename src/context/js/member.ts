import { isUnsafeKey } from "../../json.ts";
import { ARRAY_METHODS } from "./array-methods.ts";
import { toKey, toNumber, toText } from "./convert.ts";
import { DATE_METHODS } from "./date-methods.ts";
import { JsError, type Machine } from "./machine.ts";
import { REGEXP_METHODS } from "./regexp-methods.ts";
import { STRING_METHODS } from "./string-methods.ts";
import {
  isJsDate,
  isJsFunction,
  isJsRecord,
  isJsRegExp,
  jsFunction,
  type JsFunction,
  type JsRecord,
  type JsRegExp,
  type JsValue,
  type Method,
} from "./value.ts";

/**
 * `target.name`: an own property, or one of our methods. Nothing is ever read from a JavaScript prototype.
 * @throws JsError for a member of null or undefined, as JavaScript does.
 */
export function readNamed(target: JsValue, name: string): JsValue {
  const own = readOwn(target, name);
  if (own !== undefined) return own;
  const method = methodOf(target, name);
  return method && jsFunction(name, method);
}

/** `target[key]`: own properties only, so that a key put together at run time reaches no method. */
export function readComputed(target: JsValue, key: JsValue, machine: Machine): JsValue {
  if (typeof key === "number" && (Array.isArray(target) || typeof target === "string")) return target[key];
  return readOwn(target, toKey(key, machine));
}

/** `target.name(…)` */
export function callNamed(target: JsValue, name: string, args: readonly JsValue[], machine: Machine): JsValue {
  const own = readOwn(target, name);
  if (isJsFunction(own)) return own.invoke(args, machine);
  const method = own === undefined ? methodOf(target, name) : undefined;
  if (!method) throw new JsError(`.${name} is no function here`);
  return method(args, machine);
}

/** `target[key] = value`. Lists grow only by one and shrink; the prototype keys are refused. */
export function writeMember(target: JsValue, key: JsValue, value: JsValue, machine: Machine): void {
  const name = toKey(key, machine);
  if (isUnsafeKey(name)) throw new JsError(`the key "${name}" is refused`);
  machine.charge(1);
  if (Array.isArray(target)) {
    const index = name === "length" ? toNumber(value, machine) : Number(name);
    if (!Number.isInteger(index) || index < 0 || index > target.length) {
      throw new JsError(`a list of ${target.length} has no place "${name}" to write to`);
    }
    if (name === "length") target.length = index;
    else target[index] = value;
  } else if (isJsRecord(target) && !Object.isFrozen(target)) target[name] = value;
  else throw new JsError(`cannot set ${name} here`);
}

// --- internal ---

function readOwn(target: JsValue, name: string): JsValue {
  if (target === undefined || target === null) throw new JsError(`cannot read ${name} of ${String(target)}`);
  if (typeof target === "string" || Array.isArray(target)) {
    if (name === "length") return target.length;
    return /^(?:0|[1-9]\d{0,9})$/.test(name) ? target[Number(name)] : undefined;
  }
  if (isJsFunction(target)) return target.members.get(name);
  if (isJsRegExp(target)) return regexpProperty(target, name);
  if (!isJsRecord(target)) return undefined;
  return Object.hasOwn(target, name) ? target[name] : undefined;
}

function regexpProperty(target: JsRegExp, name: string): JsValue {
  if (name === "source") return target.source;
  if (name === "global") return target.flags.includes("g");
  return name === "lastIndex" ? target.lastIndex : undefined;
}

function methodOf(target: JsValue, name: string): JsFunction["invoke"] | undefined {
  if (typeof target === "string") return bound(STRING_METHODS.get(name), target);
  if (Array.isArray(target)) return bound(ARRAY_METHODS.get(name), target);
  if (isJsDate(target)) return bound(DATE_METHODS.get(name), target);
  if (isJsRegExp(target)) return bound(REGEXP_METHODS.get(name), target);
  if (typeof target === "number") return bound(NUMBER_METHODS.get(name), target) ?? textMethod(target, name);
  if (isJsFunction(target)) return bound(FUNCTION_METHODS.get(name), target);
  if (isJsRecord(target) && name === "hasOwnProperty") return bound(hasOwn, target);
  return textMethod(target, name);
}

function bound<Self>(method: Method<Self> | undefined, self: Self): JsFunction["invoke"] | undefined {
  return method && ((args, machine) => method(self, args, machine));
}

function textMethod(target: JsValue, name: string): JsFunction["invoke"] | undefined {
  return name === "toString" ? (_args, machine) => toText(target, machine) : undefined;
}

const hasOwn: Method<JsRecord> = (self, [key], machine) => Object.hasOwn(self, toKey(key, machine));

const NUMBER_METHODS = new Map<string, Method<number>>([
  ["toFixed", (self, [digits], machine) => self.toFixed(bounded(digits, 0, 100, machine))],
  ["toString", (self, [radix], machine) => self.toString(radix === undefined ? 10 : bounded(radix, 2, 36, machine))],
]);

const FUNCTION_METHODS = new Map<string, Method<JsFunction>>([
  ["call", (self, [, ...args], machine) => self.invoke(args, machine)],
  ["apply", (self, [, args], machine) => self.invoke(Array.isArray(args) ? args : [], machine)],
]);

function bounded(value: JsValue, least: number, most: number, machine: Machine): number {
  const number = Math.trunc(value === undefined ? least : toNumber(value, machine));
  if (!(number >= least && number <= most)) throw new JsError(`a number from ${least} to ${most} was expected`);
  return number;
}
