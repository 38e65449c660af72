import type { Json } from "../../json.ts";
import { isEmpty, listMembers, toNumber, toText } from "../coerce.ts";
import { anyPair, not, type Operator, type OperatorOptions } from "../operator.ts";
import { findPattern } from "../pattern.ts";

const equal = texts((left, right) => left === right);
const contains = texts((left, right) => left.includes(right));
const starts = texts((left, right) => left.startsWith(right));
const ends = texts((left, right) => left.endsWith(right));
const inList = anyPair((left, right, options) => {
  const wanted = folded(left, options).trim();
  return listMembers(right).some((member) => folded(member, options) === wanted);
});
const match = anyPair((left, right, { ignoreCase, space }) => {
  const pattern = findPattern(toText(right), { ignoreCase });
  return pattern.exec(toText(left), 0, space.machine) !== undefined;
});
const length = anyPair((left, right) => toText(left).length === toNumber(right));
const containsAny: Operator = {
  test: (left, right, options) =>
    !isEmpty(left) &&
    !isEmpty(right) &&
    listMembers(right).some((member) => member !== "" && contains.test(left, member, options)),
};

export const textOperators = {
  isEqualString: equal,
  "string.isEqual": equal,
  isNotEqualString: not(equal),
  "string.isNotEqual": not(equal),
  containsString: contains,
  "string.contains": contains,
  notContainsString: not(contains),
  "string.notContains": not(contains),
  StringContainsArray: containsAny,
  inList,
  "string.inList": inList,
  notInList: not(inList),
  "string.notInList": not(inList),
  stringHasLength: length,
  "string.hasLength": length,
  startWith: starts,
  "string.startWith": starts,
  notStartWith: not(starts),
  "string.notStartWith": not(starts),
  endWith: ends,
  "string.endWith": ends,
  notEndWith: not(ends),
  "string.notEndWith": not(ends),
  match,
  "string.match": match,
  notMatch: not(match),
  "string.notMatch": not(match),
} satisfies Record<string, Operator>;

// --- internal ---

function texts(test: (left: string, right: string) => boolean): Operator {
  return anyPair((left, right, options) => {
    const [one, other] = [folded(left, options), folded(right, options)];
    options.space.machine.text(one.length + other.length);
    return test(one, other);
  });
}

function folded(value: Json, { ignoreCase }: OperatorOptions): string {
  const text = toText(value);
  return ignoreCase ? text.toLowerCase() : text;
}
