import { anyPair, type Operator } from "../operator.ts";
import { readTime } from "../times.ts";

const before = times((left, right) => left < right);
const after = times((left, right) => left > right);
const same = times((left, right) => left === right);

export const dateOperators = {
  isBefore: before,
  "dateTime.isBefore": before,
  isAfter: after,
  "dateTime.isAfter": after,
  isSame: same,
  "dateTime.isSame": same,
} satisfies Record<string, Operator>;

// --- internal ---

function times(test: (left: number, right: number) => boolean): Operator {
  return anyPair((left, right, { space }) => test(readTime(left, space.now()), readTime(right, space.now())));
}
