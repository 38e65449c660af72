import { toAnyText, toNumber } from "../coerce.ts";
import { anyPair, not, type Operator } from "../operator.ts";

const equal = numbers((left, right) => left === right);
const greater = numbers((left, right) => left > right);
const greaterOrEqual = numbers((left, right) => left >= right);
const less = numbers((left, right) => left < right);
const lessOrEqual = numbers((left, right) => left <= right);

/** `from,to`, both included; what is no number is in no range. */
const inRange = anyPair((left, right) => {
  const bounds = toAnyText(right).split(",");
  const [value = NaN, from = NaN, to = NaN] = [toAnyText(left), ...bounds].map((text) =>
    text.trim() === "" ? NaN : Number(text),
  );
  return bounds.length === 2 && value >= from && value <= to;
});

export const numberOperators = {
  isEqualNumber: equal,
  "number.isEqual": equal,
  isNotEqualNumber: not(equal),
  "number.isNotEqual": not(equal),
  greaterThan: greater,
  "number.greaterThan": greater,
  greaterThanOrEqual: greaterOrEqual,
  "number.greaterThanOrEqual": greaterOrEqual,
  lessThan: less,
  "number.lessThan": less,
  lessThanOrEqual: lessOrEqual,
  "number.lessThanOrEqual": lessOrEqual,
  InRange: inRange,
  "number.InRange": inRange,
} satisfies Record<string, Operator>;

// --- internal ---

function numbers(test: (left: number, right: number) => boolean): Operator {
  return anyPair((left, right) => test(toNumber(left), toNumber(right)));
}
