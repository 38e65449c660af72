import { expect } from "chai";
import fc from "fast-check";
import { paramsOf } from "../tenant.ts";
import { createKeeper, fetchInto, type Keeper, type RunOptions } from "./keeper.ts";
import { clear, close, createModel, day, hour, start, toModelSession, touch, type Model } from "./model.ts";

const dayParams = paramsOf({ fetch_time: "24 hours", look_back: "7 days" });
const monthParams = paramsOf({ fetch_time: "30 days", look_back: "7 days" });

/** One run of the model's sessions. */
function runOnce(model: Model, keeper: Keeper, options: Partial<RunOptions> = {}) {
  return fetchInto(keeper, { params: dayParams, client: model.client, now: () => model.now, ...options });
}

const session = fc.record({
  // From long before the first run's range to well after it.
  beginAgo: fc.integer({ min: -12 * 24, max: 9 * 24 }),
  lateHours: fc.integer({ min: 0, max: 7 * 24 - 1 }),
});

/** What happens right before a page is read: it moves rows, takes some away, or lets others in. */
const happening = fc.record({ kind: fc.constantFrom("touch", "close", "clear", "wait"), which: fc.nat() });

const step = fc.record({
  afterHours: fc.integer({ min: 0, max: 30 }),
  limit: fc.integer({ min: 1, max: 6 }),
  commits: fc.constantFrom(0, 1, 2, 3, 5, Infinity, Infinity),
  happenings: fc.array(happening, { maxLength: 12, size: "max" }),
});

