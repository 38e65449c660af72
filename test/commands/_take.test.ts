import { expect } from "chai";
import { describeRest, takePages } from "../../commands/_take.ts";

/** Pages of the numbers from 0, of which there are `count`. */
function numbered(count: number, counted: boolean, asked: number[] = []) {
  return ({ number, size }: { number: number; size: number }) => {
    asked.push(number);
    const items = Array.from({ length: count }, (_, index) => index).slice((number - 1) * size, number * size);
    return Promise.resolve({ items, ...(counted && { totalCount: count }) });
  };
}

const idOf = (number: number) => number;

describe("taking from pages", () => {
  const signal = new AbortController().signal;

  it("asks for no more pages than it needs, and cuts the last", async () => {
    const [asked, told]: [number[], [number, (number | undefined)?][]] = [[], []];
    const taken = await takePages({
      limit: 3,
      size: 2,
      fetchPage: numbered(9, true, asked),
      idOf,
      progress: (...done) => told.push(done),
      signal,
    });
    expect(taken).to.deep.equal({ items: [0, 1, 2], total: 9 });
    expect(asked).to.deep.equal([1, 2]);
    expect(told).to.deep.equal([
      [2, 3],
      [3, 3],
    ]);
  });

  it("counts once what comes again because something new has pushed it on", async () => {
    const pages = [[9, 8], [8, 7], [6]];
    const fetchPage = ({ number }: { number: number }) => Promise.resolve({ items: pages[number - 1] ?? [] });
    const taken = await takePages({ limit: 9, size: 2, fetchPage, idOf, progress: () => undefined, signal });
    expect(taken.items).to.deep.equal([9, 8, 7, 6]);
  });

  it("does without a total", async () => {
    const told: [number, (number | undefined)?][] = [];
    const fetchPage = numbered(3, false);
    const taken = await takePages({
      limit: 9,
      size: 2,
      fetchPage,
      idOf,
      progress: (...done) => told.push(done),
      signal,
    });
    expect(taken).to.deep.equal({ items: [0, 1, 2], total: undefined });
    expect(told).to.deep.equal([
      [2, undefined],
      [3, undefined],
    ]);
    expect(describeRest(taken, "Numbers")).to.equal("");
  });

  it("says nothing of a rest where there is none", () => {
    expect(describeRest({ items: [1, 2], total: 2 }, "Numbers")).to.equal("");
    expect(describeRest({ items: [1], total: 2 }, "Numbers")).to.equal(
      "\nNumbers shown: 1 of 2. Raise limit to see more.\n",
    );
  });
});
