import { toInteger, toText } from "./convert.ts";
import { JsError, type Machine } from "./machine.ts";
import { matchAll, matchOnce, replaceMatches, splitByPattern, toRegExp } from "./regexp-methods.ts";
import { isJsFunction, isJsRegExp, type JsValue, type Method } from "./value.ts";

/** The methods of texts: ES5's, and `includes`, `startsWith`, `endsWith`. */
export const STRING_METHODS: ReadonlyMap<string, Method<string>> = new Map<string, Method<string>>([
  ["charAt", (self, [index], machine) => self.charAt(toInteger(index, machine))],
  ["charCodeAt", (self, [index], machine) => self.charCodeAt(toInteger(index, machine))],
  [
    "concat",
    (self, args, machine) => args.reduce<string>((all, part) => glue(all, toText(part, machine), machine), self),
  ],
  ["endsWith", (self, [part], machine) => self.endsWith(toText(part, machine))],
  ["includes", (self, [part], machine) => find(self, part, machine) >= 0],
  ["indexOf", (self, [part, from], machine) => find(self, part, machine, toInteger(from, machine))],
  ["lastIndexOf", (self, [part], machine) => self.lastIndexOf(searched(self, part, machine))],
  ["match", match],
  ["replace", replace],
  ["search", (self, [pattern], machine) => matchOnce(toRegExp(pattern, machine), self, 0, machine)?.index ?? -1],
  ["slice", (self, [from, to], machine) => self.slice(toInteger(from, machine), endOf(to, machine))],
  ["split", split],
  ["startsWith", (self, [part], machine) => self.startsWith(toText(part, machine))],
  ["substr", substr],
  ["substring", (self, [from, to], machine) => self.substring(toInteger(from, machine), endOf(to, machine))],
  ["toLowerCase", (self, _args, machine) => counted(self, machine).toLowerCase()],
  ["toString", (self) => self],
  ["toUpperCase", (self, _args, machine) => counted(self, machine).toUpperCase()],
  ["trim", (self, _args, machine) => counted(self, machine).trim()],
  ["valueOf", (self) => self],
]);

// --- internal ---

function counted(text: string, machine: Machine): string {
  machine.text(text.length);
  return text;
}

function glue(head: string, tail: string, machine: Machine): string {
  machine.text(head.length + tail.length);
  return head + tail;
}

/** The text to look for, charged for the worst case of looking. */
function searched(self: string, part: JsValue, machine: Machine): string {
  const text = toText(part, machine);
  machine.text(self.length);
  machine.charge((self.length * Math.min(text.length, self.length)) / 1024);
  return text;
}

function find(self: string, part: JsValue, machine: Machine, from = 0): number {
  return self.indexOf(searched(self, part, machine), from);
}

function endOf(to: JsValue, machine: Machine): number | undefined {
  return to === undefined ? undefined : toInteger(to, machine);
}

function substr(self: string, [from, length]: readonly JsValue[], machine: Machine): string {
  const begin = toInteger(from, machine);
  const start = begin < 0 ? Math.max(0, self.length + begin) : begin;
  return self.slice(start, length === undefined ? undefined : start + Math.max(0, toInteger(length, machine)));
}

function match(self: string, [pattern]: readonly JsValue[], machine: Machine): JsValue {
  const expression = toRegExp(pattern, machine);
  if (expression.flags.includes("g")) {
    const found = matchAll(expression, self, machine).map(({ index, end }) => self.slice(index, end));
    return found.length > 0 ? found : null;
  }
  const found = matchOnce(expression, self, 0, machine);
  return found ? [self.slice(found.index, found.end), ...found.groups] : null;
}

function replace(self: string, [pattern, replacement]: readonly JsValue[], machine: Machine): string {
  const write = isJsFunction(replacement) ? replacement : toText(replacement, machine);
  if (isJsRegExp(pattern)) return replaceMatches(self, pattern, write, machine);
  const wanted = toText(pattern, machine);
  const index = self.indexOf(searched(self, wanted, machine));
  if (index < 0) return self;
  return replaceMatches(self, [{ index, end: index + wanted.length, groups: [] }], write, machine);
}

function split(self: string, [separator, limit]: readonly JsValue[], machine: Machine): JsValue {
  const most = limit === undefined ? Infinity : toInteger(limit, machine);
  if (most < 0) throw new JsError("split was given a negative limit");
  if (separator === undefined) return [self];
  if (isJsRegExp(separator)) return splitByPattern(self, separator, machine).slice(0, most);
  const parts = self.split(searched(self, separator, machine));
  machine.charge(parts.length);
  return parts.slice(0, most);
}
