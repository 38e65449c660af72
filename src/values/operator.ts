import type { Json } from "../json.ts";
import { members } from "./coerce.ts";
import type { Workspace } from "./workspace.ts";

export interface OperatorOptions {
  ignoreCase: boolean;
  space: Workspace;
}

/** What a filter's operator asks of its two sides; undefined where nothing is given or found. */
export type Test = (left: Json | undefined, right: Json | undefined, options: OperatorOptions) => boolean;

export interface Operator {
  test: Test;
  /** It looks at the left side alone. */
  unary?: true;
}

/** Holds where the other does not: for a list, where no member passes. */
export function not({ test, ...rest }: Operator): Operator {
  return { ...rest, test: (left, right, options) => !test(left, right, options) };
}

/** Of a list, any member may pass; of nothing, none does. */
export function anyMember(test: (left: Json, right: Json | undefined, options: OperatorOptions) => boolean): Operator {
  return { test: (left, right, options) => members(left).some((member) => test(member, right, options)) };
}

/** Of lists on both sides, any pair may pass; a right side that is not given counts as an empty text. */
export function anyPair(test: (left: Json, right: Json, options: OperatorOptions) => boolean): Operator {
  return anyMember((left, right, options) => {
    const rights = Array.isArray(right) ? right : [right ?? ""];
    options.space.machine.charge(rights.length);
    return rights.some((each) => test(left, each, options));
  });
}
