import { expect } from "chai";
import fc from "fast-check";
import { ManifestError } from "../../src/errors.ts";
import { commit, DAY, HOUR, id, KEY, NOTHING_LATE, page } from "./stream-page.ts";
import { NOW, thrownBy, useTemporary } from "./temporary.ts";

describe("the store of collected events", () => {
  const { alter, ...temporary } = useTemporary();

  it("begins with no cursor", async () => {
    const { events } = await temporary.open();
    expect(await events.cursor(KEY)).to.deep.equal({ lastRun: null, position: null, version: 0 });
    expect(await events.keys()).to.deep.equal([]);
    expect(await Array.fromAsync(events.coverage(KEY, { from: 0, to: NOW }))).to.deep.equal([]);
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
    expect(await Array.fromAsync(store.events.coverage(KEY, { from: NOW - 1, to: NOW }))).to.deep.equal([
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
    expect(await Array.fromAsync(store.events.coverage(KEY, { from: 0, to: NOW + DAY }))).to.have.length(1);
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
      expect(await Array.fromAsync(store.events.coverage(key, { from: 0, to: NOW + DAY }))).to.deep.equal([]);
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
    expect(await Array.fromAsync(store.events.coverage(KEY, { from: NOW, to: NOW + 1 }))).to.deep.equal([
      { n: 1, readAt: NOW, sent: 0, covered, late: NOTHING_LATE },
      { n: 2, readAt: NOW, sent: 1, events: { from: NOW, to: NOW + 1 }, late: NOTHING_LATE },
      { n: 3, readAt: NOW, sent: 1, events: { from: NOW, to: NOW + 1 }, late: NOTHING_LATE },
    ]);
    expect(await Array.fromAsync(store.events.coverage(KEY, { from: NOW, to: NOW }))).to.deep.equal([]);
    expect(await Array.fromAsync(store.events.coverage(KEY, { from: NOW + 1, to: NOW + DAY }))).to.deep.equal([]);
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
          expect((await Array.fromAsync(store.events.coverage(key, range))).map(({ n }) => n)).to.deep.equal(
            overlapping,
          );
        },
      ),
      { numRuns: 40 },
    );
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
});
