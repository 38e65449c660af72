import { expect } from "chai";
import fc from "fast-check";
import { evaluateDt } from "../../src/context/dt/evaluate.ts";
import { flattenContext } from "../../src/context/flatten.ts";
import type { Json } from "../../src/json.ts";

describe("a context as lines", () => {
  it("has a path for each value, in the context's order, without an index in lists of one", () => {
    const context = {
      Acme: {
        User: [
          { ID: 1, Tags: ["a", "b"] },
          { ID: 2, Tags: [] },
        ],
        One: [{ Name: "n" }],
      },
      Host: "h",
      Nothing: null,
      Empty: {},
    };
    expect([...flattenContext(context)]).to.deep.equal([
      ["Acme.User[0].ID", 1],
      ["Acme.User[0].Tags[0]", "a"],
      ["Acme.User[0].Tags[1]", "b"],
      ["Acme.User[1].ID", 2],
      ["Acme.User[1].Tags", []],
      ["Acme.One.Name", "n"],
      ["Host", "h"],
      ["Nothing", null],
      ["Empty", {}],
    ]);
  });

  it("writes JavaScript where a name cannot be written", () => {
    expect([...flattenContext({ A: [{ "b.c": [1] }], " d": { "": 2 }, e: 3 })]).to.deep.equal([
      ['.=val.A[0]["b.c"][0]', 1],
      ['.=val[" d"][""]', 2],
      ["e", 3],
    ]);
  });

  it("takes a list or a scalar for a context", () => {
    expect([...flattenContext([[1], 2])]).to.deep.equal([
      [".[0]", 1],
      [".[1]", 2],
    ]);
    expect([...flattenContext(5)]).to.deep.equal([[".", 5]]);
  });

  it("names each value by a path that reads it", () => {
    const key = fc.oneof(
      fc.constantFrom("A", "b c", "0", "1", "x.y", "(z)", " s", "", "it's", "a=b", "@t"),
      fc.string({ maxLength: 3 }).filter((name) => name !== "__proto__"),
    );
    const { value } = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(fc.integer(), fc.string({ maxLength: 3 }), fc.boolean(), fc.constant(null)),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true }), (context) => {
        for (const [path, expected] of flattenContext(context)) {
          const read = evaluateDt(path, { root: context, now: () => 0 });
          expect(read, path).to.deep.equal({ value: expected, warnings: [] });
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("walks a context of any depth", () => {
    let deep: Json = 1;
    for (let level = 0; level < 5000; level += 1) deep = { a: deep };
    expect([...flattenContext(deep)]).to.have.length(1);
  });
});
