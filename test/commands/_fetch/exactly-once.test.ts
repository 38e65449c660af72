import type { Json } from "soarkit";
import { expect } from "chai";
import fc from "fast-check";
import { run } from "../../../commands/fetch-incidents.ts";
import { handlerInput, paramsOf } from "../tenant.ts";
import { createModel, type Model, type ModelSession } from "./model.ts";

const hour = 3_600_000;
const day = 24 * hour;
const lookBack = 7 * day;
/** The first run. */
const start = Date.UTC(2026, 0, 10);
const dayParams = paramsOf({ fetch_time: "24 hours", look_back: "7 days" });
const monthParams = paramsOf({ fetch_time: "30 days", look_back: "7 days" });

/** What the runtime keeps: pages are committed whole, or not at all. */
interface Kept {
  lastRun: Json;
  ledger: Map<string, Json>;
  created: string[];
  updated: string[];
}

/** One run, of which only the first `commits` pages are kept, as if the process had died then. */
async function runOnce(
  model: Model,
  kept: Kept,
  limit: number,
  commits: number,
  params = dayParams,
): Promise<string[]> {
  const emitted: string[] = [];
  const known = async (ids: string[]) =>
    new Map(ids.flatMap((id) => (kept.ledger.has(id) ? [[id, kept.ledger.get(id)!] as const] : [])));
  const input = {
    ...handlerInput(params, model.client),
    now: () => model.now,
    lastRun: kept.lastRun,
    known,
    pending: async () => [],
    limit,
  };
  let committed = 0;
  for await (const page of run(input)) {
    if (committed++ >= commits) break;
    kept.lastRun = page.lastRun;
    for (const item of page.items) {
      kept.ledger.set(item.id, item.state);
      if ("incident" in item) emitted.push(item.id);
      else kept.updated.push(item.id);
    }
  }
  kept.created.push(...emitted);
  return emitted;
}

const session = fc.record({
  // From long before the first run's range to well after it.
  beginAgo: fc.integer({ min: -20 * 24, max: 10 * 24 }),
  lateHours: fc.integer({ min: 0, max: 7 * 24 - 1 }),
});

const step = fc.record({
  afterHours: fc.integer({ min: 0, max: 30 }),
  limit: fc.integer({ min: 1, max: 6 }),
  commits: fc.constantFrom(0, 1, 100),
  /** Which sessions get new data while the pages are read. */
  moving: fc.array(fc.nat(), { maxLength: 4 }),
});

