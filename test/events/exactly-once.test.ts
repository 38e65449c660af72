import { expect } from "chai";
import fc from "fast-check";
import type { CollectedEvent, EventPage, EventsInput, EventStore } from "../../src/events/events.ts";
import { runCollect } from "../../src/events/run.ts";
import type { Sink } from "../../src/events/sink.ts";
import type { Store } from "../../src/store/open.ts";
import { useTemporary } from "../store/temporary.ts";
import { event, memorySink, NOW, page, runOf } from "./stream.ts";

const LOOK_BACK = 20;

interface Thing {
  /** When it happened, counted from NOW in minutes, and how many minutes later it can be seen. */
  at: number;
  lateBy: number;
}

const MINUTE = 60_000;

const things = fc.array(fc.record({ at: fc.nat({ max: 60 }), lateBy: fc.nat({ max: LOOK_BACK }) }), { maxLength: 40 });
/** When each fetch begins (minutes after the one before), how much it may give, and at which step it dies. */
const fetches = fc.array(
  fc.record({
    after: fc.nat({ max: 15 }),
    limit: fc.integer({ min: 1, max: 12 }),
    pageSize: fc.integer({ min: 1, max: 5 }),
    diesAt: fc.option(fc.nat({ max: 12 }), { nil: Infinity }),
  }),
  { maxLength: 12 },
);

class Killed extends Error {}

/** Fails at the n-th of all steps that are taken: right before it, or right after. */
function reaper(diesAt: number): <T>(work: () => Promise<T>) => Promise<T> {
  let steps = 0;
  const step = () => {
    if (steps++ === diesAt) throw new Killed();
  };
  return async (work) => {
    step();
    const result = await work();
    step();
    return result;
  };
}

describe("a collector that dies at any moment, of things that come late", () => {
  const temporary = useTemporary();
  let count = 0;

  function mortal(store: Store, step: ReturnType<typeof reaper>): Store {
    const events: EventStore = store.events;
    return {
      ...store,
      events: {
        ...store.events,
        cursor: (key) => step(() => events.cursor(key)),
        known: (key, asked) => step(() => events.known(key, asked)),
        commit: (key, record, options) => step(() => events.commit(key, record, options)),
        coverage: async function* (key, range) {
          yield* await step(() => Array.fromAsync(events.coverage(key, range)));
        },
      },
    };
  }

  function mortalSink(sink: Sink, step: ReturnType<typeof reaper>): Sink {
    return {
      ...sink,
      resume: (position) => step(() => sink.resume(position)),
      write: (lines, signal) => step(() => sink.write(lines, signal)),
    };
  }

  async function collected(
    all: readonly Thing[],
    runs: readonly { after: number; limit: number; pageSize: number; diesAt: number }[],
    isExact: boolean,
  ): Promise<string[]> {
    const store = await temporary.open({ name: `${String((count += 1))}.db` });
    const sink = memorySink(isExact);
    let now = 0;
    const given: CollectedEvent[] = all.map(({ at }, n) => event(String(n), NOW + at * MINUTE));
    const handler = (pageSize: number) =>
      async function* ({ lastRun, known, limit }: EventsInput<null, null>): AsyncGenerator<EventPage> {
        const since = typeof lastRun === "number" ? lastRun : 0;
        const began = now;
        const seen = given.filter((_, n) => {
          const { at, lateBy } = all[n] ?? { at: 0, lateBy: 0 };
          return at >= since && at + lateBy <= began;
        });
        const before = await known(seen);
        const fresh = seen.filter(({ id }) => !before.has(id));
        for (let start = 0; start < fresh.length && start < limit; start += pageSize) {
          yield page(fresh.slice(start, Math.min(start + pageSize, limit)), since);
        }
        const end = Math.max(since, began - LOOK_BACK);
        const covered = { from: NOW + since * MINUTE, to: NOW + (began + 1) * MINUTE, query: "q" };
        if (fresh.length < limit) yield page([], end, { covered });
      };
    const quiet = { after: 200, limit: 100, pageSize: 100, diesAt: Infinity };
    for (const { after, limit, pageSize, diesAt } of [...runs, quiet]) {
      now += after;
      const step = reaper(diesAt);
      const run = runOf(mortal(store, step), mortalSink(sink, step), handler(pageSize), { limit });
      await runCollect(run).catch((thrown: unknown) => {
        if (!(thrown instanceof Killed)) throw thrown;
      });
    }
    return sink.ids();
  }

  it("hands on each exactly once to a sink that can take back", async () => {
    await fc.assert(
      fc.asyncProperty(things, fetches, async (all, runs) => {
        const ids = await collected(all, runs, true);
        expect(ids.map(Number).sort((a, b) => a - b)).to.deep.equal(all.map((_, n) => n));
      }),
      { numRuns: 30 },
    );
  });

  it("hands on each at least once to a sink that cannot", async () => {
    await fc.assert(
      fc.asyncProperty(things, fetches, async (all, runs) => {
        const ids = new Set(await collected(all, runs, false));
        expect(ids.size).to.equal(all.length);
      }),
      { numRuns: 30 },
    );
  });
});
