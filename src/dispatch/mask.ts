import type { SoarError } from "../errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";

export type Mask = (text: string) => string;

/**
 * The value with secrets replaced in every text, key and number of it. The very same value when it holds none, which
 * costs one look at all its texts together.
 */
export function maskJson(value: JsonObject, mask: Mask): JsonObject;
export function maskJson(value: Json, mask: Mask): Json;
export function maskJson(value: Json, mask: Mask): Json {
  const texts: string[] = [];
  gather(value, texts);
  const together = texts.join("\n");
  return mask(together) === together ? value : maskEach(value, mask);
}

/**
 * The error with secrets replaced in its texts, and so in its causes. It keeps its class, its texts and its plain
 * values; objects that hang on a cause (a whole request, say) are left behind.
 */
export function maskError(error: SoarError, mask: Mask): SoarError {
  return copyOf(error, mask, 0);
}

// --- internal ---

function gather(value: Json, texts: string[]): void {
  if (typeof value === "string") texts.push(value);
  else if (typeof value === "number") texts.push(String(value));
  else if (Array.isArray(value)) for (const item of value) gather(item, texts);
  else if (isJsonObject(value)) {
    for (const key of Object.keys(value)) {
      texts.push(key);
      gather(value[key] ?? null, texts);
    }
  }
}

function maskEach(value: Json, mask: Mask): Json {
  if (typeof value === "string") return mask(value);
  if (typeof value === "number") return mask(String(value)) === String(value) ? value : mask(String(value));
  if (Array.isArray(value)) return value.map((item) => maskEach(item, mask));
  if (!isJsonObject(value)) return value;
  // fromEntries defines the keys, so that none of them reaches a prototype.
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [mask(key), maskEach(member, mask)]));
}

/** Causes of causes beyond this are cut: a chain may be endless. */
const DEEPEST_CAUSE = 10;

function copyOf<T extends Error>(error: T, mask: Mask, depth: number): T {
  // Created rather than constructed: each class has parameters of its own.
  const copy = Object.create(Object.getPrototypeOf(error) as object) as T;
  for (const name of Object.getOwnPropertyNames(error)) {
    const value: unknown = Reflect.get(error, name);
    const kept = name === "cause" ? causeOf(value, mask, depth) : plain(value, mask);
    const enumerable = Object.prototype.propertyIsEnumerable.call(error, name);
    if (kept !== undefined) {
      Object.defineProperty(copy, name, { value: kept, enumerable, writable: true, configurable: true });
    }
  }
  return copy;
}

function causeOf(cause: unknown, mask: Mask, depth: number): unknown {
  if (depth >= DEEPEST_CAUSE) return undefined;
  return cause instanceof Error ? copyOf(cause, mask, depth + 1) : plain(cause, mask);
}

function plain(value: unknown, mask: Mask): unknown {
  if (typeof value === "string") return mask(value);
  return typeof value === "number" || typeof value === "boolean" ? value : undefined;
}
