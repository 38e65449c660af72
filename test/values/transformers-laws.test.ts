import { expect } from "chai";
import fc from "fast-check";
import type { Json } from "../../src/json.ts";
import { apply } from "./transformers/apply.ts";

describe("the transformers", () => {
  const scalars = fc.array(fc.oneof(fc.string(), fc.integer()));
  const numbers = fc.array(fc.integer());

  it("uniq twice is uniq once, and loses no value", () => {
    fc.assert(
      fc.property(scalars, (list) => {
        const once = apply("uniq", list);
        expect(apply("uniq", once)).to.deep.equal(once);
        expect(new Set(once as Json[])).to.deep.equal(new Set(list));
      }),
    );
  });

  it("sort twice is sort once, and keeps every member", () => {
    fc.assert(
      fc.property(numbers, (list) => {
        const once = apply("sort", list) as number[];
        expect(apply("sort", once)).to.deep.equal(once);
        expect(once).to.deep.equal([...list].sort((one, other) => one - other));
        expect(apply("sort", list, { descending: true })).to.deep.equal(once.toReversed());
      }),
    );
  });

  it("ReverseList twice changes nothing", () => {
    fc.assert(
      fc.property(scalars, (list) => {
        expect(apply("ReverseList", apply("ReverseList", list))).to.deep.equal(list);
      }),
    );
  });

  it("two slices that meet are the whole", () => {
    fc.assert(
      fc.property(scalars, fc.nat(10), (list, at) => {
        const [head, tail] = [apply("slice", list, { to: at }), apply("slice", list, { from: at })];
        expect([head, tail].flat()).to.deep.equal(list);
      }),
    );
  });

  it("split undoes join where the separator stands in no member", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]*$/), { minLength: 1 }), (list) => {
        expect(apply("split", apply("join", list, { separator: "|" }), { delimiter: "|" })).to.deep.equal(list);
      }),
    );
  });

  it("ParseJSON undoes Stringify, but for texts and lists, which it dissolves", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as Json;
        expect(apply("ParseJSON", apply("Stringify", json))).to.deep.equal(json);
      }),
    );
  });

  it("toUnix undoes TimeStampToDate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (seconds) => {
        expect(apply("toUnix", apply("TimeStampToDate", seconds))).to.equal(seconds);
      }),
    );
  });
});
