import { toText } from "./convert.ts";
import type { Machine } from "./machine.ts";
import { compilePattern, type PatternMatch } from "./pattern.ts";
import { isJsRegExp, type JsFunction, jsRegExp, type JsRegExp, type JsValue, type Method } from "./value.ts";

export const REGEXP_METHODS: ReadonlyMap<string, Method<JsRegExp>> = new Map<string, Method<JsRegExp>>([
  ["exec", (self, [text], machine) => exec(self, toText(text, machine), machine)],
  ["test", (self, [text], machine) => exec(self, toText(text, machine), machine) !== null],
  ["toString", (self, _args, machine) => toText(self, machine)],
]);

/** What `match` and `search` are given: an expression, or the source of one. */
export function toRegExp(value: JsValue, machine: Machine): JsRegExp {
  if (isJsRegExp(value)) return value;
  const source = value === undefined ? "" : toText(value, machine);
  return jsRegExp(compilePattern(source, ""), source, "");
}

export function matchOnce(
  expression: JsRegExp,
  text: string,
  from: number,
  machine: Machine,
): PatternMatch | undefined {
  machine.charge(8);
  return expression.pattern.exec(text, from, machine);
}

/** All matches, each beginning where the one before ended (one further after an empty one). */
export function matchAll(expression: JsRegExp, text: string, machine: Machine): PatternMatch[] {
  const found: PatternMatch[] = [];
  let from = 0;
  while (from <= text.length) {
    const match = matchOnce(expression, text, from, machine);
    if (!match) break;
    found.push(match);
    from = match.end === match.index ? match.end + 1 : match.end;
  }
  return found;
}

/** The text with the matches (all of a `g` expression, else the first) written anew. */
export function replaceMatches(
  text: string,
  matches: JsRegExp | PatternMatch[],
  write: JsFunction | string,
  machine: Machine,
): string {
  const found = Array.isArray(matches) ? matches : matchesToReplace(matches, text, machine);
  const parts: string[] = [];
  let [done, length] = [0, 0];
  for (const match of found) {
    const written = typeof write === "string" ? fillIn(write, match, text) : called(write, match, text, machine);
    parts.push(text.slice(done, match.index), written);
    length += match.index - done + written.length;
    machine.text(written.length + (typeof write === "string" ? write.length : 0));
    done = match.end;
  }
  machine.text(length + text.length - done);
  return parts.join("") + text.slice(done);
}

export function splitByPattern(text: string, expression: JsRegExp, machine: Machine): JsValue[] {
  if (text === "") return matchOnce(expression, text, 0, machine) ? [] : [""];
  const parts: JsValue[] = [];
  let from = 0;
  for (const match of matchAll(expression, text, machine)) {
    // An empty match divides only between two characters.
    if (match.end === match.index && (match.index === from || match.index >= text.length)) continue;
    parts.push(text.slice(from, match.index), ...match.groups);
    from = match.end;
  }
  return [...parts, text.slice(from)];
}

// --- internal ---

function exec(self: JsRegExp, text: string, machine: Machine): JsValue {
  const global = self.flags.includes("g");
  const match = matchOnce(self, text, global ? self.lastIndex : 0, machine);
  if (global) self.lastIndex = match?.end ?? 0;
  return match ? [text.slice(match.index, match.end), ...match.groups] : null;
}

function matchesToReplace(expression: JsRegExp, text: string, machine: Machine): PatternMatch[] {
  if (expression.flags.includes("g")) return matchAll(expression, text, machine);
  const match = matchOnce(expression, text, 0, machine);
  return match ? [match] : [];
}

function called(write: JsFunction, match: PatternMatch, text: string, machine: Machine): string {
  const args = [text.slice(match.index, match.end), ...match.groups, match.index, text];
  return toText(write.invoke(args, machine), machine);
}

function fillIn(template: string, match: PatternMatch, text: string): string {
  return template.replace(/\$(?:([$&`'])|(\d\d?))/g, (whole: string, sign?: string, digits?: string) => {
    if (sign === "$") return "$";
    if (sign === "&") return text.slice(match.index, match.end);
    if (sign === "`") return text.slice(0, match.index);
    if (sign === "'") return text.slice(match.end);
    return filledGroup(whole, digits ?? "", match.groups);
  });
}

/** `$12` is group 12 where there is one, else group 1 followed by a 2. */
function filledGroup(whole: string, digits: string, groups: readonly (string | undefined)[]): string {
  const both = Number(digits);
  if (both >= 1 && both <= groups.length) return groups[both - 1] ?? "";
  const first = Number(digits.charAt(0));
  if (digits.length < 2 || first < 1 || first > groups.length) return whole;
  return (groups[first - 1] ?? "") + digits.charAt(1);
}
