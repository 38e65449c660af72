import { toJson, type Json } from "../json.ts";

/**
 * What `toJson` gives, at less cost for what most handlers return: plain objects and lists of plain values. All else
 * goes the long way.
 * @throws TypeError for a cyclic value or a bigint
 */
export function copyJson(value: unknown): Json {
  const copy = plainCopy(value, 0);
  return copy === undefined ? toJson(value) : copy;
}

// --- internal ---

/** Deeper data may be cyclic. */
const DEEPEST = 50;

/** Undefined for whatever is not plain, at any depth. */
function plainCopy(value: unknown, depth: number): Json | undefined {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  // JSON knows no -0.
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : undefined;
  if (typeof value !== "object" || depth > DEEPEST || "toJSON" in value) return undefined;
  return Array.isArray(value) ? listCopy(value, depth) : objectCopy(value, depth);
}

function listCopy(list: readonly unknown[], depth: number): Json[] | undefined {
  const copy: Json[] = [];
  for (const item of list) {
    const member = plainCopy(item, depth + 1);
    if (member === undefined) return undefined;
    copy.push(member);
  }
  return copy;
}

function objectCopy(object: object, depth: number): Json | undefined {
  if (Object.getPrototypeOf(object) !== Object.prototype) return undefined;
  const copy: Record<string, Json> = {};
  for (const [key, value] of Object.entries(object)) {
    const member = key === "__proto__" ? undefined : plainCopy(value, depth + 1);
    if (member === undefined) return undefined;
    copy[key] = member;
  }
  return copy;
}
