import { isUnsafeKey, type Json, type JsonObject } from "../../json.ts";
import type { Machine } from "./machine.ts";
import { isJsDate, isJsRecord, isJsRegExp, type JsValue } from "./value.ts";

/**
 * A value as JSON, as `JSON.stringify` would write it: functions and undefined are left out of objects and are null in
 * lists, NaN is null, a date its ISO text. What is JSON already is given back as it is, not copied. Keys that reach
 * into prototypes are left out.
 * @throws JsError for circular and very large values.
 */
export function jsonOf(value: JsValue, machine: Machine): Json | undefined {
  return isJson(value, machine) ? value : converted(value, machine);
}

/** A copy that an expression may change. */
export function copyOf(value: JsValue, machine: Machine): JsValue {
  return isJson(value, machine) ? structuredClone(value) : converted(value, machine);
}

// --- internal ---

function isJson(value: JsValue, machine: Machine): value is Json {
  machine.charge(1);
  if (typeof value === "string") {
    machine.text(value.length);
    return true;
  }
  if (value === null || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (value === undefined) return false;
  if (Array.isArray(value)) return machine.nest(() => value.every((member) => isJson(member, machine)));
  if (!isJsRecord(value)) return false;
  return machine.nest(() =>
    Object.entries(value).every(([key, member]) => !isUnsafeKey(key) && isJson(member, machine)),
  );
}

function converted(value: JsValue, machine: Machine): Json | undefined {
  machine.charge(1);
  if (typeof value === "string") machine.text(value.length);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value === undefined || value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return machine.nest(() => value.map((member) => converted(member, machine) ?? null));
  if (isJsDate(value)) return Number.isNaN(value.epochMs) ? null : new Date(value.epochMs).toISOString();
  if (isJsRegExp(value)) return {};
  if (!isJsRecord(value)) return undefined;
  return machine.nest(() => {
    const object: JsonObject = {};
    for (const [key, member] of Object.entries(value)) {
      const json = converted(member, machine);
      if (json !== undefined && !isUnsafeKey(key)) object[key] = json;
    }
    return object;
  });
}