describe("fetching sessions", function () {
  this.timeout(120_000);

  it("makes exactly one incident of each that was open when it was met, whatever comes late, moves, closes, waits or dies", async () => {
    let backlogs = 0;
    let shifted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(session, { minLength: 5, maxLength: 50, size: "max" }),
        fc.array(step, { minLength: 1, maxLength: 8, size: "max" }),
        async (drawn, steps) => {
          const sessions = drawn.map(toModelSession);
          const model = createModel(sessions, start);
          const keeper = createKeeper();
          const owed = new Set<string>();
          // The first run starts the clock of promises.
          await runOnce(model, keeper, { limit: 2 });
          for (const { afterHours, limit, commits, happenings } of steps) {
            model.now += afterHours * hour;
            const before = model.now;
            const left = [...happenings];
            model.beforePage = () => {
              model.now += hour / 4;
              const { kind, which } = left.pop() ?? { kind: "wait", which: 0 };
              const chosen = sessions[which % sessions.length];
              if (kind === "touch") touch(chosen, model.now);
              if (kind === "close") close(chosen, model.now);
              if (kind === "clear") clear(model, (which % 4) + 1);
            };
            await runOnce(model, keeper, { limit, commits });
            if (commits < Infinity) continue;
            // It was there, open, from before the first page to after the last: however rows moved, it was met.
            // What got new data meanwhile may have moved past the reader, who meets it in the next run.
            for (const { id, beginTime, observedAt, lastUpdated, states } of sessions) {
              if (lastUpdated > before) continue;
              const isOpen = !states.some(
                ({ stateV2, sourceTimestamp }, index) =>
                  stateV2.startsWith("CLOSED") && (index === states.length - 1 || sourceTimestamp > before),
              );
              const isPromised = beginTime >= start - day || observedAt > start;
              if (isPromised && isOpen && observedAt <= before && beginTime < before) owed.add(id);
            }
            if (keeper.waiting.size > 0) backlogs += 1;
            if (happenings.some(({ kind }) => kind === "clear")) shifted += 1;
            const unmet = [...owed].filter((id) => !keeper.ledger.has(id));
            expect(unmet, "not met").to.deep.equal([]);
          }
          model.beforePage = () => undefined;
          // Everything has been observed by then; the runs go on until nothing waits.
          model.now = Math.max(model.now, start + 31 * day);
          for (let i = 0; i < 2; i++) await runOnce(model, keeper);

          expect(keeper.waiting.size, "waiting").to.equal(0);
          expect(keeper.created.length, "doubled").to.equal(new Set(keeper.created).size);
          const lost = [...owed].filter((id) => !keeper.created.includes(id));
          expect(lost, "lost").to.deep.equal([]);
          const unseen = keeper.created.filter((id) => !model.served.has(id));
          expect(unseen, "closed before they were seen").to.deep.equal([]);
          const openLeft = sessions.filter(
            ({ id, beginTime, observedAt, states }) =>
              (beginTime >= start - day || observedAt > start) &&
              states.at(-1)!.stateV2.startsWith("OPEN") &&
              !keeper.created.includes(id),
          );
          expect(openLeft, "open to the end").to.deep.equal([]);
        },
      ),
      { numRuns: 1_000, endOnFailure: true },
    );
    // The sequences do have what they are about.
    expect(backlogs).to.be.greaterThan(100);
    expect(shifted).to.be.greaterThan(100);
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
          const keeper = createKeeper();
          for (let i = 0; i < Math.ceil(sessions.length / limit); i++) {
            const { created } = await runOnce(model, keeper, { limit });
            expect(created.length).to.equal(Math.min(limit, sessions.length - i * limit));
          }
          const begins = keeper.created.map((id) => sessions.find((each) => each.id === id)!.beginTime);
          expect(begins).to.deep.equal(begins.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  it("finds sessions that were reported to the last moment of the look-back", async () => {
    const sessions = [toModelSession({ beginAgo: -24, lateHours: 7 * 24 - 1 }, 0)];
    const model = createModel(sessions, start);
    const keeper = createKeeper();
    await runOnce(model, keeper);
    model.now = sessions[0]!.observedAt;
    await runOnce(model, keeper);
    expect(keeper.created).to.deep.equal(["s0"]);
    expect(model.now - sessions[0]!.beginTime).to.be.lessThan(7 * day);
  });

  it("leaves alone what was there before the first run's range, unless something happens to it", async () => {
    const sessions = [48, 72, 25, 23].map((beginAgo, index) => toModelSession({ beginAgo, lateHours: 0 }, index));
    const model = createModel(sessions, start);
    const keeper = createKeeper();
    await runOnce(model, keeper);
    await runOnce(model, keeper);
    expect(keeper.created).to.deep.equal(["s3"]);
    model.now += hour;
    touch(sessions[1], model.now);
    await runOnce(model, keeper);
    expect(keeper.created).to.deep.equal(["s3", "s1"]);
  });

  it("goes on where it died between two pages, even weeks later", async () => {
    const sessions = Array.from({ length: 120 }, (_, index) =>
      toModelSession({ beginAgo: 20 * 24 - index, lateHours: 0 }, index),
    );
    const model = createModel(sessions, start);
    const keeper = createKeeper();
    await runOnce(model, keeper, { limit: 110, commits: 3, params: monthParams });
    expect([keeper.created.length, keeper.waiting.size]).to.deep.equal([0, 15]);
    model.now += 20 * day;
    await runOnce(model, keeper, { limit: 110, params: monthParams });
    await runOnce(model, keeper, { limit: 110, params: monthParams });
    expect(keeper.created).to.deep.equal(sessions.map(({ id }) => id));
  });

  it("reckons by Incydr's clock, which only its first answer tells", async () => {
    const sessions = [
      toModelSession({ beginAgo: 1, lateHours: 0 }, 0),
      toModelSession({ beginAgo: 30, lateHours: 0 }, 1),
    ];
    const model = createModel(sessions, start - 4 * 365 * day);
    model.beforePage = () => (model.now = start);
    expect((await runOnce(model, createKeeper())).created).to.deep.equal(["s0"]);
  });

  it("loses nothing in an outage longer than the look-back", async () => {
    const sessions = [1, 5, 20, 39].map((days, index) => toModelSession({ beginAgo: -24 * days, lateHours: 1 }, index));
    const model = createModel(sessions, start);
    const keeper = createKeeper();
    await runOnce(model, keeper);
    model.now = start + 40 * day;
    await runOnce(model, keeper);
    expect(keeper.created).to.deep.equal(["s0", "s1", "s2", "s3"]);
  });
});
