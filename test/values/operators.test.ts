import { expect } from "chai";
import fc from "fast-check";
import type { Json } from "../../src/json.ts";
import { findOperator, operators } from "../../src/values/operators.ts";
import { createWorkspace } from "../../src/values/workspace.ts";

const now = () => Date.parse("2026-01-10T00:00:00Z");

function holds(operator: string, left: Json | undefined, right?: Json, ignoreCase = false): boolean {
  return findOperator(operator).test(left, right, { ignoreCase, space: createWorkspace(null, { now }) });
}

type Case = [left: Json | undefined, right: Json | undefined, expected: boolean, ignoreCase?: boolean];

const cases: Record<string, Case[]> = {
  isExists: [
    [false, undefined, true],
    ["", undefined, true],
    [[], undefined, true],
    [0, undefined, true],
    [null, undefined, false],
    [undefined, undefined, false],
  ],
  isNotExists: [
    [undefined, undefined, true],
    ["", undefined, false],
  ],
  isEmpty: [
    [undefined, undefined, true],
    [null, undefined, true],
    ["", undefined, true],
    [[], undefined, true],
    [{}, undefined, true],
    [["", null], undefined, true],
    [0, undefined, false],
    [false, undefined, false],
    [["", "a"], undefined, false],
  ],
  isNotEmpty: [
    ["a", undefined, true],
    [0, undefined, true],
    ["", undefined, false],
  ],
  isEqualString: [
    ["a", "a", true],
    ["a", "A", false],
    ["a", "A", true, true],
    [["b", "a"], "a", true],
    [7, "7", true],
    [true, "true", true],
    [undefined, "", false],
    ["", undefined, true],
    ["a", ["b", "a"], true],
  ],
  isNotEqualString: [
    ["a", "b", true],
    [["a", "b"], "a", false],
    [undefined, "a", true],
  ],
  isIdentical: [
    [7, "7", false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [[1], [1], true],
  ],
  isNotIdentical: [[7, "7", true]],
  containsString: [
    ["abc", "b", true],
    ["abc", "B", false],
    ["abc", "B", true, true],
    [["x", "abc"], "b", true],
    ["b", "abc", false],
  ],
  notContainsString: [
    ["abc", "x", true],
    [["x", "abc"], "b", false],
  ],
  StringContainsArray: [
    ["hello world", ["x", "wor"], true],
    ["hello world", "x,wor", true],
    ["hello", ["x"], false],
    ["", ["x"], false],
    ["hello", [], false],
  ],
  containsGeneral: [
    [["a", "b"], "b", true],
    ["abc", "b", true],
    [["abc"], "b", true],
    [[1, 2], 2, true],
    [[{ a: "x" }], "x", true],
    [["A"], "a", false],
    [["A"], "a", true, true],
    [undefined, "a", false],
  ],
  notContainsGeneral: [
    [["a"], "b", true],
    ["abc", "b", false],
  ],
  in: [
    ["a", ["a", "b"], true],
    ["a", ["ab"], false],
    [["z", "a"], ["a"], true],
    ["goo", "google.com", true],
    ["a", undefined, false],
    ["A", ["a"], true, true],
  ],
  notIn: [
    ["a", ["b"], true],
    ["a", ["a"], false],
  ],
  inList: [
    ["b", "a, b ,c", true],
    ["d", "a,b", false],
    ["B", "a,b", true, true],
    ["b", ["a", "b"], true],
  ],
  notInList: [["d", "a,b", true]],
  hasLength: [
    [["a", "b"], "2", true],
    ["a", 1, true],
    [undefined, 0, true],
    [["a"], 2, false],
  ],
  stringHasLength: [
    ["abc", "3", true],
    ["abc", 2, false],
  ],
  startWith: [
    ["abc", "ab", true],
    ["abc", "AB", true, true],
    ["abc", "bc", false],
  ],
  notStartWith: [["abc", "x", true]],
  endWith: [
    ["abc", "bc", true],
    ["abc", "ab", false],
  ],
  notEndWith: [["abc", "x", true]],
  match: [
    ["hello", "l+", true],
    ["HELLO", "(?i)l+", true],
    ["HELLO", "l+", true, true],
    ["hello", "^l", false],
    [["x", "hello"], "^h", true],
  ],
  notMatch: [["hello", "z", true]],
  isEqualNumber: [
    ["1.0", 1, true],
    [2, "3", false],
    [[1, 2], 2, true],
  ],
  isNotEqualNumber: [[1, 2, true]],
  greaterThan: [
    ["10", 9, true],
    [9, 9, false],
  ],
  greaterThanOrEqual: [[9, "9", true]],
  lessThan: [
    [8, 9, true],
    [9, 9, false],
  ],
  lessThanOrEqual: [[9, 9, true]],
  InRange: [
    ["5", "1,5", true],
    [0, "1,5", false],
    ["x", "1,5", false],
    [3, "1", false],
  ],
  isTrue: [
    [true, undefined, true],
    ["TRUE", undefined, true],
    ["yes", undefined, false],
    [undefined, undefined, false],
  ],
  isFalse: [
    [false, undefined, true],
    ["False", undefined, true],
    [undefined, undefined, false],
  ],
  isBefore: [
    ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", true],
    ["Thu, 01 Jan 2026 00:00:00 UTC", "2026-01-02", true],
    [1767225600, "2026-01-02", true],
    ["2026-01-09", "now", true],
  ],
  isAfter: [["02 Jan 26 00:00 UTC", "2026-01-01", true]],
  isSame: [["2026-01-01T02:00:00+02:00", 1767225600000, true]],
  IsInCidrRanges: [
    ["10.1.2.3", "192.168.0.0/16,10.0.0.0/8", true],
    ["10.1.2.3", ["192.168.0.0/16"], false],
    ["fe80::1", "fe80::/10", true],
    ["nonsense", "10.0.0.0/8", false],
  ],
  IsNotInCidrRanges: [["11.1.2.3", "10.0.0.0/8", true]],
  GreaterCidrNumAddresses: [
    ["10.0.0.0/8", "65536", true],
    ["10.0.0.0/24", 256, false],
  ],
  LowerCidrNumAddresses: [["10.0.0.0/24", 257, true]],
  IsRFC1918Address: [
    ["172.31.255.255", undefined, true],
    ["172.32.0.0", undefined, false],
    ["192.168.1.1", undefined, true],
  ],
};

describe("the operators of filters", () => {
  for (const [operator, list] of Object.entries(cases)) {
    for (const [left, right, expected, ignoreCase = false] of list) {
      const said = [left, right].map((side) => (side === undefined ? "nothing" : JSON.stringify(side)));
      it(`${operator}: ${said.join(" and ")}${ignoreCase ? ", whatever the case" : ""} is ${expected}`, () => {
        expect(holds(operator, left, right, ignoreCase)).to.equal(expected);
      });
    }
  }

  it("has a literal test for each, aliases aside", () => {
    const tests = new Set([...operators].filter(([name]) => name in cases).map(([, operator]) => operator.test));
    expect([...operators].filter(([, { test }]) => !tests.has(test)).map(([name]) => name)).to.deep.equal([
      // Made anew for each name.
      ...["general.isNotExists", "general.isNotEmpty", "general.isNotIdentical", "boolean.isTrue", "boolean.isFalse"],
      ...["string.isNotEqual", "string.notContains", "string.notInList", "string.notStartWith", "string.notEndWith"],
      ...["string.notMatch", "general.notContains", "list.notIn", "number.isNotEqual"],
    ]);
  });

  const refused: [string, Json, Json, RegExp][] = [
    ["isEqualString", { a: 1 }, "a", /\{"a":1\} is no text/],
    ["greaterThan", "ten", 9, /"ten" is no number/],
    ["isBefore", "soon", "2026-01-01", /"soon" cannot be read as a time/],
    ["IsInCidrRanges", "10.0.0.1", "10.0.0.0/33", /"10.0.0.0\/33" is no CIDR range/],
    ["match", "a", "(", /The pattern "\("/],
  ];
  for (const [operator, left, right, message] of refused) {
    it(`${operator} refuses what it cannot cast: ${JSON.stringify([left, right])}`, () => {
      expect(() => holds(operator, left, right)).to.throw(message);
    });
  }

  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const anyLeft = fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }));
  for (const [positive, negative] of [
    ["isEqualString", "isNotEqualString"],
    ["containsString", "notContainsString"],
    ["containsGeneral", "notContainsGeneral"],
    ["in", "notIn"],
    ["inList", "notInList"],
    ["startWith", "notStartWith"],
    ["endWith", "notEndWith"],
    ["isEmpty", "isNotEmpty"],
    ["isExists", "isNotExists"],
    ["isIdentical", "isNotIdentical"],
  ] as const) {
    it(`${negative} holds exactly where ${positive} does not`, () => {
      fc.assert(
        fc.property(anyLeft, anyLeft, fc.boolean(), (left, right, ignoreCase) => {
          expect(holds(negative, left, right, ignoreCase)).to.equal(!holds(positive, left, right, ignoreCase));
        }),
      );
    });
  }

  it("a list passes wherever one of its members passes", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), fc.string({ maxLength: 2 }), (list, right) => {
        for (const operator of ["isEqualString", "containsString", "startWith", "containsGeneral", "inList"]) {
          const any = list.some((member) => holds(operator, member, right));
          expect(holds(operator, list, right), operator).to.equal(any);
        }
      }),
    );
  });

  it("ends a pattern that would go on for ever", () => {
    const space = createWorkspace(null, { now, steps: 100_000 });
    const run = () => findOperator("match").test("a".repeat(40), "^(a+)+$b", { ignoreCase: false, space });
    expect(run).to.throw("took too many steps");
  });
});
