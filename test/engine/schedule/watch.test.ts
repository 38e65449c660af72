import { expect } from "chai";
import fc from "fast-check";
import { once } from "node:events";
import { ApiError, CredentialsError, type SoarError } from "../../../src/errors.ts";
import { watch, type FinishedRun, type RunOutcome } from "../../../src/engine/schedule/watch.ts";

const MINUTE = 60_000;
const start = Date.parse("2026-03-01T12:00:00Z");
const down = new ApiError("503", "Wait.", { status: 503, body: "" });
const refused = new CredentialsError("401", "Check.");

interface Setting {
  /** How long each run takes, and what it fails with; after the last one the watch is stopped. */
  runs: { tookMs?: number; error?: SoarError; resumesOn?: () => Promise<void>; isOver?: boolean }[];
  /** What the clock really does while it waits for so long. */
  pass?: (ms: number) => number;
}

/** Watches every five minutes, by a clock that moves only while something runs or waits. */
async function watched({ runs, pass = (ms) => ms }: Setting): Promise<FinishedRun<number>[]> {
  const stop = new AbortController();
  const told: FinishedRun<number>[] = [];
  let time = start;
  let begun = 0;
  let atWork = 0;
  await watch({
    schedule: { everyMs: 5 * MINUTE },
    async run(): Promise<RunOutcome<number>> {
      expect((atWork += 1)).to.equal(1);
      const { tookMs = 1_000, error, resumesOn, isOver } = runs[begun] ?? {};
      begun += 1;
      await Promise.resolve();
      time += tookMs;
      atWork -= 1;
      if (begun === runs.length) stop.abort();
      return { result: begun, ...(error && { error }), ...(resumesOn && { resumesOn }), ...(isOver && { isOver }) };
    },
    onRun: (run) => told.push(run),
    signal: stop.signal,
    now: () => time,
    pause: async (ms) => {
      time += pass(ms);
    },
    random: () => 0,
  });
  return told;
}

const times = (runs: FinishedRun<number>[]) =>
  runs.map(({ startedAt }) => new Date(startedAt).toISOString().slice(11, 19));

