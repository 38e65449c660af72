import { expect } from "chai";
import fc from "fast-check";
import { fromText, hasDigest, sizeOf, toDigest, toIdSet, toText, union } from "../../src/store/id-set.ts";

const ids = fc.array(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 60 });
const toSet = (from: string[]) => toIdSet(from.map(toDigest));

describe("a compact set of ids", () => {
  it("has an id's first 16 bytes of SHA-256", () => {
    expect(toSet(["a"]).toString("hex")).to.equal("ca978112ca1bbdcafac231b39a23dc4d");
  });

  it("has what was put in, and nothing else", () => {
    fc.assert(
      fc.property(ids, ids, (inside, asked) => {
        const set = fromText(toText(toSet(inside)));
        expect(sizeOf(set)).to.equal(new Set(inside).size);
        expect(asked.filter((id) => hasDigest(set, toDigest(id)))).to.deep.equal(
          asked.filter((id) => inside.includes(id)),
        );
      }),
    );
  });

  it("is one with another as if they had been put in together", () => {
    fc.assert(
      fc.property(ids, ids, (one, other) => {
        expect(union(toSet(one), toSet(other)).equals(toSet([...one, ...other]))).to.equal(true);
      }),
    );
  });

  it("tells ids apart that differ in the last of their bytes only", () => {
    const digest = (last: string) => `${"x".repeat(15)}${last}`;
    const [one, other] = [toIdSet([digest("a"), digest("c")]), toIdSet([digest("b"), digest("c")])];
    expect(["a", "b", "c"].map((last) => hasDigest(one, digest(last)))).to.deep.equal([true, false, true]);
    expect(union(one, other).toString("latin1")).to.equal(`${digest("a")}${digest("b")}${digest("c")}`);
  });
});
