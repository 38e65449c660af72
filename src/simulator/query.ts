import { Refusal } from "./route.ts";

/** The query of a request. Reading a malformed value refuses the request with 400. */
export interface Query {
  /** The first value, or undefined when absent or empty. */
  text(name: string): string | undefined;
  /** All values of a repeated key; empty ones are left out. */
  list(name: string): string[];
  /** @throws Refusal 400 unless it is a whole number within the bounds, or absent */
  integer(name: string, bounds?: { min?: number; max?: number }): number | undefined;
  /** `true` or `false` in any letter case. @throws Refusal 400 for anything else but absent */
  flag(name: string): boolean | undefined;
  /** @throws Refusal 400 unless all values are among the choices */
  choices<T extends string>(name: string, choices: readonly T[]): T[];
}

/**
 * @param search `a=1&b=2`, without the question mark
 * @param refusal builds the body of a 400 from a sentence that says what is wrong
 */
export function parseQuery(search: string, refusal: (message: string) => unknown): Query {
  const values = new URLSearchParams(search);
  function refuse(message: string): never {
    throw new Refusal(400, refusal(message));
  }
  function list(name: string): string[] {
    return values.getAll(name).filter((value) => value !== "");
  }
  function text(name: string): string | undefined {
    return list(name)[0];
  }
  return {
    text,
    list,
    integer: (name, { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = {}) => {
      const value = text(name);
      if (value === undefined) return undefined;
      const number = /^-?\d{1,16}$/.test(value) ? Number(value) : NaN;
      if (number >= min && number <= max) return number;
      return refuse(`${name} must be a whole number from ${String(min)} to ${String(max)}, got ${value}`);
    },
    flag: (name) => {
      const value = text(name)?.toLowerCase();
      if (value === undefined) return undefined;
      if (value === "true" || value === "false") return value === "true";
      return refuse(`${name} must be true or false, got ${value}`);
    },
    choices: (name, choices) =>
      list(name).map(
        (value) =>
          choices.find((choice) => choice === value) ??
          refuse(`${name} must be one of ${choices.join(", ")}, got ${value}`),
      ),
  };
}
