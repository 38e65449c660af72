import { expect } from "chai";

import { planOf, type Plan } from "../../../../commands/_simulator/file-events/plan.ts";
import { parseEventQuery } from "../../../../commands/_simulator/file-events/query.ts";

const NOW = Date.parse("2026-01-05T11:00:00Z");
const ANY = { from: -Infinity, to: Infinity };

function plan(groups: unknown[], groupClause = "AND"): Plan {
  const { value, problems } = parseEventQuery({ groups, groupClause });
  if (value === undefined) throw new Error(JSON.stringify(problems));
  return planOf(value.criteria, NOW);
}

function filters(clause: string, ...list: [term: string, operator: string, value: unknown][]): unknown {
  return { filterClause: clause, filters: list.map(([term, operator, value]) => ({ term, operator, value })) };
}

describe("a plan", () => {
  it("of no criteria is everything, and counted exactly", () => {
    expect(plan([])).to.deep.equal({ inserted: ANY, detected: ANY, exact: true });
  });

  const spans: [operator: string, value: unknown, from: number, to: number][] = [
    ["ON_OR_AFTER", "2026-01-05T10:00:00.123Z", 1_767_607_200_123_000, Infinity],
    ["ON_OR_BEFORE", "2026-01-05T10:00:00.123Z", -Infinity, 1_767_607_200_123_999],
    ["IS", "2026-01-05T10:00:00.123Z", 1_767_607_200_123_000, 1_767_607_200_123_999],
    ["ON", "2026-01-05", 1_767_571_200_000_000, 1_767_657_599_999_999],
    ["WITHIN_THE_LAST", "PT1H", 1_767_607_200_000_000, 1_767_610_800_000_999],
  ];
  for (const [operator, value, from, to] of spans) {
    it(`knows when ${operator} holds, to the microsecond`, () => {
      expect(plan([filters("AND", ["event.inserted", operator, value])])).to.deep.equal({
        inserted: { from, to },
        detected: ANY,
        exact: true,
      });
      expect(plan([filters("AND", ["@timestamp", operator, value])])).to.deep.equal({
        inserted: ANY,
        detected: { from, to },
        exact: false,
      });
    });
  }

  it("is not exact where anything but the time of insertion is asked for", () => {
    const bound: [string, string, unknown] = ["event.inserted", "ON_OR_AFTER", "2026-01-05T10:00:00Z"];
    expect(plan([filters("AND", bound, ["risk.score", "GREATER_THAN", 0])]).exact).to.equal(false);
    expect(plan([filters("AND", bound), filters("AND", ["event.inserted", "EXISTS", null])]).exact).to.equal(false);
    expect(plan([filters("AND", ["file.created", "ON", "2026-01-05"])]).exact).to.equal(false);
  });

  it("narrows with AND and widens with OR", () => {
    const early: [string, string, unknown] = ["event.inserted", "ON", "2026-01-03"];
    const late: [string, string, unknown] = ["event.inserted", "ON", "2026-01-05"];
    const { from, to } = plan([filters("OR", early, late)]).inserted;
    expect([from, to]).to.deep.equal([1_767_398_400_000_000, 1_767_657_599_999_999]);
    const both = plan([filters("AND", early, late)]);
    expect(both.inserted.from).to.be.greaterThan(both.inserted.to);
    expect(plan([filters("OR", early, late)]).exact).to.equal(false);
  });

  it("names ids and addresses where the query does", () => {
    const named = plan([
      filters("AND", ["event.id", "IS_ANY", ["a", "b"]], ["user.email", "IS", "Mara@acme.test"]),
      filters("OR", ["event.id", "IS", "b"], ["event.id", "IS", "c"]),
    ]);
    expect([...(named.ids ?? [])]).to.deep.equal(["b"]);
    expect([...(named.emails ?? [])]).to.deep.equal(["mara@acme.test"]);
    expect(named.exact).to.equal(false);
  });

  it("joins the addresses of alternatives", () => {
    const { emails } = plan([filters("OR", ["user.email", "IS", "a"], ["user.email", "IS", "b"])]);
    expect([...(emails ?? [])]).to.deep.equal(["a", "b"]);
  });

  it("names none where another way leads to a result", () => {
    expect(plan([filters("OR", ["user.email", "IS", "a"], ["risk.score", "IS", 1])])).to.not.have.property("emails");
    expect(plan([filters("AND", ["user.email", "IS", "a*"])])).to.not.have.property("emails");
    expect(plan([filters("AND", ["user.email", "IS_NOT", "a"])])).to.not.have.property("emails");
    expect(plan([filters("AND", ["event.id", "IS_NONE", ["a"]])])).to.not.have.property("ids");
  });
});
