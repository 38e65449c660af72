import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import fc from "fast-check";
import { Kysely, type KyselyPlugin } from "kysely";
import { ManifestError } from "../../src/errors.ts";
import type { PageRecord, SentEvent, StreamKey } from "../../src/events/events.ts";
import { createEventIds } from "../../src/store/event-ids.ts";
import type { Store } from "../../src/store/open.ts";
import type { Schema } from "../../src/store/schema.ts";
import { createSqliteDialect } from "../../src/store/sqlite-dialect.ts";
import { NOW, thrownBy, useTemporary } from "./temporary.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const KEY: StreamKey = { instance: "vendor", stream: "file-events", sink: "out" };
const NOTHING_LATE = { count: 0, mostMs: 0 };
/** Read so late that no page before it could be met again. */
const ahead = { from: NOW + 40 * DAY, to: NOW + 40 * DAY + 1, query: "q" };

describe("the store of collected events", () => {
  const temporary = useTemporary();

  it("begins with no cursor", async () => {
    const { events } = await temporary.open();
    expect(await events.cursor(KEY)).to.deep.equal({ lastRun: null, position: null, version: 0 });
    expect(await events.keys()).to.deep.equal([]);
    expect(await events.coverage(KEY, { from: 0, to: NOW })).to.deep.equal([]);
    expect([...(await events.known(KEY, [{ id: "a", at: NOW }]))]).to.deep.equal([]);
  });

  it("keeps the ids, the cursor, the sink's position and what was covered of a page", async () => {
    const store = await temporary.open();
    const covered = { from: NOW - HOUR, to: NOW, query: "insertionTimestamp" };
    const late = { count: 1, mostMs: 5 };
    const page = { lastRun: { after: "b" }, position: 7, ids: [id("a", 0), id("b", 9)], sent: 2, covered, late };
    expect(await store.events.commit(KEY, page, { version: 0, now: NOW })).to.equal(true);
    expect(await store.events.cursor(KEY)).to.deep.equal({ lastRun: { after: "b" }, position: 7, version: 1 });
    expect([...(await store.events.known(KEY, [id("c", 0), id("b", 9)]))]).to.deep.equal(["b"]);
    const events = { from: NOW, to: NOW + 10 };
    expect(await store.events.coverage(KEY, { from: NOW - 1, to: NOW })).to.deep.equal([
      { n: 1, readAt: NOW, sent: 2, events, covered, late },
    ]);
    expect(await store.events.keys()).to.deep.equal([KEY]);
  });

  it("leaves the cursor of a page without lastRun where it is, and moves the position on", async () => {
    const store = await temporary.open();
    await commit(store, page(["a"], { lastRun: "first", position: 1 }));
    await commit(store, page(["b"], { position: 2 }), 1);
    expect(await store.events.cursor(KEY)).to.deep.equal({ lastRun: "first", position: 2, version: 2 });
  });

  it("commits nothing when another collector has moved on", async () => {
    const store = await temporary.open();
    await commit(store, page(["a"], { lastRun: "first" }));
    expect(await commit(store, page(["b"], { lastRun: "second" }), 0)).to.equal(false);
    expect([...(await store.events.known(KEY, [id("a", 0), id("b", 0)]))]).to.deep.equal(["a"]);
    expect((await store.events.cursor(KEY)).lastRun).to.equal("first");
    expect(await store.events.coverage(KEY, { from: 0, to: NOW + DAY })).to.have.length(1);
  });

  it("lets one of two collectors that commit at once go on", async () => {
    const [one, other] = [await temporary.open(), await temporary.open()];
    const answers = await Promise.all([commit(one, page(["a"])), commit(other, page(["b"]))]);
    expect(answers.toSorted()).to.deep.equal([false, true]);
  });

  it("keeps instances, streams and sinks apart", async () => {
    const store = await temporary.open();
    await commit(store, page(["a"]));
    for (const other of [{ instance: "other" }, { stream: "alerts" }, { sink: "-" }]) {
      const key = { ...KEY, ...other };
      expect((await store.events.cursor(key)).version).to.equal(0);
      expect((await store.events.known(key, [id("a", 0)])).size).to.equal(0);
      expect(await store.events.coverage(key, { from: 0, to: NOW + DAY })).to.deep.equal([]);
      expect(await store.events.commit(key, page(["b"]), { version: 0, now: NOW })).to.equal(true);
    }
    expect(await store.events.keys()).to.deep.equal([
      { instance: "other", stream: "file-events", sink: "out" },
      { instance: "vendor", stream: "alerts", sink: "out" },
      { instance: "vendor", stream: "file-events", sink: "-" },
      { instance: "vendor", stream: "file-events", sink: "out" },
    ]);
  });

  it("tells of a page without events, or without a range, as it was", async () => {
    const store = await temporary.open();
    const covered = { from: NOW, to: NOW + 1, query: "q" };
    await commit(store, page([], { covered }));
    await commit(store, page(["a"]), 1);
    await commit(store, page(["b"], { covered: { from: NOW, to: NOW, query: "q" } }), 2);
    expect(await store.events.coverage(KEY, { from: NOW, to: NOW + 1 })).to.deep.equal([
      { n: 1, readAt: NOW, sent: 0, covered, late: NOTHING_LATE },
      { n: 2, readAt: NOW, sent: 1, events: { from: NOW, to: NOW + 1 }, late: NOTHING_LATE },
      { n: 3, readAt: NOW, sent: 1, events: { from: NOW, to: NOW + 1 }, late: NOTHING_LATE },
    ]);
    expect(await store.events.coverage(KEY, { from: NOW, to: NOW })).to.deep.equal([]);
    expect(await store.events.coverage(KEY, { from: NOW + 1, to: NOW + DAY })).to.deep.equal([]);
  });

  it("knows exactly the ids that were committed, however the pages lie, and tells the pages that overlap", async () => {
    const store = await temporary.open();
    let run = 0;
    const event = fc.record({ id: fc.nat(80).map(String), hours: fc.nat(200) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(event, { maxLength: 12 }), { maxLength: 12 }),
        fc.tuple(fc.nat(200), fc.nat(50)),
        async (pages, [hour, hours]) => {
          run += 1;
          const key = { ...KEY, stream: String(run) };
          // The vendor gives an event the same time whenever it is read.
          const times = new Map<string, number>();
          const committed = new Set<string>();
          const range = { from: NOW + hour * HOUR, to: NOW + (hour + hours) * HOUR };
          const overlapping: number[] = [];
          for (const [version, events] of pages.entries()) {
            for (const { id: name, hours: after } of events) {
              if (!times.has(name)) times.set(name, NOW + after * HOUR);
            }
            const ids = events.map(({ id: name }) => ({ id: name, at: times.get(name)! }));
            const known = await store.events.known(key, ids);
            expect([...known].toSorted()).to.deep.equal(
              [...new Set(ids.map((each) => each.id))].filter((name) => committed.has(name)).toSorted(),
            );
            await store.events.commit(key, { ...page([]), ids }, { version, now: NOW });
            for (const each of ids) committed.add(each.id);
            const all = ids.map(({ at }) => at);
            if (hours > 0 && Math.min(...all) < range.to && Math.max(...all) >= range.from) {
              overlapping.push(version + 1);
            }
          }
          expect((await store.events.coverage(key, range)).map(({ n }) => n)).to.deep.equal(overlapping);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("has few rows of ids however many pages there were, and however late their events came", async () => {
    const store = await temporary.open();
    const at = (index: number) => (index % 10 === 0 ? (index % 24) * HOUR : 30 * HOUR);
    for (let version = 0; version < 150; version++) {
      const ids = Array.from({ length: 40 }, (_, index) => id(`${version}-${index}`, at(version * 40 + index)));
      await store.events.commit(KEY, { ...page([]), ids }, { version, now: NOW });
    }
    const [{ rows, ids } = {}] = query("SELECT count(*) AS rows, sum(count) AS ids FROM event_ids");
    expect(ids).to.equal(6000);
    expect(rows).to.be.at.most(80);
  });

  it("keeps rows of many ids apart, so that none takes long to be merged", async () => {
    const store = await temporary.open();
    const ids = (from: number, count: number) => Array.from({ length: count }, (_, i) => id(`${from + i}`, 0));
    await store.events.commit(KEY, { ...page([]), ids: ids(0, 40_000) }, { version: 0, now: NOW });
    await store.events.commit(KEY, { ...page([]), ids: ids(40_000, 30_000) }, { version: 1, now: NOW });
    await store.events.commit(KEY, { ...page([]), ids: ids(70_000, 20_000) }, { version: 2, now: NOW });
    expect(query("SELECT count FROM event_ids ORDER BY n")).to.deep.equal([{ count: 40_000 }, { count: 50_000 }]);
    expect((await store.events.known(KEY, ids(0, 100_000))).size).to.equal(90_000);
  });

  it("misses no id whose row another process merges while it is looked for", async () => {
    const store = await temporary.open();
    await commit(store, page(["a"]));
    const database = new DatabaseSync(temporary.path("soar.db"));
    let merged = false;
    const merging: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (!merged) {
          merged = true;
          await commit(store, page(["b"]), 1);
        }
        return result;
      },
    };
    const dialect = createSqliteDialect({ database, place: "The store", waitMs: 1000 });
    const db = new Kysely<Schema>({ dialect, plugins: [merging] });
    expect([...(await createEventIds(db).find(KEY, [id("a", 0)]))]).to.deep.equal(["a"]);
    await db.destroy();
  });

  it("finds an id again that it has read before, and one that another process has added since", async () => {
    const [one, other] = [await temporary.open(), await temporary.open()];
    await commit(one, page(["a"]));
    const asked = [id("a", 0), id("b", 0)];
    expect([...(await other.events.known(KEY, asked))]).to.deep.equal(["a"]);
    expect([...(await other.events.known(KEY, asked))]).to.deep.equal(["a"]);
    await commit(one, page(["b"]), 1);
    expect([...(await other.events.known(KEY, asked))].toSorted()).to.deep.equal(["a", "b"]);
  });

  it("forgets ids 30 days after they were committed, and says so of their pages", async () => {
    let now = NOW;
    const store = await temporary.open({ now: () => now });
    await commit(store, page(["a"]));
    now = NOW + 30 * DAY - 1;
    await store.events.commit(KEY, { ...page([]), ids: [id("b", DAY)] }, { version: 1, now });
    expect([...(await store.events.known(KEY, [id("a", 0)]))]).to.deep.equal(["a"]);
    expect((await store.events.coverage(KEY, { from: NOW, to: NOW + 1 }))[0]).to.not.have.property("forgotten");
    now = NOW + 30 * DAY;
    await store.events.commit(KEY, page([], { covered: ahead }), { version: 2, now });
    expect([...(await store.events.known(KEY, [id("a", 0), id("b", DAY)]))]).to.deep.equal(["b"]);
    const pages = await store.events.coverage(KEY, { from: NOW, to: NOW + 2 * DAY });
    expect(pages.map(({ n, forgotten }) => [n, forgotten])).to.deep.equal([
      [1, true],
      [2, undefined],
    ]);
  });

  it("keeps the ids that a collector meets again which comes back after more than 30 days", async () => {
    const store = await temporary.open();
    const ids = [id("a", 0), id("b", HOUR), id("c", 2 * HOUR)];
    await store.events.commit(KEY, { ...page([]), ids }, { version: 0, now: NOW });
    const back = [
      page([], { lastRun: "on its way" }),
      page([], { covered: { from: NOW, to: NOW + HOUR, query: "q" } }),
      { ...page([]), ids: [id("d", 2 * HOUR)] },
    ];
    for (const [index, next] of back.entries()) {
      await store.events.commit(KEY, next, { version: index + 1, now: NOW + 100 * DAY });
      expect([...(await store.events.known(KEY, ids))]).to.deep.equal(["a", "b", "c"]);
    }
  });

  it("forgets a bounded number of rows with each page, and more than it adds", async () => {
    const store = await temporary.open();
    const ids = Array.from({ length: 60 }, (_, index) => id(`${index}`, index * HOUR));
    await store.events.commit(KEY, { ...page([]), ids }, { version: 0, now: NOW });
    const left = async (version: number, more: { id: string; at: number }[]) => {
      const next = { ...page([], { covered: ahead }), ids: more };
      await store.events.commit(KEY, next, { version, now: NOW + 30 * DAY });
      return (await store.events.known(KEY, ids)).size;
    };
    expect(await left(1, [])).to.equal(44);
    expect(await left(2, [id("x", 40 * DAY), id("y", 41 * DAY)])).to.equal(24);
    expect(await left(3, [])).to.equal(8);
    expect(await left(4, [])).to.equal(0);
  });

  it("refuses a page of which one event has no time, and stores nothing of it", async () => {
    const store = await temporary.open();
    await commit(store, page(["a"]));
    const broken = { ...page(["b"]), ids: [id("b", 0), { id: "c", at: Number.NaN }] };
    const error = await thrownBy(() => commit(store, broken, 1));
    expect(error).to.be.instanceOf(ManifestError);
    expect(error).to.have.property("message", "The event c of file-events has no time.");
    expect((await store.events.cursor(KEY)).version).to.equal(1);
    expect((await store.events.known(KEY, [id("b", 0)])).size).to.equal(0);
  });

  it("reports a cursor that soarkit cannot have written", async () => {
    const store = await temporary.open();
    await commit(store, page(["a"]));
    alter("UPDATE event_stream SET position = 'x'");
    const error = await thrownBy(() => store.events.cursor(KEY));
    expect(error).to.have.property("message", "The store holds a damaged value: position of vendor, file-events, out.");
  });

  describe("that keeps the events itself", () => {
    const kept = (name: string, after: number): SentEvent => ({ id: name, at: NOW + after, line: `{"_id":"${name}"}` });

    it("keeps each once, and lists them by time, instance and stream", async () => {
      const store = await temporary.open();
      await commit(store, page(["a", "b"], { kept: [kept("b", 5), kept("a", 3)] }));
      await commit(store, page(["a", "c"], { kept: [kept("a", 3), kept("c", 5)] }), 1);
      const alerts = { ...KEY, stream: "alerts", sink: "store" };
      await store.events.commit(alerts, page(["a"], { kept: [kept("a", 4)] }), { version: 0, now: NOW });
      expect(await list(store, { limit: 10 })).to.deep.equal([
        { ...kept("a", 3), instance: "vendor", stream: "file-events" },
        { ...kept("a", 4), instance: "vendor", stream: "alerts" },
        { ...kept("b", 5), instance: "vendor", stream: "file-events" },
        { ...kept("c", 5), instance: "vendor", stream: "file-events" },
      ]);
      const ids = async (query: Parameters<Store["events"]["list"]>[0]) =>
        (await list(store, query)).map((event) => `${event.stream} ${event.id}`);
      expect(await ids({ stream: "alerts", limit: 10 })).to.deep.equal(["alerts a"]);
      expect(await ids({ instance: "other", limit: 10 })).to.deep.equal([]);
      expect(await ids({ from: NOW + 4, to: NOW + 5, limit: 10 })).to.deep.equal(["alerts a"]);
      expect(await ids({ limit: 2 })).to.deep.equal(["file-events a", "alerts a"]);
      expect(await ids({ limit: 0 })).to.deep.equal([]);
    });

    it("reads them in pages, each once, also where many have the same time", async () => {
      const store = await temporary.open();
      const events = Array.from({ length: 1200 }, (_, index) => kept(String(index).padStart(4, "0"), index >> 9));
      await commit(store, page([], { kept: events.toReversed() }));
      expect((await list(store, { limit: 5000 })).map((event) => event.id)).to.deep.equal(events.map(({ id }) => id));
      expect(await list(store, { limit: 1000 })).to.have.length(1000);
    });
  });

  function id(name: string, after: number): { id: string; at: number } {
    return { id: name, at: NOW + after };
  }

  function page(names: string[], more: Partial<PageRecord> = {}): PageRecord {
    return { position: null, ids: names.map((name) => id(name, 0)), sent: names.length, late: NOTHING_LATE, ...more };
  }

  function commit(store: Store, record: PageRecord, version = 0): Promise<boolean> {
    return store.events.commit(KEY, record, { version, now: NOW });
  }

  function list(store: Store, query: Parameters<Store["events"]["list"]>[0]) {
    return Array.fromAsync(store.events.list(query));
  }

  function query(statement: string): Record<string, unknown>[] {
    const database = new DatabaseSync(temporary.path("soar.db"));
    const rows = database.prepare(statement).all();
    database.close();
    return rows.map((row) => ({ ...row }));
  }

  function alter(statement: string): void {
    const database = new DatabaseSync(temporary.path("soar.db"));
    database.exec(statement);
    database.close();
  }
});
