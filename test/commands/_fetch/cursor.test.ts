import { ParameterError } from "soarkit";
import { expect } from "chai";
import { readCursor, windowStart, writeCursor } from "../../../commands/_fetch/cursor.ts";

const span = { now: 1000, firstFetchMs: 100, lookBackMs: 300 };

describe("the fetch's cursor", () => {
  it("starts as far back as the first fetch goes", () => {
    const first = { startedAt: 1000, floor: 900, since: 900 };
    expect(readCursor(null, span)).to.deep.equal(first);
    expect(readCursor({}, span)).to.deep.equal(first);
    expect(windowStart(first, span)).to.equal(900);
  });

  it("survives being written and read", () => {
    const cursor = { startedAt: 1, floor: 2, since: 3 };
    expect(writeCursor(cursor)).to.deep.equal({ version: 1, startedAt: 1, floor: 2, since: 3 });
    expect(readCursor(writeCursor(cursor), span)).to.deep.equal(cursor);
  });

  it("reaches back at once when the look-back is raised", () => {
    expect(windowStart({ startedAt: 0, floor: 0, since: 900 }, span)).to.equal(700);
    expect(windowStart({ startedAt: 0, floor: 0, since: 500 }, span)).to.equal(500);
  });

  for (const lastRun of [
    { version: 2, startedAt: 1, floor: 2, since: 3 },
    { last_fetch: 1 },
    { version: 1, floor: 2 },
    "x",
    [],
  ]) {
    it(`refuses ${JSON.stringify(lastRun)} instead of starting anew`, () => {
      expect(() => readCursor(lastRun, span)).to.throw(ParameterError, "The fetch state is not of version 1");
    });
  }
});
