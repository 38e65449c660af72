import { StoreError } from "../errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";

/**
 * The value of a JSON column. `what` names it in the message.
 * @throws StoreError if the text is not JSON: something other than soarkit has written to the store.
 */
export function readJson(text: string, what: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw damaged(what, cause);
  }
}

/** As `readJson`, for a column that holds an object. */
export function readJsonObject(text: string, what: string): JsonObject {
  const value = readJson(text, what);
  if (!isJsonObject(value)) throw damaged(what);
  return value;
}

/** A stored value that soarkit cannot have written. */
export function damaged(what: string, cause?: unknown): StoreError {
  return new StoreError(
    `The store holds a damaged value: ${what}.`,
    "Something other than soarkit has written to the store. Restore it from a backup, or begin with an empty one.",
    { cause },
  );
}
