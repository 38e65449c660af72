import { ParameterError } from "soarkit";
import { expect } from "chai";
import { advance, isWanted, readCursor, windowOf, writeCursor } from "../../../commands/_fetch/cursor.ts";
import { toSession } from "../examples.ts";

const span = { now: 1000, firstFetchMs: 100, lookBackMs: 300 };

describe("the fetch's cursor", () => {
  it("starts as far back as the first fetch goes", () => {
    const first = { startedAt: 1000, floor: 900, since: 900 };
    expect(readCursor(null, span)).to.deep.equal(first);
    expect(readCursor({}, span)).to.deep.equal(first);
    expect(windowOf(first, span)).to.deep.equal({ from: 900, to: 1000 });
  });

  it("survives being written and read", () => {
    const cursor = { startedAt: 1, floor: 2, since: 3 };
    expect(writeCursor(cursor)).to.deep.equal({ version: 2, startedAt: 1, floor: 2, since: 3 });
    expect(readCursor(writeCursor(cursor), span)).to.deep.equal(cursor);
    const takenOver = { ...cursor, taken: { observedAt: 4, ids: ["a"] } };
    expect(readCursor(writeCursor(takenOver), span)).to.deep.equal(takenOver);
  });

  it("reaches back at once when the look-back is raised", () => {
    expect(windowOf({ startedAt: 0, floor: 0, since: 900 }, span).from).to.equal(700);
    expect(windowOf({ startedAt: 0, floor: 0, since: 500 }, span).from).to.equal(500);
  });

  it("begins anew when the first run's clock was ahead of what it is now", () => {
    const ahead = { version: 2, startedAt: 900_000, floor: 899_900, since: 899_600 };
    const corrected = { startedAt: 1000, floor: 900, since: 900 };
    expect(readCursor(ahead, span)).to.deep.equal(corrected);
    expect(windowOf(corrected, span)).to.deep.equal({ from: 900, to: 1000 });
    const nearly = { startedAt: 61_000, floor: 60_900, since: 600 };
    expect(readCursor(writeCursor(nearly), span)).to.deep.equal(nearly);
  });

  it("moves on past all that was read, but for the look-back", () => {
    expect(advance({ startedAt: 0, floor: 0, since: 10 }, span)).to.deep.equal({ startedAt: 0, floor: 0, since: 700 });
  });

  it("goes on from a state of version 1 where that had left off", () => {
    const state = { version: 1, startedAt: 1, floor: 2, since: 3 };
    expect(readCursor(state, span)).to.deep.equal({ startedAt: 1, floor: 2, since: 3 });
  });

  it("forgets what another program had taken once no run looks that far back", () => {
    const cursor = { startedAt: 650, floor: 350, since: 350, taken: { observedAt: 650, ids: ["a"] } };
    expect(advance(cursor, { ...span, now: 950 })).to.deep.equal({ ...cursor, since: 650 });
    expect(advance(cursor, { ...span, now: 951 })).to.deep.equal({ startedAt: 650, floor: 650, since: 651 });
  });

  it("wants no session that another program had taken, unless new data has come since", () => {
    const cursor = { startedAt: 1000, floor: 350, since: 350, taken: { observedAt: 650, ids: ["at-once"] } };
    const wanted = (changes: Record<string, unknown>) =>
      isWanted(toSession({ beginTime: 600, lastUpdated: 640, sessionId: "s", ...changes }), cursor);
    const reopened = { states: [{ stateV2: "OPEN_NEW_DATA", sourceTimestamp: 1 }] };
    expect(wanted({ firstObserved: 649 })).to.equal(false);
    expect(wanted({ firstObserved: 650 })).to.equal(true);
    expect(wanted({ firstObserved: 650, sessionId: "at-once" })).to.equal(false);
    expect(wanted({ firstObserved: 651 })).to.equal(true);
    expect(wanted({ firstObserved: null, sessionId: "at-once" })).to.equal(false);
    expect(wanted({ firstObserved: 640, lastUpdated: 651 })).to.equal(false);
    expect(wanted({ firstObserved: 640, lastUpdated: 651, ...reopened })).to.equal(true);
    expect(wanted({ firstObserved: 640, lastUpdated: 650, ...reopened })).to.equal(false);
    expect(wanted({ firstObserved: 640, lastUpdated: 1000 })).to.equal(true);
  });

  it("refuses a state of a later version, naming both", () => {
    expect(() => readCursor({ version: 3, startedAt: 1, floor: 2, since: 3 }, span)).to.throw(
      ParameterError,
      "The fetch state is of version 3, and this integration knows those up to 2.",
    );
  });

  for (const lastRun of [{ last_fetch: "soon" }, { last_fetch: -1 }, { version: 1.5 }, { version: "1" }, "x", [], 5]) {
    it(`refuses ${JSON.stringify(lastRun)} instead of starting anew`, () => {
      expect(() => readCursor(lastRun, span)).to.throw(ParameterError, "The fetch state is none that this integration");
    });
  }

  for (const lastRun of [
    { version: 2, floor: 2, since: 1 },
    { version: 1, startedAt: "1", floor: 2, since: 3 },
  ]) {
    it(`calls ${JSON.stringify(lastRun)} damaged`, () => {
      expect(() => readCursor(lastRun, span)).to.throw(ParameterError, "The fetch state is damaged");
    });
  }
});
