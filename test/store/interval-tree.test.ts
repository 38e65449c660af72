import { expect } from "chai";
import fc from "fast-check";
import { branches, forkNode, toMoment } from "../../src/store/interval-tree.ts";

/** A range that lies close to others, and one of any length. */
const range = fc
  .oneof(
    fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat(40)),
    fc.tuple(fc.integer({ min: 1, max: 2 ** 47 }), fc.nat(2 ** 45)),
  )
  .map(([from, length]) => ({ from, to: from + length }));

describe("the interval tree", () => {
  it("hangs a range at the number in it that has most zeros at its end", () => {
    expect([forkNode(5, 7), forkNode(5, 5), forkNode(8, 8), forkNode(8, 9), forkNode(1, 1000)]).to.deep.equal([
      6, 5, 8, 8, 512,
    ]);
  });

  it("finds exactly the ranges that overlap", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 40 }), range, (ranges, asked) => {
        const { before, after } = branches(asked.from, asked.to);
        const found = ranges.filter(({ from, to }) => {
          const node = forkNode(from, to);
          if (node >= asked.from && node <= asked.to) return true;
          return (before.includes(node) && to >= asked.from) || (after.includes(node) && from <= asked.to);
        });
        expect(found).to.deep.equal(ranges.filter(({ from, to }) => from <= asked.to && to >= asked.from));
      }),
      { numRuns: 500 },
    );
  });

  it("looks at no more nodes than a moment has binary digits", () => {
    fc.assert(
      fc.property(range, ({ from, to }) => {
        const { before, after } = branches(from, to);
        expect(before.length).to.be.at.most(49);
        expect(after.length).to.be.at.most(49);
      }),
    );
  });

  it("holds moments from 1970 on, in whole milliseconds", () => {
    expect([Number.NaN, -5, 0, 1.9, 1_767_225_600_000, 1e300].map(toMoment)).to.deep.equal([
      1, 1, 1, 1, 1_767_225_600_000, 281_474_976_710_655,
    ]);
  });
});
