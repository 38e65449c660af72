import type { Json } from "soarkit";
import { expect } from "chai";
import { toFilter } from "../../../commands/_map/json-filter.ts";

const faultsOf = (filter: Json): string[] => {
  const faults: string[] = [];
  toFilter(filter, "groups[0].filters[0]", faults);
  return faults;
};

describe("toFilter", () => {
  const good: [operator: string, ...values: Json[]][] = [
    ["IS", "*.docx", 5, true],
    ["IS_NOT", "a", 0, false],
    ["IS_ANY", ["a"], ["a", 1, true]],
    ["IS_NONE", ["a"]],
    ["EXISTS", null, ""],
    ["DOES_NOT_EXIST", null],
    ["GREATER_THAN", 5, "5", "-1.5"],
    ["LESS_THAN", 0, "0"],
    ["ON", "2026-01-31"],
    ["ON_OR_AFTER", "2026-01-31T10:00:00.000Z", "2026-01-31T10:00Z", "2026-01-31T10:00:00.123456+02:00"],
    ["ON_OR_BEFORE", "2026-01-31T10:00:00Z"],
    ["WITHIN_THE_LAST", "P14D", "P1D", "PT1M", "P1DT2H"],
  ];
  for (const [operator, ...values] of good) {
    it(`takes what ${operator} can take`, () => {
      for (const value of values) {
        expect(faultsOf({ term: "file.name", operator, value }), JSON.stringify(value)).to.deep.equal([]);
      }
    });
  }

  const bad: [operator: string, what: string, ...values: Json[]][] = [
    ["IS", "one text, number or truth value", null, ["a"], {}],
    ["IS_NOT", "one text, number or truth value", null, ["a"]],
    ["IS_ANY", "a list of at least one text or number", "a", [], [null], [["a"]], null],
    ["IS_NONE", "a list of at least one text or number", "a"],
    ["EXISTS", "left out", "a", false],
    ["DOES_NOT_EXIST", "left out", 1],
    ["GREATER_THAN", "a number", null, "many", "", [1]],
    ["LESS_THAN", "a number", true],
    ["ON", "a date such as 2026-01-31", "2026-01-31T10:00:00Z", "31.01.2026", "2026-13-01", 5],
    ["ON_OR_AFTER", "a time such as 2026-01-31T10:00:00.000Z", "2026-01-31", "yesterday", "2026-01-31T99:00:00Z", 5],
    ["ON_OR_BEFORE", "a time such as 2026-01-31T10:00:00.000Z", null],
    ["WITHIN_THE_LAST", "a duration such as P14D, P1D or PT1M", "14 days", "P", "PT", "P1DT", 14],
  ];
  for (const [operator, what, ...values] of bad) {
    it(`tells what ${operator} cannot take, and what it can`, () => {
      for (const value of values) {
        expect(faultsOf({ term: "file.name", operator, value }), JSON.stringify(value)).to.deep.equal([
          `groups[0].filters[0].value must be ${what} for ${operator}`,
        ]);
      }
    });
  }

  it("names the operators that there are", () => {
    expect(faultsOf({ term: "file.name", operator: "CONTAINS", value: "x" })).to.deep.equal([
      "groups[0].filters[0].operator must be one of IS, IS_NOT, IS_ANY, IS_NONE, EXISTS, DOES_NOT_EXIST, " +
        'GREATER_THAN, LESS_THAN, ON, ON_OR_AFTER, ON_OR_BEFORE, WITHIN_THE_LAST, not "CONTAINS"',
    ]);
    expect(faultsOf({ term: "file.name", operator: "constructor" })).to.have.length(1);
  });

  for (const given of [null, "x", [], { term: 5, operator: "IS" }, { term: "file.name" }]) {
    it(`takes ${JSON.stringify(given)} for no filter`, () => {
      expect(faultsOf(given)).to.deep.equal([
        "groups[0].filters[0] must be an object with the texts term and operator",
      ]);
    });
  }

  it("leaves it to Incydr which terms there are", () => {
    expect(toFilter({ term: "file.colour", operator: "IS", value: "red", note: "mine" }, "", [])).to.deep.equal({
      term: "file.colour",
      operator: "IS",
      value: "red",
    });
  });

  it("sends no value where none is taken", () => {
    expect(toFilter({ term: "file.name", operator: "EXISTS", value: "" }, "", [])).to.deep.equal({
      term: "file.name",
      operator: "EXISTS",
      value: null,
    });
  });
});
