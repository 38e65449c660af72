export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * An object kept as its JSON, for one of thousands that are only passed on: it takes a fraction of the object's memory,
 * and need not be made into JSON again.
 */
export class JsonText {
  /** On one line, with nothing around it. */
  readonly json: string;
  readonly keys: readonly string[];

  constructor(value: Readonly<Record<string, unknown>>, json: string) {
    this.json = json;
    this.keys = Object.keys(value);
  }
}

/** The object itself, which a text is parsed for. */
export function toObject(given: JsonObject | JsonText): JsonObject {
  if (!(given instanceof JsonText)) return given;
  const parsed = JSON.parse(given.json) as Json;
  return isJsonObject(parsed) ? parsed : {};
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
