import { expect } from "chai";
import fc from "fast-check";
import { createLateness, mergeLate, type LateArrivals } from "../../src/events/lateness.ts";

function latenessOf(...all: LateArrivals[]) {
  const lateness = createLateness();
  for (const late of all) lateness.add(late);
  return lateness.result();
}

describe("how late events came", () => {
  it("tells half of the late events from the last hundredth", () => {
    const late = (count: number, mostMs: number) => ({ count, mostMs });

    expect(latenessOf(late(1, 9_000), late(60, 10), late(0, 0), late(39, 500))).to.deep.equal({
      count: 100,
      p50Ms: 10,
      p99Ms: 500,
      mostMs: 9_000,
    });
  });

  it("rounds the halves up to two digits, and says the most as it is", () => {
    expect(
      latenessOf({ count: 1, mostMs: 123_456 }, { count: 1, mostMs: 999 }, { count: 1, mostMs: 1_234 }),
    ).to.deep.equal({ count: 3, p50Ms: 1_300, p99Ms: 123_456, mostMs: 123_456 });
    expect(latenessOf({ count: 5, mostMs: 0.5 }).p50Ms).to.equal(0.5);
    expect(latenessOf({ count: 9, mostMs: 991 }, { count: 1, mostMs: 5_000 }).p50Ms).to.equal(1_000);
  });

  it("keeps of merged pages how many came no later than each length of time", () => {
    const one = mergeLate({ count: 2, mostMs: 1_234 }, { count: 1, mostMs: 7 });

    expect(one).to.deep.equal({
      count: 3,
      mostMs: 1_234,
      spread: [
        [7, 1],
        [1_300, 2],
      ],
    });
    expect(mergeLate(one, { count: 4, mostMs: 1_299 }).spread).to.deep.equal([
      [7, 1],
      [1_300, 6],
    ]);
    expect(mergeLate(one, { count: 0, mostMs: 0 })).to.equal(one);
  });

  it("is the same whether pages are merged or not, in whatever order", () => {
    const page = fc
      .record({ count: fc.nat(5), mostMs: fc.nat(5_000_000) })
      .map(({ count, mostMs }) => ({ count, mostMs: count === 0 ? 0 : mostMs }));
    fc.assert(
      fc.property(fc.array(page, { minLength: 1, maxLength: 20 }), fc.nat(20), (pages, cut) => {
        const [one, other] = [pages.slice(0, cut), pages.slice(cut)].map((part) =>
          part.reduce<LateArrivals>(mergeLate, { count: 0, mostMs: 0 }),
        );

        expect(latenessOf(other!, one!)).to.deep.equal(latenessOf(...pages));
      }),
    );
  });
});