describe("watch", () => {
  it("runs at once, and then by the schedule", async () => {
    expect(times(await watched({ runs: [{}, {}, {}] }))).to.deep.equal(["12:00:00", "12:05:00", "12:10:00"]);
  });

  it("leaves out the runs for which one took too long", async () => {
    const runs = await watched({ runs: [{ tookMs: 12 * MINUTE }, {}, {}] });

    expect(times(runs)).to.deep.equal(["12:00:00", "12:15:00", "12:20:00"]);
  });

  it("runs once, at once, after the machine has slept", async () => {
    const hours = 8 * 60 * MINUTE;
    let slept = false;
    const pass = (ms: number) => {
      const isNight = !slept;
      slept = true;
      return isNight ? hours : ms;
    };

    // Eight hours and a second after its start, and then in step again.
    expect(times(await watched({ runs: [{}, {}, {}], pass }))).to.deep.equal(["12:00:00", "20:00:01", "20:05:00"]);
  });

  it("waits no longer because the clock was put back meanwhile", async () => {
    let steps = 0;
    const pass = (ms: number) => ((steps += 1) === 1 ? -60 * MINUTE : ms);
    const runs = await watched({ runs: [{}, {}], pass });

    expect(times(runs)).to.deep.equal(["12:00:00", "11:04:30"]);
    expect(steps).to.equal(10);
  });

  it("goes on after failures, at growing distances, and says when it is well again", async () => {
    const runs = await watched({ runs: [{ error: down }, { error: down }, { error: down }, {}, {}] });

    expect(times(runs)).to.deep.equal(["12:00:00", "12:05:01", "12:15:02", "12:35:03", "12:40:00"]);
    expect(runs.map(({ failures }) => failures)).to.deep.equal([1, 2, 3, 0, 0]);
    expect(runs.map(({ recoveredFrom }) => recoveredFrom)).to.deep.equal([0, 0, 0, 3, 0]);
  });

  it("waits longest for what only a person can mend", async () => {
    expect(times(await watched({ runs: [{ error: refused }, {}] }))).to.deep.equal(["12:00:00", "12:30:01"]);
  });

  it("knows the same failure again, and another one", async () => {
    const runs = await watched({
      runs: [{ error: down }, { error: down }, { error: refused }, {}, { error: refused }],
    });

    expect(runs.map(({ isRepeated }) => isRepeated)).to.deep.equal([false, true, false, false, false]);
  });

  it("names no next run when it has been stopped during one", async () => {
    const [first, last] = await watched({ runs: [{}, {}] });

    expect(first?.nextAt).to.equal(start + 5 * MINUTE);
    expect(last).to.not.have.property("nextAt");
  });

  it("ends with a run that says there is nothing left", async () => {
    expect(times(await watched({ runs: [{ isOver: true }, {}] }))).to.deep.equal(["12:00:00"]);
  });

  it("waits for what a run asks for in place of the schedule", async () => {
    const asked: string[] = [];
    const resumesOn = async () => void asked.push("waited");
    const runs = await watched({ runs: [{ error: refused, resumesOn }, {}] });

    expect(times(runs)).to.deep.equal(["12:00:00", "12:00:01"]);
    expect(runs[0]).to.not.have.property("nextAt");
    expect(asked).to.deep.equal(["waited"]);
  });

  it("runs nothing when it is stopped before it begins", async () => {
    const run = () => Promise.reject(new Error("it ran"));
    const [onRun, now, random] = [() => undefined, () => 0, () => 0];
    const pause = async () => undefined;

    await watch({ schedule: { cron: "@daily" }, run, onRun, signal: AbortSignal.abort(), now, pause, random });
  });

  it("ends at once when it is stopped while it waits", async () => {
    const stop = new AbortController();
    const pauses: number[] = [];
    await watch({
      schedule: { everyMs: MINUTE },
      run: async () => ({ result: 1 }),
      onRun: () => undefined,
      signal: stop.signal,
      now: () => start,
      pause: async (ms) => {
        pauses.push(ms);
        stop.abort();
      },
      random: () => 0,
    });

    expect(pauses).to.deep.equal([30_000]);
  });

  for (const resumesOn of [undefined, (signal: AbortSignal) => once(signal, "abort").then(() => undefined)]) {
    it(`runs before its time when it is woken, ${resumesOn ? "whatever else it waits for" : "once"}`, async () => {
      let runs = 0;
      const woken = new AbortController();
      await watch({
        schedule: { everyMs: MINUTE },
        run: async () => ({
          result: (runs += 1),
          isOver: runs === 2,
          ...(resumesOn && { resumesOn }),
          whileWaiting: async (wait) => {
            const waiting = wait(woken.signal);
            woken.abort();
            await waiting;
          },
        }),
        onRun: () => undefined,
        signal: new AbortController().signal,
        now: () => start,
        pause: async (_, signal) => {
          if (!signal.aborted) await once(signal, "abort");
        },
        random: () => 0,
      });

      expect(runs).to.equal(2);
    });
  }

  it("never begins a run before its time, nor two within an interval's step, whatever happens", async () => {
    const run = fc.record({
      tookMs: fc.nat(40 * MINUTE),
      error: fc.option(fc.constantFrom(down, refused), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 20 }), async (given) => {
        const runs = given.map(({ tookMs, error }) => ({ tookMs, ...(error && { error }) }));
        const told = await watched({ runs });
        expect(told).to.have.length(runs.length);
        const steps = told.map(({ startedAt }) => Math.floor((startedAt - start) / (5 * MINUTE)));
        expect(new Set(steps).size).to.equal(steps.length);
        told.slice(1).forEach(({ startedAt }, at) => expect(startedAt).to.equal(told[at]?.nextAt));
      }),
    );
  });
});
