import { ApiError } from "soarkit";
import { expect } from "chai";
import type { Session } from "../../../commands/_api/sessions.ts";
import { countPages, pageFrom, stablePages } from "../../../commands/_fetch/stable-pages.ts";
import { toSession } from "../examples.ts";
import { rejection } from "../tenant.ts";
import { createModel } from "./model.ts";

const signal = new AbortController().signal;
const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    toSession({ sessionId: `s${from + index}`, endTime: 1e12 - from - index }),
  );

/** A list that may change before each request; gives which ids are read, and what is asked for. */
async function read(list: (request: number) => Session[], { pageSize = 50, counts = true } = {}) {
  const asked: string[] = [];
  const { client } = createModel([], 0);
  const sessions: typeof client.sessions = {
    ...client.sessions,
    pageSize,
    async page(_search, { number, size }) {
      const all = list(asked.length);
      asked.push(`${number}×${size}`);
      const items = all.slice(number * size, (number + 1) * size);
      return { items, faults: new Map(), ...(counts && { totalCount: all.length }) };
    },
  };
  const met = new Set<string>();
  for await (const { items } of stablePages(sessions, {}, signal)) for (const each of items) met.add(each.sessionId);
  return { asked, met };
}

describe("reading pages whose rows move", () => {
  it("begins each page on a row of the one before", async () => {
    const { asked, met } = await read(() => rows(0, 140));
    expect(asked).to.deep.equal(["0×50", "1×49", "2×48"]);
    expect(met.size).to.equal(140);
  });

  it("ends with the first page that is not full where Incydr tells no total", async () => {
    expect((await read(() => rows(0, 60), { counts: false })).asked).to.deep.equal(["0×50", "1×49"]);
    expect((await read(() => [], { counts: false })).asked).to.deep.equal(["0×50"]);
  });

  it("steps back, twice as far each time, where so many rows have gone that the pages do not join", async () => {
    const { asked, met } = await read((request) => (request < 3 ? rows(0, 300) : rows(120, 180)));
    expect(asked.slice(0, 5)).to.deep.equal(["0×50", "1×49", "2×48", "3×47", "2×45"]);
    for (let row = 120; row < 300; row++) expect(met.has(`s${row}`), `s${row}`).to.equal(true);
  });

  it("does not take a session that has moved to the front for one in its place", async () => {
    const list = rows(0, 150);
    const moved = (from: number) => ({ ...list[from]!, endTime: 2e12 });
    const { met } = await read((request) =>
      request < 1 ? list : [moved(49), ...list.slice(0, 49), ...list.slice(50)],
    );
    expect(met.size).to.equal(150);
  });

  it("finds out when Incydr gives the same page whatever is asked for", async () => {
    const { client } = createModel([], 0);
    const items = rows(0, 50);
    const page = async () => ({ items, faults: new Map(), totalCount: 500 });
    const given = { ...client.sessions, pageSize: 50, page };
    const error = await rejection(Array.fromAsync(stablePages(given, {}, signal)));
    expect(error).to.be.instanceOf(ApiError);
    expect(error).to.have.property("message").that.includes("gives the same sessions for every page");
  });

  it("gives up on a list that changes faster than it can be read", async () => {
    let request = 0;
    const error = await rejection(read(() => rows((request += 1) * 1000, 500)));
    expect(error).to.have.property("message").that.includes("changes faster than it can be read");
  });

  it("chooses pages that make headway, for as many rows as there can be", () => {
    for (const position of [50, 100, 1000, 12_345, 720_720, 5_000_000]) {
      const { number, size } = pageFrom(position, 50);
      expect(number * size).to.be.lessThan(position);
      expect((number + 1) * size).to.be.greaterThan(position);
    }
    expect([0, 50, 51, 1000, 10_000].map((total) => countPages(total, 50))).to.deep.equal([1, 1, 2, 24, 243]);
  });
});