describe("fetching sessions", () => {
  it("makes exactly one incident of each, whatever comes late, is cut by the limit, moves, or dies", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(session, { maxLength: 25 }),
        fc.array(step, { minLength: 1, maxLength: 12 }),
        async (drawn, steps) => {
          const sessions = drawn.map(toModelSession);
          const model = createModel(sessions, start);
          const kept: Kept = { lastRun: null, ledger: new Map(), created: [], updated: [] };
          // The first run starts the clock of promises.
          await runOnce(model, kept, 2, 100);
          for (const { afterHours, limit, commits, moving } of steps) {
            model.now += afterHours * hour;
            const toMove = [...moving];
            model.beforePage = () => {
              model.now += 1000;
              touch(sessions[(toMove.pop() ?? NaN) % sessions.length], model.now);
            };
            await runOnce(model, kept, limit, commits);
          }
          model.beforePage = () => undefined;
          // Everything has been observed by then; the runs go on until nothing is new.
          model.now = Math.max(model.now, start + 31 * day);
          for (let i = 0; i < 30; i++) await runOnce(model, kept, 4, 100);

          const wanted = sessions.filter(({ beginTime, observedAt }) => beginTime >= start - day || observedAt > start);
          expect(new Set(kept.created).size, "doubled").to.equal(kept.created.length);
          const missing = wanted.map(({ id }) => id).filter((id) => !kept.created.includes(id));
          expect(missing, "lost").to.deep.equal([]);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("gives them in the order in which they began, and no more than the limit", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 23 * 60 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 8 }),
        async (minutesAgo, limit) => {
          const sessions = minutesAgo.map((minutes, index) =>
            toModelSession({ beginAgo: minutes / 60, lateHours: 0 }, index),
          );
          const model = createModel(sessions, start);
          const kept: Kept = { lastRun: null, ledger: new Map(), created: [], updated: [] };
          for (let i = 0; i < Math.ceil(sessions.length / limit); i++) {
            const emitted = await runOnce(model, kept, limit, 100);
            expect(emitted.length).to.equal(Math.min(limit, sessions.length - i * limit));
          }
          const begins = kept.created.map((id) => sessions.find((each) => each.id === id)!.beginTime);
          expect(begins).to.deep.equal(begins.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  it("finds sessions that were reported to the last moment of the look-back", async () => {
    const sessions = [toModelSession({ beginAgo: -24, lateHours: 7 * 24 - 1 }, 0)];
    const model = createModel(sessions, start);
    const kept: Kept = { lastRun: null, ledger: new Map(), created: [], updated: [] };
    await runOnce(model, kept, 10, 100);
    model.now = sessions[0]!.observedAt;
    await runOnce(model, kept, 10, 100);
    expect(kept.created).to.deep.equal(["s0"]);
    expect(model.now - sessions[0]!.beginTime).to.be.lessThan(lookBack);
  });

  it("leaves alone what was there before the first run's range, unless something happens to it", async () => {
    const sessions = [48, 72, 25, 23].map((beginAgo, index) => toModelSession({ beginAgo, lateHours: 0 }, index));
    const model = createModel(sessions, start);
    const kept: Kept = { lastRun: null, ledger: new Map(), created: [], updated: [] };
    await runOnce(model, kept, 10, 100);
    await runOnce(model, kept, 10, 100);
    expect(kept.created).to.deep.equal(["s3"]);
    model.now += hour;
    touch(sessions[1], model.now);
    await runOnce(model, kept, 10, 100);
    expect(kept.created).to.deep.equal(["s3", "s1"]);
  });

  it("goes on where it died between two pages, even weeks later", async () => {
    const sessions = Array.from({ length: 120 }, (_, index) =>
      toModelSession({ beginAgo: 20 * 24 - index, lateHours: 0 }, index),
    );
    const model = createModel(sessions, start);
    const kept: Kept = { lastRun: null, ledger: new Map(), created: [], updated: [] };
    await runOnce(model, kept, 110, 1, monthParams);
    expect(kept.created).to.have.length(50);
    model.now += 20 * day;
    await runOnce(model, kept, 110, 100, monthParams);
    expect(kept.created).to.deep.equal(sessions.map(({ id }) => id));
  });

  it("reckons by Incydr's clock, which only its first answer tells", async () => {
    const years = 4 * 365 * day;
    const sessions = [
      toModelSession({ beginAgo: 1, lateHours: 0 }, 0),
      toModelSession({ beginAgo: 30, lateHours: 0 }, 1),
    ];
    const model = createModel(sessions, start - years);
    model.beforePage = () => (model.now = start);
    const kept: Kept = { lastRun: null, ledger: new Map(), created: [], updated: [] };
    expect(await runOnce(model, kept, 10, 100)).to.deep.equal(["s0"]);
  });

  it("loses nothing in an outage longer than the look-back", async () => {
    const sessions = [1, 5, 20, 39].map((days, index) => toModelSession({ beginAgo: -24 * days, lateHours: 1 }, index));
    const model = createModel(sessions, start);
    const kept: Kept = { lastRun: null, ledger: new Map(), created: [], updated: [] };
    await runOnce(model, kept, 10, 100);
    model.now = start + 40 * day;
    await runOnce(model, kept, 10, 100);
    expect(kept.created).to.deep.equal(["s0", "s1", "s2", "s3"]);
  });
});

function toModelSession({ beginAgo, lateHours }: { beginAgo: number; lateHours: number }, index: number): ModelSession {
  const beginTime = start - beginAgo * hour;
  const observedAt = beginTime + lateHours * hour;
  return {
    id: `s${index}`,
    beginTime,
    observedAt,
    endTime: beginTime + hour / 2,
    lastUpdated: observedAt,
    states: [{ stateV2: "OPEN", sourceTimestamp: observedAt }],
    severity: 3,
    alerts: [`a${index}`],
  };
}

/** New data of a session that Incydr shows already. */
function touch(session: ModelSession | undefined, now: number): void {
  if (session === undefined || session.observedAt > now) return;
  session.endTime = now;
  session.lastUpdated = now;
  session.states.push({ stateV2: "OPEN_NEW_DATA", sourceTimestamp: now });
}
