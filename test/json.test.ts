import { expect } from "chai";
import { isJsonObject, isRecord, isUnsafeKey, JsonText, toJson, toObject } from "../src/json.ts";

describe("json", () => {
  it("tells objects from lists, null and scalars", () => {
    expect([{}, { a: 1 }].map(isJsonObject)).to.deep.equal([true, true]);
    expect([[], null, "a", 1, undefined].map((value) => isJsonObject(value))).to.deep.equal(Array(5).fill(false));
    expect([{}, [], null, undefined].map(isRecord)).to.deep.equal([true, false, false, false]);
  });

  it("names the keys that reach into prototypes", () => {
    expect(["__proto__", "constructor", "prototype", "proto"].map(isUnsafeKey)).to.deep.equal([
      true,
      true,
      true,
      false,
    ]);
  });

  it("gives an object that is kept as its JSON", () => {
    const object = { a: 1 };
    expect(toObject(object)).to.equal(object);
    expect(toObject(new JsonText(object, '{"a":1}'))).to.deep.equal({ a: 1 });
    expect(new JsonText({ b: 1, a: 2 }, '{"b":1,"a":2}').keys).to.deep.equal(["b", "a"]);
    expect(toObject(new JsonText({}, "[1]"))).to.deep.equal({});
  });

  it("turns any value into what JSON can hold", () => {
    expect(toJson({ a: undefined, b: new Date(0), c: [undefined, Number.NaN] })).to.deep.equal({
      b: "1970-01-01T00:00:00.000Z",
      c: [null, null],
    });
    expect(toJson(undefined)).to.equal(null);
    expect(toJson(() => 1)).to.equal(null);
  });
});
