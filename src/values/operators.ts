import { didYouMean } from "../nearest.ts";
import type { Operator } from "./operator.ts";
import { dateOperators } from "./operators/dates.ts";
import { generalOperators } from "./operators/general.ts";
import { listOperators } from "./operators/lists.ts";
import { networkOperators } from "./operators/network.ts";
import { numberOperators } from "./operators/numbers.ts";
import { textOperators } from "./operators/texts.ts";
import { ValueError } from "./value-error.ts";

/** Every operator of filters and conditions, by each of its names. */
export const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    ...generalOperators,
    ...textOperators,
    ...listOperators,
    ...numberOperators,
    ...dateOperators,
    ...networkOperators,
  }),
);

/** @throws ValueError for a name that is none, with the nearest one */
export function findOperator(name: string): Operator {
  const operator = operators.get(name);
  if (operator) return operator;
  throw new ValueError(
    `There is no operator "${name.slice(0, 60)}".${didYouMean(name, operators.keys())}`,
    "docs/values.md lists the operators of filters.",
  );
}
