export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** For values of unknown origin: a plain keyed object, not null and not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Keys that would reach into JavaScript's prototypes. They are refused wherever data from outside is written. */
export function isUnsafeKey(key: string): boolean {
  return key === "__proto__" || key === "constructor" || key === "prototype";
}

/**
 * Any value as JSON: what `JSON.stringify` and back would give. `undefined`, functions and symbols become null at the
 * top and are left out inside objects; dates become ISO strings.
 * @throws TypeError for a cyclic value or a bigint.
 */
export function toJson(value: unknown): Json {
  const text: unknown = JSON.stringify(value);
  return typeof text === "string" ? (JSON.parse(text) as Json) : null;
}
