import { expect } from "chai";
import fc from "fast-check";
import { clipped, createUnion, gapsIn, holds, merged, summarize } from "../../src/events/coverage.ts";
import type { CoverageRow } from "../../src/events/events.ts";
import type { Range } from "../../src/incidents/fetch.ts";

const range = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }))
  .map(([from, to]) => ({ from, to }));
const moments = Array.from({ length: 42 }, (_, at) => at);
const isIn = (ranges: readonly Range[], at: number) => ranges.some(({ from, to }) => from <= at && at < to);

function row(more: Partial<CoverageRow>): CoverageRow {
  return { n: 1, readAt: 0, sent: 0, late: { count: 0, mostMs: 0 }, ...more };
}

describe("the algebra of what was covered", () => {
  it("merges ranges without changing which moments they hold, in order, apart from each other", () => {
    fc.assert(
      fc.property(fc.array(range), (ranges) => {
        const all = merged(ranges);
        for (const at of moments) expect(isIn(all, at)).to.equal(isIn(ranges, at));
        for (const [index, { from, to }] of all.entries()) {
          expect(from).to.be.below(to);
          expect(from).to.be.above(all[index - 1]?.to ?? -1);
        }
      }),
    );
  });

  it("unites ranges that come one after the other, however many", () => {
    const union = createUnion();
    for (let n = 0; n < 5_000; n++) union.add({ from: n * 10, to: n * 10 + (n % 1_000 === 999 ? 9 : 10) });
    union.add({ from: 9_999, to: 10_000 });

    expect(union.ranges()).to.deep.equal([
      { from: 0, to: 19_999 },
      { from: 20_000, to: 29_999 },
      { from: 30_000, to: 39_999 },
      { from: 40_000, to: 49_999 },
    ]);
    expect(union.ranges()).to.have.length(4);
  });

  it("splits every range into what is covered and gaps", () => {
    fc.assert(
      fc.property(fc.array(range), range, (ranges, within) => {
        const all = merged(ranges);
        const gaps = gapsIn(within, all);
        const covered = clipped(all, within);
        for (const at of moments) {
          const isWithin = isIn([within], at);
          expect(isIn(gaps, at)).to.equal(isWithin && !isIn(all, at));
          expect(isIn(covered, at)).to.equal(isWithin && isIn(all, at));
        }
        expect(merged([...gaps, ...covered])).to.deep.equal(merged([within]));
      }),
    );
  });

  it("finds whether a moment is held", () => {
    fc.assert(
      fc.property(fc.array(range), (ranges) => {
        const all = merged(ranges);
        for (const at of moments) expect(holds(all, at)).to.equal(isIn(all, at));
      }),
    );
  });

  it("leaves the ranges that it is given as they are", () => {
    const given = [
      { from: 5, to: 9 },
      { from: 1, to: 6 },
    ];
    merged(given);

    expect(given).to.deep.equal([
      { from: 5, to: 9 },
      { from: 1, to: 6 },
    ]);
  });
});

describe("what the pages of a stream say together", () => {
  const query = "q";
  const rows = [
    row({ readAt: 30, sent: 2, covered: { from: 10, to: 20, query } }),
    row({ readAt: 50, sent: 3, covered: { from: 30, to: 40, query }, late: { count: 1, mostMs: 7 } }),
  ];

  it("is the gaps between the first moment covered and the last", async () => {
    expect(await summarize(rows)).to.deep.equal({
      covered: [
        { from: 10, to: 20 },
        { from: 30, to: 40 },
      ],
      gaps: [{ from: 20, to: 30 }],
      events: 5,
      late: { count: 1, p50Ms: 7, p99Ms: 7, mostMs: 7 },
      lateAt: [],
      readAt: 50,
      range: { from: 10, to: 40 },
    });
  });

  it("is what lies in the range that was asked for", async () => {
    const { covered, gaps, range: asked } = await summarize(rows, { from: 5, to: 35 });

    expect(asked).to.deep.equal({ from: 5, to: 35 });
    expect(covered).to.deep.equal([
      { from: 10, to: 20 },
      { from: 30, to: 35 },
    ]);
    expect(gaps).to.deep.equal([
      { from: 5, to: 10 },
      { from: 20, to: 30 },
    ]);
  });

  it("is nothing where nothing was read", async () => {
    expect(await summarize([])).to.deep.equal({
      covered: [],
      gaps: [],
      events: 0,
      late: { count: 0, p50Ms: 0, p99Ms: 0, mostMs: 0 },
      lateAt: [],
    });
  });

  it("says where the last 2,000 pages begin that had late events", async () => {
    const late = { count: 1, mostMs: 1 };
    const pages = Array.from({ length: 6_500 }, (_, at) => row({ events: { from: at, to: at + 1 }, late }));
    const { lateAt } = await summarize([...pages, row({ events: { from: 9_999, to: 10_000 } })]);

    expect([lateAt.length, lateAt[0], lateAt.at(-1)]).to.deep.equal([2_000, 4_500, 6_499]);
  });
});
