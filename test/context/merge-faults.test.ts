import { expect } from "chai";
import { mergeEntryContext } from "../../src/context/merge.ts";
import type { Json, JsonObject } from "../../src/json.ts";
import { ID, now, warningsOf } from "./merged.ts";

describe("merging what is wrong", () => {
  const cases: [what: string, before: JsonObject, entry: JsonObject, after: JsonObject, warning: string][] = [
    [
      "appends where the expression throws",
      { U: { ID: 1 } },
      { "U(args.get('x'))": { ID: 1 } },
      { U: [{ ID: 1 }, { ID: 1 }] },
      "Context key \"U(args.get('x'))\": args is not defined; taken as no match.",
    ],
    [
      "appends where a member of nothing is read",
      { U: { ID: 1 } },
      { "U(val.a.b == obj.a.b)": { ID: 1 } },
      { U: [{ ID: 1 }, { ID: 1 }] },
      'Context key "U(val.a.b == obj.a.b)": cannot read b of undefined; taken as no match.',
    ],
    [
      "appends where a null element is asked",
      { U: [null] },
      { [ID]: { ID: 1 } },
      { U: [null, { ID: 1 }] },
      `Context key "${ID}": cannot read ID of null; taken as no match.`,
    ],
    [
      "appends where the expression is no JavaScript",
      { U: { ID: 1 } },
      { "U(val.ID == )": { ID: 1 } },
      { U: [{ ID: 1 }, { ID: 1 }] },
      'Context key "U(val.ID == )": unexpected token at character 13; what came was appended.',
    ],
    [
      "appends where the expression is not closed",
      { U: { ID: 1 } },
      { "U(val.ID": { ID: 1 } },
      { U: [{ ID: 1 }, { ID: 1 }] },
      'Context key "U(val.ID": the expression has no ")"; what came was appended.',
    ],
    [
      "writes into a new element where a tail's expression is no JavaScript",
      { U: { ID: 1 } },
      { "U(val.).N": 1 },
      { U: [{ ID: 1 }, { N: 1 }] },
      'Context key "U(val.).N": unexpected token at character 7; what came was appended.',
    ],
    [
      "refuses a tail that is no path",
      { U: 1 },
      { "U(true)N": 1 },
      { U: 1 },
      'Context key "U(true)N": not written, "N" is no path.',
    ],
    ["refuses an empty name", {}, { "A..B": 1 }, {}, 'Context key "A..B": not written, the name "" is refused.'],
    ["refuses an empty key", {}, { "": 1 }, {}, 'Context key "": not written, the name "" is refused.'],
    [
      "refuses __proto__ in a path",
      {},
      { "A.__proto__.B": 1 },
      {},
      'Context key "A.__proto__.B": not written, the name "__proto__" is refused.',
    ],
    [
      "leaves out prototype keys at any depth",
      {},
      { A: [JSON.parse('{"constructor": 1, "b": {"__proto__": {"x": 1}, "c": 2}}') as Json] },
      { A: [{ b: { c: 2 } }] },
      'Context key "A": the name "constructor" was left out.',
    ],
  ];
  for (const [what, before, entry, after, warning] of cases) {
    it(what, () => {
      const result = warningsOf(before, entry);
      expect(result.context).to.deep.equal(after);
      expect(result.warnings[0]).to.equal(warning);
    });
  }

  it("refuses prototype keys in a tail", () => {
    const { context, warnings } = warningsOf({ U: { ID: 1 } }, { "U(true).constructor.x": 1 });
    expect(context).to.deep.equal({ U: { ID: 1 } });
    expect(warnings[0]).to.equal(
      'Context key "U(true).constructor.x": not written, the name "constructor" is refused.',
    );
  });

  it("appends the rest, losing nothing, when the steps are used up", () => {
    const elements = Array.from({ length: 50 }, (_, id) => ({ id }));
    const { context, warnings } = mergeEntryContext(
      { L: elements },
      { "L([val.id][0] == obj.id)": elements },
      { now, steps: 1000 },
    );
    expect(context.L).to.have.length.above(50).and.below(101);
    expect(warnings).to.deep.equal(['Context key "L([val.id][0] == obj.id)": took too many steps; taken as no match.']);
  });

  it("pollutes no prototype, whatever the keys", () => {
    const evil = JSON.parse(
      '{"__proto__": {"polluted": 1}, "A": {"__proto__": {"polluted": 1}}, "B(true).__proto__": 1}',
    ) as JsonObject;
    const { context } = warningsOf({ A: 1, B: {} }, evil);
    expect(context).to.deep.equal({ A: 1, B: {} });
    expect(({} as JsonObject).polluted).to.equal(undefined);
  });
});
