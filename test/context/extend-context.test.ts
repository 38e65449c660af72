import { expect } from "chai";
import { applyExtendContext } from "../../src/context/extend-context.ts";
import type { Json, JsonObject } from "../../src/json.ts";

function extended(spec: string, ...contents: Json[]): { entryContext: JsonObject; warnings: string[] } {
  return applyExtendContext(spec, contents, { now: () => 0 });
}

const ANSWER = { response: { model: "m1" }, items: [{ a: 1 }, { a: 2 }] };

describe("extend-context", () => {
  const cases: [what: string, spec: string, contents: Json[], entryContext: JsonObject][] = [
    ["takes a path of the Contents", "Fw.model=response.model", [ANSWER], { "Fw.model": "m1" }],
    ["takes several keys", "a=response.model::b=items.a", [ANSWER], { a: "m1", b: [1, 2] }],
    ["takes all of the Contents for an empty path", "alert=", [ANSWER], { alert: ANSWER }],
    ["takes all of the Contents for a dot, a list of one too", "alert=.", [[ANSWER]], { alert: [ANSWER] }],
    ["takes the first of a list", "first=.[0]", [[{ x: 1 }, { x: 2 }]], { first: { x: 1 } }],
    ["takes JavaScript of the whole", 'k=.={"a": val.response.model}', [ANSWER], { k: { a: "m1" } }],
    ["maps JavaScript over a list", "k=.=val.x", [[{ x: 1 }, { x: 2 }]], { k: [1, 2] }],
    ["begins at the entry for Contents", "k=Contents.items={b: val.a}", [ANSWER], { k: [{ b: 1 }, { b: 2 }] }],
    ["takes a key that only begins like Contents as one", "k=ContentsType", [{ ContentsType: 1 }], { k: 1 }],
    ["appends the values of several entries", "k=x", [{ x: 1 }, { x: [2, 3] }, { y: 1 }], { k: [1, 2, 3] }],
    ["appends the values of a key given twice", "k=x::k=y", [{ x: 1, y: 2 }], { k: [1, 2] }],
    ["splits a key at the first equals sign", "k=items(val.a == 2).a", [ANSWER], { k: 2 }],
    ["adds nothing without a match", "k=nope", [ANSWER], {}],
    ["adds nothing without entries", "k=", [], {}],
    ["adds nothing for an empty text", " ", [ANSWER], {}],
    ["takes a single list as it is", "k=", [[1]], { k: [1] }],
  ];
  for (const [what, spec, contents, entryContext] of cases) {
    it(`${what}: ${spec}`, () => {
      expect(extended(spec, ...contents)).to.deep.equal({ entryContext, warnings: [] });
    });
  }

  it("warns of what is no assignment, and keeps the others", () => {
    expect(extended("nonsense::=x::__proto__=x::k=x", { x: 1 })).to.deep.equal({
      entryContext: { k: 1 },
      warnings: [
        'extend-context: "nonsense" is not of the form key=path.',
        'extend-context: "=x" is not of the form key=path.',
        'extend-context: "__proto__=x" is not of the form key=path.',
      ],
    });
  });

  it("warns once of a faulty path", () => {
    expect(extended("k=a..b", { x: 1 }, { x: 2 })).to.deep.equal({
      entryContext: {},
      warnings: ['expected a name or [number], found "." at character 3 of "a..b"'],
    });
  });
});
