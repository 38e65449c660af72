import type { Json } from "../../json.ts";
import { members, toAnyText } from "../coerce.ts";
import { not, type Operator, type OperatorOptions } from "../operator.ts";

/** A list holds it when a member is it or has it in its text; a text holds what is a part of it. */
const containsGeneral: Operator = {
  test: (left, right, options) => {
    const wanted = members(right).map((each) => folded(each, options));
    return members(left).some((member) => {
      const text = folded(member, options);
      options.space.machine.text(text.length);
      return wanted.some((each) => text.includes(each));
    });
  },
};

/** Any member of the left side is a member of the right list, or a part of the right text. */
const isIn: Operator = {
  test: (left, right, options) => {
    const lefts = members(left).map((each) => folded(each, options));
    if (!Array.isArray(right)) {
      const text = right === undefined || right === null ? undefined : folded(right, options);
      return text !== undefined && lefts.some((each) => text.includes(each));
    }
    const held = new Set(right.map((each) => folded(each, options)));
    options.space.machine.charge(right.length);
    return lefts.some((each) => held.has(each));
  },
};

export const listOperators = {
  containsGeneral,
  "general.contains": containsGeneral,
  notContainsGeneral: not(containsGeneral),
  "general.notContains": not(containsGeneral),
  in: isIn,
  "list.in": isIn,
  notIn: not(isIn),
  "list.notIn": not(isIn),
} satisfies Record<string, Operator>;

// --- internal ---

function folded(value: Json, { ignoreCase }: OperatorOptions): string {
  const text = toAnyText(value);
  return ignoreCase ? text.toLowerCase() : text;
}
