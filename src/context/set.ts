import { ArgumentError } from "../errors.ts";
import { isJsonObject, isUnsafeKey, type Json, type JsonObject } from "../json.ts";

/**
 * The context with `value` at the dotted `path`, replacing whatever stood there; the context given stays as it is. A list
 * on the way is replaced by an object, as XSOAR's setContext does.
 * @throws ArgumentError for an empty path or one that would reach into a prototype
 */
export function setContext(context: JsonObject, path: string, value: Json): JsonObject {
  const keys = path.split(".");
  if (keys.some((key) => key === "" || isUnsafeKey(key))) {
    throw new ArgumentError(
      `${path || "(nothing)"} is no context path`,
      "Write names separated by dots, such as Case.Owner.",
    );
  }
  return write(context, keys, value);
}

// --- internal ---

function write(parent: JsonObject, [key = "", ...rest]: string[], value: Json): JsonObject {
  if (rest.length === 0) return { ...parent, [key]: value };
  const child = parent[key];
  return { ...parent, [key]: write(isJsonObject(child) ? child : {}, rest, value) };
}
