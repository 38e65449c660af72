import type { Json } from "../../json.ts";
import { toNumber } from "../coerce.ts";
import type { Transformer } from "../transformer.ts";
import { ValueError } from "../value-error.ts";

export const numberTransformers = {
  addition: by((value, other) => value + other),
  subtraction: by((value, other) => value - other),
  multiply: by((value, other) => value * other),
  division: by((value, other) => value / other),
  modulus: by((value, other) => value % other),
  floor: { item: (item) => Math.floor(toNumber(item)) },
  ceil: { item: (item) => Math.ceil(toNumber(item)) },
  round: { item: (item) => rounded(toNumber(item)) },
  abs: { item: (item) => Math.abs(toNumber(item)) },
  precision: {
    args: { by: "number!" },
    item: (item, args) => {
      const digits = args.integer("by");
      if (digits < 0 || digits > 20) throw new ValueError(`by must be 0 to 20, got ${digits}.`, "Write 2.");
      return Number(toNumber(item).toFixed(digits));
    },
  },
  toPercent: { item: (item) => `${finite(toNumber(item) * 100)}%` },
  quadraticEquation: {
    args: { b: "number", c: "number" },
    item: (item, args) => {
      return roots(toNumber(item), args.number("b"), args.number("c"));
    },
  },
} satisfies Record<string, Transformer>;

// --- internal ---

function by(combine: (value: number, other: number) => number): Transformer {
  return {
    args: { by: "number!" },
    item: (item, args) => finite(combine(toNumber(item), args.number("by"))),
  };
}

/** @throws ValueError for what dividing by zero gives */
function finite(value: number): number {
  // Twelve digits: 0.1 + 0.2 is 0.3 to people.
  if (Number.isFinite(value)) return Number(value.toPrecision(15));
  throw new ValueError("The result is no number: something was divided by zero, or is too large.", "Filter zeros out.");
}

/** Halves away from zero, as Go does. */
function rounded(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

/** The solutions of a·x² + b·x + c = 0, none where they are not real. */
function roots(a: number, b: number, c: number): Json {
  const discriminant = b * b - 4 * a * c;
  if (discriminant < 0) return [];
  const root = Math.sqrt(discriminant);
  const found = [finite((-b + root) / (2 * a)), finite((-b - root) / (2 * a))];
  return found[0] === found[1] ? found.slice(1) : found;
}
