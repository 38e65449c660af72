import { compare, isTruthy, joinList, toInteger, toNumber, toText } from "./convert.ts";
import { JsError, type Machine } from "./machine.ts";
import { isJsFunction, type JsFunction, type JsValue, type Method } from "./value.ts";

/** The methods that change the list they are called on. An expression that names one works on a copy of its input. */
export const MUTATING_METHODS: ReadonlySet<string> = new Set([
  "pop",
  "push",
  "reverse",
  "shift",
  "sort",
  "splice",
  "unshift",
]);

/** The methods of lists: ES5's, and `find`, `findIndex`, `includes`. */
export const ARRAY_METHODS: ReadonlyMap<string, Method<JsValue[]>> = new Map<string, Method<JsValue[]>>([
  ["concat", (self, args, machine) => concat(self, args, machine)],
  ["every", (self, [test], machine) => self.every(predicate(self, test, machine))],
  ["filter", (self, [test], machine) => self.filter(predicate(self, test, machine))],
  ["find", (self, [test], machine) => self.find(predicate(self, test, machine))],
  ["findIndex", (self, [test], machine) => self.findIndex(predicate(self, test, machine))],
  ["forEach", (self, [visit], machine) => void self.map(callback(self, visit, machine))],
  ["includes", (self, [value], machine) => searched(self, value, machine).includes(value)],
  [
    "indexOf",
    (self, [value, from], machine) => searched(self, value, machine).indexOf(value, toInteger(from, machine)),
  ],
  [
    "join",
    (self, [separator], machine) => joinList(self, separator === undefined ? "," : toText(separator, machine), machine),
  ],
  ["lastIndexOf", (self, [value], machine) => searched(self, value, machine).lastIndexOf(value)],
  ["map", (self, [change], machine) => self.map(callback(self, change, machine))],
  ["pop", (self) => self.pop()],
  ["push", (self, args, machine) => self.push(...charged(args, machine))],
  ["reduce", (self, args, machine) => reduce(self, args, machine)],
  ["reduceRight", (self, args, machine) => reduce(copied(self, machine).toReversed(), args, machine)],
  ["reverse", (self, _args, machine) => copied(self, machine).reverse()],
  ["shift", (self, _args, machine) => copied(self, machine).shift()],
  ["slice", (self, [from, to], machine) => copied(self.slice(toInteger(from, machine), endOf(to, machine)), machine)],
  ["some", (self, [test], machine) => self.some(predicate(self, test, machine))],
  ["sort", sort],
  ["splice", splice],
  ["toString", (self, _args, machine) => toText(self, machine)],
  ["unshift", (self, args, machine) => copied(self, machine).unshift(...charged(args, machine))],
]);

// --- internal ---

function copied(list: JsValue[], machine: Machine): JsValue[] {
  charged(list, machine);
  return list;
}

function searched(list: JsValue[], value: JsValue, machine: Machine): JsValue[] {
  if (typeof value === "string") machine.charge((list.length * value.length) / 256);
  return copied(list, machine);
}

function charged(list: readonly JsValue[], machine: Machine): readonly JsValue[] {
  machine.charge(1 + list.length);
  return list;
}

function callback(self: JsValue[], given: JsValue, machine: Machine): (value: JsValue, index: number) => JsValue {
  const invoked = functionOf(given);
  // Our own functions, such as Number, charge nothing for a call.
  charged(self, machine);
  return (value, index) => invoked.invoke([value, index, self], machine);
}

function predicate(self: JsValue[], given: JsValue, machine: Machine): (value: JsValue, index: number) => boolean {
  const invoke = callback(self, given, machine);
  return (value, index) => isTruthy(invoke(value, index));
}

function functionOf(value: JsValue): JsFunction {
  if (isJsFunction(value)) return value;
  throw new JsError("a function was expected");
}

function concat(self: JsValue[], args: readonly JsValue[], machine: Machine): JsValue {
  const added = args.flatMap((part) => (Array.isArray(part) ? part : [part]));
  machine.charge(1 + self.length + added.length);
  return [...self, ...added];
}

function endOf(to: JsValue, machine: Machine): number | undefined {
  return to === undefined ? undefined : toInteger(to, machine);
}

function reduce(self: JsValue[], args: readonly JsValue[], machine: Machine): JsValue {
  const invoked = functionOf(args[0]);
  charged(self, machine);
  if (args.length < 2 && self.length === 0) throw new JsError("reduce of an empty list needs a first value");
  const from = args.length < 2 ? 1 : 0;
  let result = args.length < 2 ? self[0] : args[1];
  for (let index = from; index < self.length; index += 1) {
    result = invoked.invoke([result, self[index], index, self], machine);
  }
  return result;
}

function sort(self: JsValue[], [order]: readonly JsValue[], machine: Machine): JsValue {
  copied(self, machine);
  if (order !== undefined) {
    const invoked = functionOf(order);
    return self.sort((a, b) => toNumber(invoked.invoke([a, b], machine), machine) || 0);
  }
  const texts = self
    .filter((value) => value !== undefined)
    .map((value) => ({ text: toText(value, machine), value }))
    .sort((a, b) => compare(a.text, b.text, machine) ?? 0);
  // undefined is last, whatever its text.
  self.fill(undefined);
  texts.forEach(({ value }, index) => (self[index] = value));
  return self;
}

function splice(self: JsValue[], [from, count, ...added]: readonly JsValue[], machine: Machine): JsValue {
  charged(self, machine);
  const removed = count === undefined ? self.length : toInteger(count, machine);
  return self.splice(toInteger(from, machine), removed, ...added);
}
