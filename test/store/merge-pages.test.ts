import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import fc from "fast-check";
import { StoreError } from "../../src/errors.ts";
import { gapsIn } from "../../src/events/coverage.ts";
import type { CoverageRow, StreamKey } from "../../src/events/events.ts";
import { readCoverage } from "../../src/engine/read-coverage.ts";
import type { Range } from "../../src/incidents/fetch.ts";
import type { Store } from "../../src/store/open.ts";
import { makeOldStore } from "./old-store.ts";
import { commit, DAY, HOUR, id, KEY, NOTHING_LATE, page } from "./stream-page.ts";
import { NOW, thrownBy, useTemporary } from "./temporary.ts";

const MINUTE = 60_000;
const ALL = { from: 0, to: NOW + 1_000 * DAY };

describe("the pages of collected events that are too old to be told apart", () => {
  const { alter, ...temporary } = useTemporary();
  let now = NOW;

  beforeEach(() => (now = NOW));

  it("are merged by the commits of later pages, and say the same", async () => {
    const store = await open();
    for (let version = 0; version < 3; version += 1) {
      const covered = { from: NOW + version * HOUR, to: NOW + (version + 1) * HOUR, query: `${version}` };
      const late = { count: 1, mostMs: version };
      const ids = [id(String(version), version * HOUR)];
      await store.events.commit(KEY, page([], { covered, late, ids, sent: 2 }), { version, now: NOW + version });
    }
    now = NOW + 31 * DAY;
    await idle(store, KEY, 3);
    expect(await before(store)).to.deep.equal([
      {
        n: 3,
        readAt: NOW + 2,
        sent: 6,
        events: { from: NOW, to: NOW + 2 * HOUR + 1 },
        covered: { from: NOW, to: NOW + 3 * HOUR, query: "2" },
        late: {
          count: 3,
          mostMs: 2,
          spread: [
            [0, 1],
            [1, 1],
            [2, 1],
          ],
        },
        forgotten: true,
      },
    ]);
  });

  it("are not merged while the ids of one of them are kept", async () => {
    const store = await open();
    for (const version of [0, 1]) {
      const covered = { from: NOW, to: NOW + HOUR, query: "q" };
      await store.events.commit(KEY, page([], { covered }), { version, now: NOW + version });
    }
    now = NOW + 30 * DAY;
    await idle(store, KEY, 2);
    expect(await rowsOf(store)).to.equal(2);
  });

  it("are merged no sooner than something was read that their ids go with, when a collector stood still", async () => {
    const store = await open();
    const within = (from: number, to: number) => ({ from: NOW + from * HOUR, to: NOW + to * HOUR, query: "q" });
    for (const n of [0, 1, 2]) {
      const record = page([], { ids: [id(String(n), n * HOUR)], covered: within(n, n + 1) });
      await store.events.commit(KEY, record, { version: n, now: NOW });
    }
    now = NOW + 100 * DAY;
    await store.events.commit(KEY, page([]), { version: 3, now });
    const numbers = async (end: number, version: number) => {
      await store.events.commit(KEY, page([], { covered: within(700, end) }), { version, now });
      return (await before(store)).map(({ n }) => n);
    };
    expect(await numbers(720, 4)).to.deep.equal([1, 2, 3, 5]);
    expect(await numbers(721, 5)).to.deep.equal([1, 2, 3, 5, 6]);
    expect(await numbers(722, 6)).to.deep.equal([2, 3, 5, 6, 7]);
    expect(await numbers(723, 7)).to.deep.equal([3, 5, 6, 7, 8]);
  });

  it("leave no row when they tell of no time", async () => {
    const store = await open();
    await commit(store, page([], { lastRun: "moved" }));
    await commit(store, page(["a"]), 1);
    expect(query("SELECT n FROM event_page")).to.deep.equal([{ n: 2 }]);
  });

  it("say the same to the report of coverage and to healing, whatever they were", async function () {
    this.timeout(60_000);
    const store = await open();
    const hours = (most: number) => fc.integer({ min: 0, max: most * 4 }).map((quarters) => (quarters * HOUR) / 4);
    const aPage = fc.record({
      covered: fc.option(fc.record({ from: hours(60), span: hours(12), query: fc.constantFrom("a 1", "a 2", "b") })),
      ids: fc.array(hours(72), { maxLength: 3 }),
      late: fc.record({ count: fc.nat(3), mostMs: fc.nat(1e8) }),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(aPage, { minLength: 1, maxLength: 14 }),
        fc.tuple(hours(80), hours(20)),
        fc.constantFrom(35, 80, 500),
        async (pages, [from, span], days) => {
          now = NOW;
          const key = { ...KEY, stream: String((run += 1)) };
          for (const [version, { covered, ids, late }] of pages.entries()) {
            const record = page([], {
              ids: ids.map((at, index) => id(`${version}-${index}`, at)),
              sent: ids.length,
              late: late.count === 0 ? NOTHING_LATE : late,
              ...(covered && {
                covered: { from: NOW + covered.from, to: NOW + covered.from + covered.span, query: covered.query },
              }),
            });
            await store.events.commit(key, record, { version, now: NOW + version });
          }
          now = NOW + days * DAY;
          const asked = { from: NOW + from, to: NOW + from + span };
          // The first looks beyond the last page, and merges none.
          alter("UPDATE event_stream SET merged_to = 1000000");
          await idle(store, key, pages.length, 1);
          const unmerged = await told(store, key, asked);
          await idle(store, key, pages.length + 1);
          const merged = await told(store, key, asked);
          expect(merged.whole).to.deep.equal(unmerged.whole);
          expect(merged.inRange).to.deep.equal(unmerged.inRange);
          expect(merged.healing).to.deep.equal(unmerged.healing);
          expect(merged.events).to.be.at.least(unmerged.events);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("grow with the logarithm of time, and are brought to that in an old store bit by bit", async function () {
    this.timeout(60_000);
    await (await open()).close();
    const pages = 120 * 96;
    alter(`WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${pages})
      INSERT INTO event_page (instance, stream, sink, n, read_at, sent, covered_from, covered_to, covered_node, query, late_count, late_most_ms)
      SELECT 'vendor', 'file-events', 'out', n, ${NOW} + n * ${15 * MINUTE}, 2, ${NOW} + (n - 2) * ${15 * MINUTE},
        ${NOW} + n * ${15 * MINUTE} - 1, ${NOW} + n * ${15 * MINUTE} - 1, 'window ' || n, 0, 0 FROM c`);
    alter(`INSERT INTO event_stream VALUES ('vendor', 'file-events', 'out', 0, 'null', 'null', ${pages}, 0, 0, 0)`);
    const store = await open();
    now = NOW + 400 * DAY;
    await idle(store, KEY, 0, 1);
    expect(await rowsOf(store)).to.be.within(pages - 64, pages - 62);
    await idle(store, KEY, 1, 220);
    // 120 days by spans of eight.
    expect(await rowsOf(store)).to.be.within(15, 17);
    const [reading] = await readCoverage(store, { from: NOW - 15 * MINUTE, to: NOW + 120 * DAY });
    expect(reading).to.deep.include({
      covered: [{ from: NOW - 15 * MINUTE, to: NOW + 120 * DAY }],
      gaps: [],
      events: 2 * pages,
      readAt: NOW + 120 * DAY,
    });
  });

  it("are read from a store of version 5, and merged in it", async () => {
    const row = (n: number, times: string) =>
      `INSERT INTO event_page VALUES ('vendor', 'file-events', 'out', ${n}, ${NOW}, 1, ${times}, 1, 7)`;
    const hour = (from: number) => `${NOW + from * HOUR}, ${NOW + (from + 1) * HOUR - 1}, ${NOW + from * HOUR + 1}`;
    await makeOldStore(
      temporary.path("soar.db"),
      5,
      `INSERT INTO event_stream VALUES ('vendor', 'file-events', 'out', 3, '"here"', '7', 3, 2, ${NOW})`,
      row(1, `NULL, NULL, NULL, ${hour(0)}, 'q 1'`),
      row(2, `NULL, NULL, NULL, NULL, NULL, NULL, NULL`),
      row(3, `NULL, NULL, NULL, ${hour(1)}, 'q 2'`),
    );
    now = NOW + 40 * DAY;
    const store = await open();
    expect(await store.events.cursor(KEY)).to.deep.equal({ lastRun: "here", position: 7, version: 3 });
    expect(await rowsOf(store)).to.equal(2);
    await idle(store, KEY, 3);
    expect(await before(store)).to.deep.equal([
      {
        n: 3,
        readAt: NOW,
        sent: 2,
        covered: { from: NOW, to: NOW + 2 * HOUR, query: "q 2" },
        late: { count: 2, mostMs: 7, spread: [[7, 2]] },
        forgotten: true,
      },
    ]);
  });

  for (const spread of ["[[1]]", "{}", '[["a",1]]', "["]) {
    it(`are reported when soarkit cannot have written them: ${spread}`, async () => {
      const store = await open();
      await commit(store, page(["a"]));
      alter(`UPDATE event_page SET late_spread = '${spread}'`);
      const error = await thrownBy(() => Array.fromAsync(store.events.coverage(KEY, ALL)));
      expect(error).to.be.instanceOf(StoreError);
      expect(error).to.have.property("message", "The store holds a damaged value: late events of merged pages.");
    });
  }

  function open(): Promise<Store> {
    return temporary.open({ now: () => now });
  }

  /** Commits pages that find nothing up to now, so that what is old is merged. */
  async function idle(store: Store, key: StreamKey, version: number, times = 6): Promise<void> {
    const nothing = page([], { covered: { from: now - 1, to: now, query: "now" } });
    for (let n = 0; n < times; n += 1) {
      expect(await store.events.commit(key, nothing, { version: version + n, now })).to.equal(true);
    }
  }

  /** What there is beside what `idle` has committed. */
  async function before(store: Store): Promise<CoverageRow[]> {
    return (await Array.fromAsync(store.events.coverage(KEY, ALL))).filter(({ covered }) => covered?.query !== "now");
  }

  async function rowsOf(store: Store): Promise<number> {
    return (await before(store)).length;
  }

  /** What is reported of a stream, of a range of it, and what is forgotten in each of its gaps. */
  async function told(store: Store, key: StreamKey, asked: Range) {
    const [whole] = await readCoverage(store, { streams: [key.stream] });
    const [inRange] = await readCoverage(store, { streams: [key.stream], ...asked });
    const gaps = gapsIn({ from: NOW - DAY, to: NOW + 4 * DAY }, whole?.covered ?? []);
    const healing = [];
    for (const gap of gaps) healing.push(await forgottenIn(store, key, gap));
    return {
      whole: { ...whole, lateAt: undefined },
      inRange: { covered: inRange?.covered, gaps: inRange?.gaps, range: inRange?.range },
      events: inRange?.events ?? 0,
      healing,
    };
  }

  /** The part of a gap of which `soar collect heal` says that its ids are forgotten. */
  async function forgottenIn(store: Store, key: StreamKey, gap: Range): Promise<number[]> {
    let [from, to] = [gap.to, gap.from];
    for await (const { forgotten, events } of store.events.coverage(key, gap)) {
      if (!forgotten || !events) continue;
      [from, to] = [Math.min(from, events.from), Math.max(to, events.to)];
    }
    return [Math.max(from, gap.from), Math.min(to, gap.to)];
  }

  function query(statement: string): Record<string, unknown>[] {
    const database = new DatabaseSync(temporary.path("soar.db"));
    const rows = database.prepare(statement).all();
    database.close();
    return rows.map((row) => ({ ...row }));
  }
});
