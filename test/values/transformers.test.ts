import { expect } from "chai";
import type { Json } from "../../src/json.ts";
import { transformers } from "../../src/values/transformers.ts";
import { apply, type Cases } from "./transformers/apply.ts";
import { dateCases } from "./transformers/date-cases.ts";
import { encodingCases } from "./transformers/encoding-cases.ts";
import { fieldCases } from "./transformers/field-cases.ts";
import { listCases } from "./transformers/list-cases.ts";
import { numberCases } from "./transformers/number-cases.ts";
import { patternCases } from "./transformers/pattern-cases.ts";
import { textCases } from "./transformers/text-cases.ts";

const cases: Cases = {
  ...listCases,
  ...fieldCases,
  ...textCases,
  ...patternCases,
  ...numberCases,
  ...dateCases,
  ...encodingCases,
};

function shown(value: Json | undefined): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

describe("the transformers", () => {
  for (const [operator, list] of Object.entries(cases)) {
    for (const [value, args, expected] of list) {
      const said = Object.entries(args).map(([name, each]) => `${name} ${JSON.stringify(each)}`);
      it(`${[operator, ...said].join(", ")}: ${shown(value)} → ${shown(expected)}`, () => {
        expect(apply(operator, value, args)).to.deep.equal(expected);
      });
    }
  }

  it("has a literal test for each, and the group's name for none other", () => {
    const plain = [...transformers.keys()].filter((name) => !name.includes("."));
    expect(plain.sort()).to.deep.equal(Object.keys(cases).sort());
    for (const [name, transformer] of transformers) {
      expect(transformer, name).to.equal(transformers.get(name.slice(name.indexOf(".") + 1)));
    }
  });

  it("ParseJSON gives the error's text for what it cannot parse", () => {
    expect(apply("ParseJSON", "{oops")).to.be.a("string").and.match(/JSON/);
  });

  const refused: [string, Json, Record<string, Json>, RegExp][] = [
    ["toUpperCase", { a: 1 }, {}, /\{"a":1\} is no text/],
    ["toUpperCase", [["a"]], {}, /\["a"\] is no text/],
    ["addition", "x", { by: 1 }, /"x" is no number/],
    ["addition", 1, { by: "x" }, /"x" is no number/],
    ["division", 1, { by: 0 }, /divided by zero/],
    ["precision", 1, { by: 99 }, /by must be 0 to 20, got 99/],
    ["atIndex", ["a"], { index: 0.5 }, /index must be a whole number, got 0.5/],
    ["Cut", "a-b", { delimiter: "-", fields: "3" }, /Cut has no field 3: the text has 2/],
    ["RegexGroups", "a", { regex: "(a)", groups: "1" }, /RegexGroups has no group 1: the pattern has 1/],
    ["RegexGroups", "a", { regex: "(a)", groups: "x" }, /"x" is no number of a group/],
    ["RegexExtractAll", "a", { regex: "b", error_if_no_match: "true" }, /found no match/],
    ["RegexExtractAll", "a", { regex: "(?<=a)b" }, /The pattern/],
    ["WhereFieldEquals", "oops", { field: "a", equalTo: "b" }, /a text that is no JSON/],
    ["ProductJoin", Array<string>(400).fill("a"), { list2: Array<string>(400).fill("b") }, /more than 100000 texts/],
    ["MapValuesTransformer", "a", { input_values: "a,b", mapped_values: "1" }, /2 input_values and 1 mapped_values/],
    ["MapValuesTransformer", "a", { input_values: "[a", mapped_values: "1" }, /"\[a" is no list/],
    ["TimeStampToDate", "soon", {}, /cannot be read as a time/],
    ["TimeStampToDate", 9e18, {}, /is no time/],
    ["toUnix", "2026", { layout: "01/02/2006" }, /cannot be read as a time as 01\/02\/2006/],
    ["FormattedDateToEpoch", "x", { formatter: "%Q" }, /unknown directive %Q/],
    ["FormattedDateToEpoch", "x", { formatter: "%Y" }, /"x" does not fit the format "%Y"/],
    ["BetweenDates", "2026-01-01", { from: "2026-01-01" }, /The argument to is needed/],
    ["Base64Decode", "a*b", {}, /is no Base64/],
    ["PadZeros", 1, { length: 1e9 }, /longer than/],
  ];
  for (const [operator, value, args, message] of refused) {
    it(`${operator} refuses ${JSON.stringify(value).slice(0, 30)} with ${JSON.stringify(args).slice(0, 50)}`, () => {
      expect(() => apply(operator, value, args)).to.throw(message);
    });
  }

  it("writes no key that would reach into a prototype", () => {
    const made = apply("ConvertKeysToTableFieldFormat", JSON.parse('{"__proto__":{"x":1},"constructor":1}') as Json);
    expect(made).to.deep.equal([{ proto: { x: 1 } }]);
    expect(apply("RegexGroups", "ab", { regex: "(a)(b)", keys: "__proto__,b" })).to.deep.equal({ b: "a" });
  });
});
