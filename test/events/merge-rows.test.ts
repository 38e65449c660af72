import { expect } from "chai";
import type { CoverageRow } from "../../src/events/events.ts";
import { mergeRows } from "../../src/events/merge-rows.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 2026-01-01T00:00:00.000Z: a day begins, and so do two, four and eight. */
const BEGIN = Math.floor(1_767_225_600_000 / (8 * DAY)) * 8 * DAY;
const AFTER_A_MONTH = BEGIN + 40 * DAY;

describe("rows of pages whose ids are forgotten", () => {
  let n = 0;

  beforeEach(() => (n = 0));

  /** A page read whole from one hour to another, with an event in each. */
  function page(from: number, to: number, more: Partial<CoverageRow> = {}): CoverageRow {
    n += 1;
    const range = { from: BEGIN + from * HOUR, to: BEGIN + to * HOUR };
    const covered = { ...range, query: `from ${range.from} to ${range.to}` };
    return { n, readAt: range.to, sent: 1, covered, late: { count: 0, mostMs: 0 }, forgotten: true, ...more };
  }

  const events = (from: number, to: number) => ({ events: { from: BEGIN + from * HOUR, to: BEGIN + to * HOUR } });

  function numbers(rows: CoverageRow[], now = AFTER_A_MONTH): number[] {
    return mergeRows(rows, now).map((row) => row.n);
  }

  it("become one that says the same, with the latest number, time of reading and query", () => {
    const rows = [
      page(0, 2, { ...events(0, 1), sent: 3, late: { count: 1, mostMs: 5 } }),
      page(2, 3, { readAt: BEGIN + 9 * HOUR }),
      page(1, 4, { ...events(3, 4), late: { count: 2, mostMs: 7 } }),
    ];

    expect(mergeRows(rows, AFTER_A_MONTH)).to.deep.equal([
      {
        n: 3,
        readAt: BEGIN + 9 * HOUR,
        sent: 5,
        ...events(0, 4),
        covered: { from: BEGIN, to: BEGIN + 4 * HOUR, query: `from ${BEGIN + HOUR} to ${BEGIN + 4 * HOUR}` },
        late: {
          count: 3,
          mostMs: 7,
          spread: [
            [5, 1],
            [7, 2],
          ],
        },
        forgotten: true,
      },
    ]);
  });

  it("stay apart where there is a gap between them, until what lies in it was read", () => {
    expect(numbers([page(0, 1), page(2, 3)])).to.deep.equal([1, 2]);
    expect(numbers([page(0, 1), page(2, 3), page(1, 2)])).to.deep.equal([5]);
  });

  it("stay apart where something else was asked for", () => {
    const other = page(1, 2, { covered: { from: BEGIN + HOUR, to: BEGIN + 2 * HOUR, query: "severity 3" } });

    expect(numbers([page(0, 1), other, page(1, 2)])).to.deep.equal([1, 3]);
  });

  it("stay apart by the day they end in, and by longer spans when they are older", () => {
    const days = () => [0, 1, 2, 3, 4, 5, 6, 7].map((day) => page(day * 24, (day + 1) * 24));

    expect(numbers(days(), AFTER_A_MONTH)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(numbers(days(), BEGIN + 75 * DAY)).to.deep.equal([10, 12, 14, 16]);
    expect(numbers(days(), BEGIN + 150 * DAY)).to.deep.equal([20, 24]);
    expect(numbers(days(), BEGIN + 300 * DAY)).to.deep.equal([32]);
    expect(numbers(days(), BEGIN - DAY)).to.deep.equal([33, 34, 35, 36, 37, 38, 39, 40]);
  });

  it("include pages of a range under way, as soon as it is over", () => {
    const underWay = () => [page(0, 0, events(0, 1)), page(0, 0, events(2, 3))].map(withoutCovered);

    expect(numbers(underWay())).to.deep.equal([1, 2]);
    expect(numbers([...underWay(), page(0, 4, events(3.5, 4))])).to.deep.equal([5]);
    expect(numbers([...underWay(), page(3, 4, events(3.5, 4))])).to.deep.equal([6, 8]);
    expect(numbers([page(0, 0, events(0, 2)), page(0, 0, events(1, 3))].map(withoutCovered))).to.deep.equal([10]);
  });

  it("that tell of no time are left alone", () => {
    const timeless = withoutCovered(page(0, 1));

    expect(mergeRows([timeless, page(0, 1)], AFTER_A_MONTH)).to.have.length(2);
  });

  function withoutCovered(row: CoverageRow): CoverageRow {
    delete row.covered;
    return row;
  }
});
