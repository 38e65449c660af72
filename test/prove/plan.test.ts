import { expect } from "chai";
import fc from "fast-check";
import { createPlan, FAULT_NAMES, SWEEPS, type Outcome, type Plan, type Run } from "../../src/prove/plan.ts";
import { createRandom } from "../../src/simulator/random.ts";

const MINUTE = 60_000;
const streams = [
  { name: "sessions", lookBackMs: 10 * MINUTE },
  { name: "punctual", lookBackMs: 0 },
];

function planOf(seed: number, parts: { sweep?: typeof SWEEPS; faults?: typeof FAULT_NAMES } = {}): Plan {
  return createPlan(createRandom(seed), { streams, limits: [3, 50], sweep: [], faults: [], ...parts });
}

/** So many runs; each ends as `how` says. */
function runsOf(plan: Plan, count: number, how: (run: Run) => Outcome): Run[] {
  return Array.from({ length: count }, () => {
    const run = plan.next();
    plan.ended(run, how(run));
    return run;
  });
}

/** Runs that come to four steps and two requests, unless they are killed before. */
function short({ crash }: Run): Outcome {
  const most = crash?.at === "step" ? 4 : 2;
  const killed = crash !== undefined && crash.at !== "moment" && crash.n <= most;
  return { killed, steps: 4, requests: 2 };
}

describe("createPlan", () => {
  it("goes through every step and every request, before and after, until a run gets through whole", () => {
    const plan = planOf(1, { sweep: SWEEPS });
    const crashes = runsOf(plan, 11, short).map(({ crash }) => crash);
    expect(crashes).to.deep.equal([
      ...[1, 2, 3, 4, 5].map((n) => ({ at: "step", n })),
      ...[1, 2, 3].map((n) => ({ at: "request before", n })),
      ...[1, 2, 3].map((n) => ({ at: "request after", n })),
    ]);
    expect(plan.swept()).to.deep.equal(["step", "request before", "request after"]);
  });

  it("meets each of its faults once before it draws any", () => {
    const plan = planOf(1, { faults: FAULT_NAMES });
    const names = runsOf(plan, FAULT_NAMES.length, short).map(({ fault }) => fault?.name);
    expect(names.sort()).to.deep.equal([
      "401",
      "429",
      "429 with Retry-After",
      "500",
      "503",
      "reset",
      "reset afterwards",
      "slow body",
      "truncated",
    ]);
  });

  it("draws crashes from where the last undisturbed run has been", () => {
    const crashes = runsOf(planOf(2), 400, short).map(({ crash }) => crash);
    // The first run is drawn before anything is known of where runs go.
    const places = crashes.slice(1).map((crash) => (crash && crash.at !== "moment" ? `${crash.at} ${crash.n}` : ""));
    expect([...new Set(places)].sort()).to.deep.equal([
      "",
      "request after 1",
      "request after 2",
      "request before 1",
      "request before 2",
      "step 1",
      "step 2",
      "step 3",
      "step 4",
    ]);
  });

  it("draws no step where none is ever told", () => {
    const crashes = runsOf(planOf(3), 100, () => ({ killed: false, steps: 0, requests: 0 })).map(({ crash }) => crash);
    expect([...new Set(crashes.slice(1).map((crash) => crash?.at))].sort()).to.deep.equal(["moment", undefined]);
  });

  it("adds items as late as the look-back lets them be, short of it by the vendor's second, and at once", () => {
    const additions = runsOf(planOf(4), 300, short).flatMap((run) => run.additions);
    const late = additions.filter(({ stream }) => stream === "sessions").map(({ lateMs }) => lateMs);
    expect([Math.min(...late), Math.max(...late)]).to.deep.equal([0, 10 * MINUTE - 5_000]);
    expect(new Set(late).size).to.be.greaterThan(50);
    expect(additions.filter(({ stream, lateMs }) => stream === "punctual" && lateMs > 0)).to.deep.equal([]);
    expect(additions.some(({ count }) => count > 1)).to.equal(true);
    expect(additions.some(({ atRequest }) => atRequest > 0)).to.equal(true);
  });

  it("draws clocks that are off, disks that are full, two at once, and each limit", () => {
    const runs = runsOf(planOf(5), 300, short);
    expect(runs.some(({ clockShiftMs }) => clockShiftMs > 3_600_000)).to.equal(true);
    expect(runs.some(({ clockShiftMs }) => clockShiftMs < -3_600_000)).to.equal(true);
    expect(runs.some(({ full }) => full !== undefined)).to.equal(true);
    expect(runs.some(({ twin }) => twin)).to.equal(true);
    expect([...new Set(runs.map(({ limit }) => limit))].sort()).to.deep.equal([3, 50]);
  });

  it("is the same for the same seed", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const options = { sweep: SWEEPS, faults: FAULT_NAMES };
        expect(runsOf(planOf(seed, options), 30, short)).to.deep.equal(runsOf(planOf(seed, options), 30, short));
      }),
      { numRuns: 20 },
    );
  });
});
