import { expect } from "chai";

import type { Json } from "../../src/json.ts";
import { readFields, type Fields } from "../../src/simulator/fields.ts";
import { Refusal } from "../../src/simulator/route.ts";

function fields(body: Json | undefined): Fields {
  return readFields(body, (message) => message);
}

function refusalOf(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    if (error instanceof Refusal) return error.body;
  }
  return undefined;
}

describe("the fields of a body", () => {
  it("gives values of the right type, and undefined for absent ones", () => {
    const read = fields({ text: "a", none: null, count: 3, share: 0.5, on: true, list: ["a", "b"] });
    expect(read.text("text")).to.equal("a");
    expect(read.nullableText("none")).to.equal(null);
    expect(read.nullableText("text")).to.equal("a");
    expect(read.integer("count", { min: 1, max: 3 })).to.equal(3);
    expect(read.number("share")).to.equal(0.5);
    expect(read.flag("on")).to.equal(true);
    expect(read.texts("list")).to.deep.equal(["a", "b"]);
    expect(read.choice("text", ["a", "b"])).to.equal("a");
    expect(read.value("count")).to.equal(3);
    for (const key of ["text", "nullableText", "integer", "number", "flag", "texts", "value"] as const) {
      expect(read[key]("absent")).to.equal(undefined);
    }
    expect(read.choice("absent", ["a"])).to.equal(undefined);
    expect([read.has("none"), read.has("absent")]).to.deep.equal([true, false]);
  });

  it("does not find what every object inherits", () => {
    expect(fields({}).has("constructor")).to.equal(false);
    expect(fields({}).text("toString")).to.equal(undefined);
  });

  const wrong: [sentence: string, read: () => unknown][] = [
    ["the body must be a JSON object", () => fields(undefined)],
    ["the body must be a JSON object", () => fields([])],
    ["the body must be a JSON object", () => fields(null)],
    ["name must be a text", () => fields({ name: null }).text("name")],
    ["name must have at most 2 characters", () => fields({ name: "abc" }).text("name", { max: 2 })],
    ["name must be a text", () => fields({ name: 1 }).nullableText("name")],
    ["n must be a number from 0 to 1", () => fields({ n: 2 }).number("n", { min: 0, max: 1 })],
    ["n must be a number from 0 to 1", () => fields({ n: "1" }).number("n", { min: 0, max: 1 })],
    ["n must be a whole number", () => fields({ n: 1.5 }).integer("n")],
    ["on must be true or false", () => fields({ on: "yes" }).flag("on")],
    ["ids must be a list", () => fields({ ids: "a" }).texts("ids")],
    ["ids must have at most 1 elements", () => fields({ ids: ["a", "b"] }).texts("ids", { max: 1 })],
    ["ids must hold texts", () => fields({ ids: ["a", 1] }).texts("ids")],
    ["kind must be one of a, b", () => fields({ kind: "c" }).choice("kind", ["a", "b"])],
  ];
  for (const [sentence, read] of wrong) {
    it(`refuses with "${sentence}": ${read.toString().slice(6)}`, () => {
      expect(refusalOf(read)).to.equal(sentence);
    });
  }
});
