import { expect } from "chai";
import { SinkError } from "../../src/errors.ts";
import type { EventPage, EventsInput } from "../../src/events/events.ts";
import { runCollect } from "../../src/events/run.ts";
import { silentLog, type Log } from "../../src/log.ts";
import { thrownBy, useTemporary } from "../store/temporary.ts";
import { event, key, memorySink, NOW, page, runOf } from "./stream.ts";

const MINUTE = 60_000;
const query = "q";

describe("one fetch of a stream", () => {
  const temporary = useTemporary();

  it("hands on each page and commits it before it asks for the next", async () => {
    const store = await temporary.open();
    const sink = memorySink();
    const seen: string[] = [];
    async function* handler(): AsyncGenerator<EventPage> {
      yield page([event("a"), event("b")], 1);
      seen.push(`${sink.ids().join("")} ${JSON.stringify((await store.events.cursor(key)).lastRun)}`);
      yield page([event("c")], 2);
      seen.push(`${sink.ids().join("")} ${JSON.stringify((await store.events.cursor(key)).lastRun)}`);
    }

    const result = await runCollect(runOf(store, sink, handler));

    expect(seen).to.deep.equal(["ab 1", "abc 2"]);
    expect(result).to.deep.equal({
      sent: 3,
      pages: 2,
      late: { count: 0, mostMs: 0 },
      caughtUp: true,
      lastRun: 2,
      interrupted: false,
      overtaken: false,
    });
    expect(await store.events.cursor(key)).to.deep.equal({ lastRun: 2, position: 3, version: 2 });
    expect(sink.lines[0]?.line).to.equal(
      '{"_time":"2026-01-01T00:00:00.000Z","_id":"a","_vendor":"acme","_product":"things","eventType":"thing","n":"a"}',
    );
  });

  it("lets the sink go on from where the last committed page left it", async () => {
    const store = await temporary.open();
    const sink = memorySink();
    await runCollect(runOf(store, sink, [page([event("a")], 1)]));
    await runCollect(runOf(store, sink, [page([event("b")], 2)]));

    expect(sink.calls).to.deep.equal(["resume null", "write a", "resume 1", "write b"]);
  });

  it("tells the handler where it stands, what is known and how much it may give", async () => {
    const store = await temporary.open();
    const inputs: EventsInput<null, null>[] = [];
    const known: string[][] = [];
    async function* handler(input: EventsInput<null, null>): AsyncGenerator<EventPage> {
      inputs.push(input);
      known.push([...(await input.known([event("a"), event("z")]))]);
      yield page([event("a")], { at: 1 });
    }
    await runCollect(runOf(store, memorySink(), handler, { from: 5 }));
    await runCollect(runOf(store, memorySink(), handler, { limit: 7 }));

    expect(inputs.map(({ lastRun, from, limit, stream }) => ({ lastRun, from, limit, stream }))).to.deep.equal([
      { lastRun: null, from: 5, limit: 100, stream: "things" },
      { lastRun: { at: 1 }, from: undefined, limit: 7, stream: "things" },
    ]);
    expect(known).to.deep.equal([[], ["a"]]);
  });

  it("hands on no id twice, even if the handler gives it twice: in a page, in a later page, in a later fetch", async () => {
    const store = await temporary.open();
    const sink = memorySink();
    await runCollect(runOf(store, sink, [page([event("a"), event("a"), event("b")], 1), page([event("b")], 2)]));
    await runCollect(runOf(store, sink, [page([event("a"), event("c")], 3)]));

    expect(sink.ids()).to.deep.equal(["a", "b", "c"]);
  });

  it("hands on no id twice that the handler was told not to be known before a page of its own had it", async () => {
    const store = await temporary.open();
    const sink = memorySink();
    async function* handler({ known }: EventsInput<null, null>): AsyncGenerator<EventPage> {
      await known([event("a"), event("b")]);
      yield page([event("a")], 1);
      yield page([event("a"), event("b")], 2);
    }
    await runCollect(runOf(store, sink, handler));

    expect(sink.ids()).to.deep.equal(["a", "b"]);
  });

  it("counts marks as handed on", async () => {
    const store = await temporary.open();
    const sink = memorySink();
    await runCollect(runOf(store, sink, [page([event("a", NOW, { marks: ["a@1"] })], 1)]));
    await runCollect(runOf(store, sink, [page([event("a@1"), event("a@2")], 2)]));

    expect(sink.ids()).to.deep.equal(["a", "a@2"]);
  });

  it("cuts a large page, and moves the cursor with its last part", async () => {
    const store = await temporary.open();
    const sink = memorySink();
    const events = Array.from({ length: 10_001 }, (_, n) => event(String(n)));
    const covered = { from: NOW, to: NOW + 1, query };
    const committed: [number, unknown][] = [];
    const run = runOf(store, sink, [page(events, "end", { covered })], {
      onCommit: (sent) => committed.push([sent, null]),
    });
    const { sent, pages } = await runCollect(run);

    expect([sent, pages]).to.deep.equal([10_001, 1]);
    expect(committed.map(([count]) => count)).to.deep.equal([10_000, 1]);
    const rows = await Array.fromAsync(store.events.coverage(key, { from: NOW, to: NOW + 1 }));
    expect(rows.map((row) => [row.sent, row.covered])).to.deep.equal([
      [10_000, undefined],
      [1, covered],
    ]);
  });

  it("hands on nothing twice when it died between two parts of a page", async () => {
    const store = await temporary.open();
    const sink = memorySink();
    const events = Array.from({ length: 10_001 }, (_, n) => event(String(n)));
    const write = sink.write.bind(sink);
    let isBroken = true;
    sink.write = async (lines, signal) => {
      if (isBroken && lines.length === 1) throw new SinkError("The disk is full.", "Make room.");
      return write(lines, signal);
    };
    const error = await thrownBy(() => runCollect(runOf(store, sink, [page(events, "end")])));
    const between = await store.events.cursor(key);
    isBroken = false;
    await runCollect(runOf(store, sink, [page(events, "end")]));

    expect(error).to.be.instanceOf(SinkError);
    expect(between).to.deep.equal({ lastRun: null, position: 10_000, version: 1 });
    expect(sink.ids()).to.deep.equal(events.map(({ id }) => id));
  });

  it("ends with the page that reaches the limit, and has not caught up then", async () => {
    const store = await temporary.open();
    const sink = memorySink();
    const pages = [page([event("a"), event("b")], 1), page([event("c")], 2)];
    const { sent, caughtUp } = await runCollect(runOf(store, sink, pages, { limit: 2 }));

    expect([sent, caughtUp]).to.deep.equal([2, false]);
  });

  it("has caught up when the handler only repeats itself", async () => {
    const store = await temporary.open();
    const pages = [page([event("a")], 1)];
    await runCollect(runOf(store, memorySink(), pages, { limit: 1 }));
    const { sent, caughtUp } = await runCollect(runOf(store, memorySink(), pages, { limit: 1 }));

    expect([sent, caughtUp]).to.deep.equal([0, true]);
  });

  it("keeps nothing of a page that has neither events nor news", async () => {
    const store = await temporary.open();
    const sink = memorySink();
    await runCollect(runOf(store, sink, [page([event("a")], { at: 1 }), page([], { at: 1 })]));
    const { version } = await store.events.cursor(key);
    await runCollect(runOf(store, sink, [page([], { at: 1 })]));

    expect(version).to.equal(1);
    expect((await store.events.cursor(key)).version).to.equal(1);
  });

  it("keeps the sink's position with a page that only moves the cursor", async () => {
    const store = await temporary.open();
    const sink = memorySink();
    await runCollect(runOf(store, sink, [page([event("a")], 1), page([], 2)]));

    expect(await store.events.cursor(key)).to.deep.equal({ lastRun: 2, position: 1, version: 2 });
    expect(sink.calls).to.deep.equal(["resume null", "write a"]);
  });

  it("has the store keep the events of a sink that is the store", async () => {
    const store = await temporary.open();
    const sink = { ...memorySink(), keptByStore: true };
    await runCollect(runOf(store, sink, [page([event("a")], 1)]));
    const kept: string[] = [];
    for await (const { id } of store.events.list({ limit: 10 })) kept.push(id);

    expect(kept).to.deep.equal(["a"]);
  });

  it("counts as late what lies in a range that had been read, also by the same fetch, and how late it is", async () => {
    const store = await temporary.open();
    const covered = { from: NOW - 60 * MINUTE, to: NOW - 10 * MINUTE, query };
    const first = [
      page([event("a", NOW - 30 * MINUTE)], 1, { covered }),
      page([event("b", NOW - 20 * MINUTE), event("c", NOW - 10 * MINUTE)], 2),
    ];
    const one = await runCollect(runOf(store, memorySink(), first));
    const two = await runCollect(runOf(store, memorySink(), [page([event("d", NOW - 50 * MINUTE)], 3)]));

    expect(one.late).to.deep.equal({ count: 1, mostMs: 20 * MINUTE });
    expect(two.late).to.deep.equal({ count: 1, mostMs: 50 * MINUTE });
  });

  it("counts no news as late of what came in time", async () => {
    const store = await temporary.open();
    const covered = { from: NOW - MINUTE, to: NOW, query };
    await runCollect(runOf(store, memorySink(), [page([event("a", NOW - 1, { marks: ["a@1"] })], 1, { covered })]));
    const news = event("a@2", NOW - 1, { marks: ["a"] });
    const { late, sent } = await runCollect(runOf(store, memorySink(), [page([news], 2)]));

    expect(sent).to.equal(1);
    expect(late.count).to.equal(0);
  });

  it("reads a range again without moving what the next fetch goes on from", async () => {
    const store = await temporary.open();
    const sink = memorySink();
    const range = { from: NOW - MINUTE, to: NOW };
    await runCollect(runOf(store, sink, [page([event("a", NOW - 5)], "end", { covered: { ...range, query } })]));
    const again = [page([event("a", NOW - 5), event("b", NOW - 9)], "elsewhere", { covered: { ...range, query } })];
    const { sent, late, lastRun } = await runCollect(runOf(store, sink, again, { range }));

    expect([sent, late.count, lastRun]).to.deep.equal([1, 1, "end"]);
    expect((await store.events.cursor(key)).lastRun).to.equal("end");
    expect(sink.ids()).to.deep.equal(["a", "b"]);
  });

  it("ends when another collector has moved on, and brings the sink back to where that one is", async () => {
    const store = await temporary.open();
    const sink = memorySink();
    const warned: string[] = [];
    const log: Log = { ...silentLog, warn: (message) => void warned.push(message) };
    async function* handler(): AsyncGenerator<EventPage> {
      const other = { position: 0, lastRun: "theirs", ids: [], sent: 0, late: { count: 0, mostMs: 0 } };
      await store.events.commit(key, other, { version: 0, now: NOW });
      yield page([event("a")], "ours");
    }
    const result = await runCollect(runOf(store, sink, handler, { log }));

    expect(result).to.include({ sent: 0, caughtUp: false, overtaken: true, lastRun: "theirs" });
    expect(sink.calls).to.deep.equal(["resume null", "write a", "resume 0"]);
    expect(sink.ids()).to.deep.equal([]);
    expect(warned).to.deep.equal(["Another collector of this stream is at work; this one ends here."]);
  });

  it("begins nothing when it was stopped before", async () => {
    const store = await temporary.open();
    const sink = memorySink();
    const result = await runCollect(runOf(store, sink, [page([event("a")], 1)], { stop: AbortSignal.abort() }));

    expect(result).to.include({ sent: 0, caughtUp: false, interrupted: true });
    expect(sink.calls).to.deep.equal([]);
  });

  it("finishes the page at work when it is stopped", async () => {
    const store = await temporary.open();
    const sink = memorySink();
    const stop = new AbortController();
    const run = runOf(store, sink, [page([event("a")], 1), page([event("b")], 2)], {
      stop: stop.signal,
      onCommit: () => stop.abort(),
    });
    const result = await runCollect(run);

    expect(result).to.include({ sent: 1, lastRun: 1, interrupted: true });
    expect(sink.ids()).to.deep.equal(["a"]);
  });
});
