import { isDeepStrictEqual } from "node:util";
import { isEmpty, isFalse, isTrue, members } from "../coerce.ts";
import { anyMember, not, type Operator } from "../operator.ts";

/** `false`, an empty text and an empty list are there; null is not. */
const exists: Operator = { unary: true, test: (left) => left !== undefined && left !== null };
const empty: Operator = { unary: true, test: isEmpty };
const identical: Operator = { test: (left, right) => isDeepStrictEqual(left, right) };

export const generalOperators = {
  isExists: exists,
  "general.isExists": exists,
  isNotExists: not(exists),
  "general.isNotExists": not(exists),
  isEmpty: empty,
  "general.isEmpty": empty,
  isNotEmpty: not(empty),
  "general.isNotEmpty": not(empty),
  isIdentical: identical,
  "general.isIdentical": identical,
  isNotIdentical: not(identical),
  "general.isNotIdentical": not(identical),
  isTrue: { ...anyMember(isTrue), unary: true },
  "boolean.isTrue": { ...anyMember(isTrue), unary: true },
  isFalse: { ...anyMember(isFalse), unary: true },
  "boolean.isFalse": { ...anyMember(isFalse), unary: true },
  hasLength: { test: (left, right) => members(right).some((length) => members(left).length === Number(length)) },
} satisfies Record<string, Operator>;
