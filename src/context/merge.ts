import { isJsonObject, isUnsafeKey, type Json, type JsonObject } from "../json.ts";
import { shortened } from "./dt/syntax-error.ts";
import { Machine } from "./js/machine.ts";
import { type MergeKey, parseMergeKey } from "./merge-key.ts";
import { createMatcher } from "./merge-match.ts";

export interface MergeOptions {
  /** Epoch milliseconds. */
  now: () => number;
  /** The work that all merge expressions together may do. @default 20,000,000 */
  steps?: number;
}

/**
 * The context with an entry's context merged in. Neither argument is changed; what did not change is shared. Plain keys
 * append (`A.B`), keyed ones update what they match (`A.B(val.k == obj.k)`), a tail writes within the matches
 * (`A.B(expression).C`).
 *
 * What XSOAR leaves open is decided so (docs/context.md names the test that holds each decision):
 * - inside a matched element, objects and lists are replaced whole, not merged;
 * - an element is stored bare until a second comes or a list was given; once a list, it stays one;
 * - a tail without a match makes a new element; a plain tail appends; `obj` is the whole value that is written;
 * - null and `{}` are stored in an empty slot, give way to what comes after, and are never appended;
 * - on the way to a slot, a list of one is entered, to a longer list (or a scalar) a new element is added;
 * - an expression that fails matches nothing: what came is appended, with a warning;
 * - the keys `__proto__`, `constructor` and `prototype` are left out at any depth, with a warning.
 */
export function mergeEntryContext(
  context: JsonObject,
  entryContext: JsonObject,
  { now, steps = 20_000_000 }: MergeOptions,
): { context: JsonObject; warnings: string[] } {
  const warnings = new Set<string>();
  const machine = new Machine(now, steps);
  const root: JsonObject = { ...context };
  const owned = new Set<Json>([root]);
  for (const [key, value] of Object.entries(entryContext)) {
    const warn = (message: string): void => void warnings.add(`Context key "${shortened(key)}": ${message}.`);
    const mergeKey = parseMergeKey(key, warn);
    if (mergeKey) write(root, mergeKey, withoutUnsafeKeys(value, warn), { owned, machine, warn });
  }
  return { context: root, warnings: [...warnings] };
}

// --- internal ---

interface Merge {
  /** Objects and lists made in this merge: only these are changed in place. */
  owned: Set<Json>;
  machine: Machine;
  warn: (message: string) => void;
}

function write(root: JsonObject, key: MergeKey, value: Json, merge: Merge): void {
  const { slot } = key;
  const holder = key.parents.reduce((from, name) => enter(from, name, merge), root);
  const existing = ownValue(holder, slot);
  if (!key.selector) holder[slot] = appended(existing, value, merge);
  else if (key.selector.tail)
    holder[slot] = writtenWithin(existing, key.selector.test, key.selector.tail, value, merge);
  else if (!isNothing(value) && !isEmptyList(value)) holder[slot] = keyed(existing, key.selector.test, value, merge);
}

/** The object under this name, made where there is none, ready to be written to. */
function enter(from: JsonObject, name: string, merge: Merge): JsonObject {
  const existing = ownValue(from, name);
  if (existing === undefined || existing === null || isJsonObject(existing)) {
    const inner = ownedObject(existing ?? {}, merge);
    from[name] = inner;
    return inner;
  }
  const list = ownedList(existing, merge);
  from[name] = list;
  const [only] = list;
  const inner = list.length === 1 && isJsonObject(only) ? ownedObject(only, merge) : ownedObject({}, merge);
  list[list.length === 1 && isJsonObject(only) ? 0 : list.length] = inner;
  return inner;
}

function appended(existing: Json | undefined, value: Json, merge: Merge): Json {
  if (existing === undefined) return value;
  if (isNothing(value) || isEmptyList(value)) return existing;
  if (isNothing(existing)) return value;
  const list = ownedList(existing, merge);
  for (const member of listOf(value)) if (!isNothing(member)) list.push(member);
  return list;
}

function keyed(existing: Json | undefined, test: MatchTest, value: Json, merge: Merge): Json {
  const elements = ownedList(existing === undefined || isNothing(existing) ? [] : existing, merge);
  const matcher = test && createMatcher({ test, elements, machine: merge.machine, warn: merge.warn });
  for (const obj of listOf(value)) {
    if (isNothing(obj)) continue;
    const positions = matcher?.matches(obj) ?? [];
    for (const position of positions) elements[position] = updated(elements[position], obj);
    if (positions.length === 0) positions.push(elements.push(obj) - 1);
    for (const position of positions) matcher?.note(position);
  }
  const [only] = elements;
  const staysBare = !Array.isArray(existing) && !Array.isArray(value);
  return staysBare && elements.length === 1 && only !== undefined ? only : elements;
}

type MatchTest = Parameters<typeof createMatcher>[0]["test"] | undefined;

function updated(element: Json | undefined, obj: Json): Json {
  return isJsonObject(element) && isJsonObject(obj) ? { ...element, ...obj } : obj;
}

function writtenWithin(existing: Json | undefined, test: MatchTest, tail: MergeKey, value: Json, merge: Merge): Json {
  const elements = ownedList(existing === undefined || isNothing(existing) ? [] : existing, merge);
  const matcher = test && createMatcher({ test, elements, machine: merge.machine, warn: merge.warn });
  const chosen = matcher?.matches(value).filter((position) => isJsonObject(elements[position])) ?? [];
  if (chosen.length === 0) chosen.push(elements.push({}) - 1);
  for (const position of chosen) {
    const element = elements[position];
    const inner = ownedObject(isJsonObject(element) ? element : {}, merge);
    elements[position] = inner;
    write(inner, tail, value, merge);
  }
  const [only] = elements;
  return !Array.isArray(existing) && elements.length === 1 && only !== undefined ? only : elements;
}

function ownValue(from: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(from, name) ? from[name] : undefined;
}

function ownedObject(value: JsonObject, { owned }: Merge): JsonObject {
  if (owned.has(value)) return value;
  const copy = { ...value };
  owned.add(copy);
  return copy;
}

function ownedList(value: Json, { owned }: Merge): Json[] {
  if (Array.isArray(value) && owned.has(value)) return value;
  const copy = [...listOf(value)];
  owned.add(copy);
  return copy;
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}

function isNothing(value: Json): boolean {
  return value === null || (isJsonObject(value) && Object.keys(value).length === 0);
}

function isEmptyList(value: Json): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The value itself when it is clean, else a copy of what is not. */
function withoutUnsafeKeys(value: Json, warn: (message: string) => void): Json {
  if (Array.isArray(value)) {
    const members = value.map((member) => withoutUnsafeKeys(member, warn));
    return members.every((member, index) => member === value[index]) ? value : members;
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, member]): [string, Json][] => {
    if (!isUnsafeKey(key)) return [[key, withoutUnsafeKeys(member, warn)]];
    warn(`the name "${key}" was left out`);
    return [];
  });
  const isClean =
    entries.length === Object.keys(value).length && entries.every(([key, member]) => member === value[key]);
  return isClean ? value : Object.fromEntries(entries);
}
