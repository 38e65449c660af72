import { ArgumentError } from "../errors.ts";
import { parseFault, faultSyntax, type Fault } from "./faults.ts";
import type { Knob } from "./simulator.ts";

/** The values of the knobs. Faults are gathered until `check`, so that all are reported together. */
export interface Knobs {
  text(name: string): string | undefined;
  /** A whole number within the bounds. */
  integer(name: string, bounds: { min: number; max: number }): number;
  choice<T extends string>(name: string, choices: readonly [T, ...T[]]): T;
  /** The values of a repeatable knob. */
  list(name: string): string[];
  /** The values of a repeatable knob, written as `faultSyntax` says. */
  faults(name: string): Fault[];
  /** @throws ArgumentError naming every knob that does not exist or has a wrong value */
  check(): void;
}

/** Reads the knobs as typed on the command line, falling back on their declared default. */
export function readKnobs(declared: readonly Knob[], given: Record<string, string | string[]>): Knobs {
  const wrong: string[] = Object.keys(given)
    .filter((name) => !declared.some((knob) => knob.name === name))
    .map((name) => `--${name} is no knob of this simulator`);

  function list(name: string): string[] {
    const value = Object.hasOwn(given, name) ? given[name] : declared.find((knob) => knob.name === name)?.defaultValue;
    return value === undefined ? [] : [value].flat();
  }
  function text(name: string): string | undefined {
    return list(name).at(-1);
  }
  return {
    list,
    text,
    integer: (name, { min, max }) => {
      const value = text(name) ?? "";
      const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
      if (number >= min && number <= max) return number;
      wrong.push(`--${name} must be a whole number from ${String(min)} to ${String(max)}, got "${value}"`);
      return min;
    },
    choice: (name, choices) => {
      const value = text(name);
      const found = choices.find((choice) => choice === value);
      if (found !== undefined) return found;
      wrong.push(`--${name} must be one of ${choices.join(", ")}, got "${value ?? ""}"`);
      return choices[0];
    },
    faults: (name) =>
      list(name).flatMap((value) => {
        const fault = parseFault(value);
        if (fault) return [fault];
        wrong.push(`--${name} is written ${faultSyntax}; got "${value}"`);
        return [];
      }),
    check: () => {
      if (wrong.length === 0) return;
      const known = declared.map((knob) => `--${knob.name}`).join(", ");
      throw new ArgumentError(wrong.join("\n"), `The simulator's knobs are ${known}.`);
    },
  };
}
