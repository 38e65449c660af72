import { expect } from "chai";
import fc from "fast-check";
import { toJson } from "../../src/json.ts";
import { copyJson } from "../../src/output/plain-copy.ts";

describe("copyJson", () => {
  it("gives what JSON gives, for anything", () => {
    const anything = fc.anything({ withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true });
    fc.assert(fc.property(anything, (value) => void expect(copyJson(value)).to.deep.equal(toJson(value))));
  });

  it("shares nothing with what it copies", () => {
    const given = { list: [{ a: 1 }] };
    const copy = copyJson(given);
    given.list[0]!.a = 2;
    expect(copy).to.deep.equal({ list: [{ a: 1 }] });
  });

  it("asks toJSON, leaves out undefined, and writes no -0 and no NaN", () => {
    const given = { at: new Date(0), none: undefined, zero: -0, nan: NaN, list: [undefined] };
    const copy = copyJson(given);
    expect(copy).to.deep.equal({ at: "1970-01-01T00:00:00.000Z", zero: 0, nan: null, list: [null] });
    expect(Object.is((copy as { zero: number }).zero, 0)).to.equal(true);
  });

  it("keeps a key __proto__ a key", () => {
    const copy = copyJson(JSON.parse('{"__proto__":{"a":1}}'));
    expect(JSON.stringify(copy)).to.equal('{"__proto__":{"a":1}}');
  });

  it("refuses a cyclic value", () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    expect(() => copyJson(cyclic)).to.throw(TypeError);
  });
});
