import { expect } from "chai";
import fc from "fast-check";
import { fieldName, mergeShapes, shapeOf, typeOf, type Shape } from "../../../src/http/drift/shape.ts";
import type { Json } from "../../../src/json.ts";

/** JSON whose names meet each other often, dynamic ones among them. */
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, 1, "text", "OPEN"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "state", "17", "mara@acme.test"), tie("value"), { maxKeys: 4 }),
  ),
})).value;

const shape: fc.Arbitrary<Shape> = fc
  .array(json, { minLength: 1, maxLength: 3 })
  .map((values) => values.map((value) => shapeOf(value)).reduce(mergeShapes));

describe("the shape of answers", () => {
  it("does not depend on the order in which they are learnt", () => {
    fc.assert(
      fc.property(shape, shape, shape, (a, b, c) => {
        expect(mergeShapes(a, b)).to.deep.equal(mergeShapes(b, a));
        expect(mergeShapes(mergeShapes(a, b), c)).to.deep.equal(mergeShapes(a, mergeShapes(b, c)));
      }),
      { numRuns: 300 },
    );
  });

  it("is the same when one is learnt twice", () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        const once = mergeShapes(shapeOf(one), shapeOf(other));
        expect(mergeShapes(once, shapeOf(one))).to.deep.equal(once);
        expect(mergeShapes(once, { ...once })).to.deep.equal(once);
      }),
    );
  });

  it("tells which fields were in every object, and which types they had", () => {
    const { items } = shapeOf([
      { id: 1, name: "x" },
      { id: "2", note: null },
      { id: 3, name: "y" },
    ]);
    expect([...(items?.fields ?? [])].map(([name, field]) => [name, field.always, field.shape.types])).to.deep.equal([
      ["id", true, ["number", "string"]],
      ["name", false, ["string"]],
      ["note", false, ["null"]],
    ]);
  });

  it("keeps a field that is always there so when elsewhere there is no object at all", () => {
    const merged = mergeShapes(shapeOf({ a: { b: 1 } }), shapeOf({ a: null }));
    const inner = merged.fields.get("a")?.shape;
    expect([inner?.types, inner?.fields.get("b")?.always]).to.deep.equal([["null", "object"], true]);
  });

  it("takes names that are identifiers for one, which is never always there", () => {
    for (const name of ["17", "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11", "mara@acme.test", "Mara Quill", "x".repeat(65)]) {
      expect(fieldName(name)).to.equal("*");
    }
    for (const name of ["id", "type$", "@timestamp2".slice(1), "stateV2", "x".repeat(64)])
      expect(fieldName(name)).to.equal(name);
    const { fields } = shapeOf({ "17": 1, "18": "x" });
    expect([...fields].map(([name, { shape: inner, always }]) => [name, inner.types, always])).to.deep.equal([
      ["*", ["number", "string"], false],
    ]);
  });

  it("ends where an answer is nested without end, and takes long lists in their stride", () => {
    let deep: Json = 1;
    for (let level = 0; level < 5_000; level++) deep = [deep];
    let found: Shape | undefined = shapeOf(deep);
    let levels = 0;
    for (; found; found = found.items) levels++;
    expect(levels).to.equal(51);
    const many = Array.from({ length: 5_000 }, (_, index) => ({ [`field_${"abcdefghij"[index % 10]}${index}x`]: 1 }));
    expect(shapeOf(many).items?.fields.size).to.equal(5_000);
  });

  it("has a word for every kind of JSON", () => {
    expect([null, true, 1, "x", {}, []].map(typeOf)).to.deep.equal([
      "null",
      "boolean",
      "number",
      "string",
      "object",
      "list",
    ]);
  });
});
