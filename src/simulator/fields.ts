import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { Refusal } from "./route.ts";

/** The fields of a JSON body. Reading a malformed one refuses the request with 400; an absent one is undefined. */
export interface Fields {
  /** True when the field is there, even as null. */
  has(name: string): boolean;
  /** Whatever it is. */
  value(name: string): Json | undefined;
  text(name: string, bounds?: { max?: number }): string | undefined;
  /** As `text`, with null let through. */
  nullableText(name: string, bounds?: { max?: number }): string | null | undefined;
  integer(name: string, bounds?: { min?: number; max?: number }): number | undefined;
  number(name: string, bounds?: { min?: number; max?: number }): number | undefined;
  flag(name: string): boolean | undefined;
  /** A list of texts. */
  texts(name: string, bounds?: { max?: number }): string[] | undefined;
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined;
}

/**
 * @param refusal builds the body of a 400 from a sentence that says what is wrong
 * @throws Refusal 400 unless the body is an object
 */
export function readFields(body: Json | undefined, refusal: (message: string) => unknown): Fields {
  function refuse(message: string): never {
    throw new Refusal(400, refusal(message));
  }
  const object: JsonObject = isJsonObject(body) ? body : refuse("the body must be a JSON object");

  function field(name: string): Json | undefined {
    return Object.hasOwn(object, name) ? object[name] : undefined;
  }
  function text(name: string, { max = Infinity } = {}): string | undefined {
    const value = field(name);
    if (value === undefined) return undefined;
    if (typeof value !== "string") return refuse(`${name} must be a text`);
    return value.length <= max ? value : refuse(`${name} must have at most ${String(max)} characters`);
  }
  function number(name: string, { min = -Number.MAX_VALUE, max = Number.MAX_VALUE } = {}): number | undefined {
    const value = field(name);
    if (value === undefined) return undefined;
    if (typeof value === "number" && value >= min && value <= max) return value;
    return refuse(`${name} must be a number from ${String(min)} to ${String(max)}`);
  }

  return {
    has: (name) => field(name) !== undefined,
    value: field,
    text,
    nullableText: (name, bounds) => (field(name) === null ? null : text(name, bounds)),
    number,
    integer: (name, { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = {}) => {
      const value = number(name, { min, max });
      return value === undefined || Number.isSafeInteger(value) ? value : refuse(`${name} must be a whole number`);
    },
    flag: (name) => {
      const value = field(name);
      return value === undefined || typeof value === "boolean" ? value : refuse(`${name} must be true or false`);
    },
    texts: (name, { max = Infinity } = {}) => {
      const value = field(name);
      if (value === undefined) return undefined;
      if (!Array.isArray(value)) return refuse(`${name} must be a list`);
      if (value.length > max) return refuse(`${name} must have at most ${String(max)} elements`);
      return value.map((element) => (typeof element === "string" ? element : refuse(`${name} must hold texts`)));
    },
    choice: (name, choices) => {
      const value = text(name);
      if (value === undefined) return undefined;
      return choices.find((choice) => choice === value) ?? refuse(`${name} must be one of ${choices.join(", ")}`);
    },
  };
}
