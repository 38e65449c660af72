import { isJsonObject, type Json } from "../../json.ts";

/** What kinds of value stood at one place of answers, and what was inside them. */
export interface Shape {
  types: readonly JsonType[];
  /** Of the objects among them, by name; dynamic names are all one, see `fieldName`. */
  fields: ReadonlyMap<string, Field>;
  /** What the lists among them hold; undefined when all were empty. */
  items: Shape | undefined;
}

export interface Field {
  shape: Shape;
  /** It was in every object. */
  always: boolean;
}

export type JsonType = "null" | "boolean" | "number" | "string" | "object" | "list";

/** The shape of one value. */
export function shapeOf(value: Json, depth = 0): Shape {
  const types = [typeOf(value)];
  if (depth >= DEEPEST) return { types, fields: NONE, items: undefined };
  if (Array.isArray(value)) {
    return { types, fields: NONE, items: mergeAll(value.map((member) => shapeOf(member, depth + 1))) };
  }
  if (!isJsonObject(value)) return { types, fields: NONE, items: undefined };
  const fields = new Map<string, Field>();
  for (const [key, member] of Object.entries(value)) {
    const name = fieldName(key);
    const before = fields.get(name);
    const shape = shapeOf(member, depth + 1);
    // Of a dynamic name nobody can say that it is always there.
    fields.set(name, { shape: before ? mergeShapes(before.shape, shape) : shape, always: name === key });
  }
  return { types, fields, items: undefined };
}

/**
 * The shape of all that either shape was of: the order in which answers are learnt does not matter, nor whether one is
 * learnt twice.
 */
export function mergeShapes(a: Shape, b: Shape): Shape {
  if (a === b) return a;
  return {
    types: [...new Set([...a.types, ...b.types])].sort(),
    fields: mergeFields(a, b),
    items: a.items && b.items ? mergeShapes(a.items, b.items) : (a.items ?? b.items),
  };
}

export function typeOf(value: Json): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  const type = typeof value;
  return type === "boolean" || type === "number" || type === "string" ? type : "object";
}

/** A field's name, or `*` for one that is an identifier itself: objects are used as maps, too. */
export function fieldName(key: string): string {
  return DYNAMIC.test(key) ? "*" : key;
}

// --- internal ---

/** Deeper than any answer that means something. */
const DEEPEST = 50;

const NONE: ReadonlyMap<string, Field> = new Map();

/** UUIDs, numbers, addresses, and what is too long for a name. */
const DYNAMIC = /^(\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|.*[@/\s].*|.{65,})$/is;

/** In halves: one after the other, a list of objects that have nothing in common would cost its length squared. */
function mergeAll(shapes: readonly Shape[]): Shape | undefined {
  let level = shapes;
  while (level.length > 1) {
    const merged: Shape[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [one, other] = level.slice(at, at + 2);
      if (one) merged.push(other ? mergeShapes(one, other) : one);
    }
    level = merged;
  }
  return level[0];
}

function mergeFields(a: Shape, b: Shape): ReadonlyMap<string, Field> {
  if (!a.types.includes("object")) return b.fields;
  if (!b.types.includes("object")) return a.fields;
  const merged = new Map<string, Field>();
  for (const name of [...new Set([...a.fields.keys(), ...b.fields.keys()])].sort()) {
    const [one, other] = [a.fields.get(name), b.fields.get(name)];
    if (one && other) {
      merged.set(name, { shape: mergeShapes(one.shape, other.shape), always: one.always && other.always });
      continue;
    }
    const only = one ?? other;
    if (only) merged.set(name, { shape: only.shape, always: false });
  }
  return merged;
}
