import type { Random } from "../simulator/random.ts";
import type { SimulatorModule } from "../simulator/simulator.ts";
import type { Ended } from "./child.ts";
import { compare, type Comparison } from "./compare.ts";
import { createControl } from "./control.ts";
import { perform, type Stage } from "./perform.ts";
import { createPlan, type FaultName, type Run, type Sweep } from "./plan.ts";
import { startProxy } from "./proxy.ts";
import type { Subject } from "./subject.ts";

/** A vendor, a store and a sink of its own, and the processes that die on them one after the other. */
export interface LaneOptions {
  subject: Subject;
  module: SimulatorModule;
  /** Folder of the integration. */
  integration: string;
  /** Of its own, empty. */
  folder: string;
  seed: number;
  random: Random;
  /** How many of its processes are to be killed. */
  crashes: number;
  /** Which places it goes through one after the other. */
  sweep: readonly Sweep[];
  /** Which faults it meets one after the other. */
  faults: readonly FaultName[];
  /** What else each process is started with. */
  child?: { env?: Readonly<Record<string, string>>; preloads?: readonly string[] } | undefined;
  signal: AbortSignal;
  /** How long a process may take, in milliseconds. */
  patienceMs: number;
  onCrash: () => void;
}

export interface LaneOutcome {
  comparisons: Comparison[];
  /** How many were killed, by where. */
  crashes: Record<string, number>;
  /** How many faults were met, by name. */
  faults: Record<string, number>;
  runs: number;
  requests: number;
  /** Runs that failed though nothing was wrong, or never came to an end; what was found damaged. */
  failures: string[];
  /** A process did not end: the next would not either. */
  isStuck: boolean;
  /** The places that were gone through one after the other, to the end. */
  swept: string[];
}

/** Kills `crashes` processes, then lets the command run undisturbed until nothing more comes, and compares. */
export async function runLane(options: LaneOptions): Promise<LaneOutcome> {
  const { subject, module, folder, seed, signal } = options;
  const simulator = await module.create({ seed });
  const proxy = await startProxy(simulator.url);
  const control = createControl(simulator.control);
  const { integration, child } = options;
  const env = module.environment({ ...simulator, url: proxy.url });
  const lane: Lane = {
    ...options,
    stage: { subject, integration, folder, proxy, control, env, child, signal, patienceMs: options.patienceMs },
    outcome: {
      comparisons: [],
      crashes: {},
      faults: {},
      runs: 0,
      requests: 0,
      failures: [],
      isStuck: false,
      swept: [],
    },
  };
  const { outcome } = lane;
  try {
    await control.liftRate();
    await crashAll(lane);
    await runUntilQuiet(lane);
    const { byStream, contents, damaged } = await subject.found(folder);
    outcome.failures.push(...damaged);
    for (const { of, name } of subject.streams) {
      const truth = (await control.truth(name)).filter(subject.isWanted);
      outcome.comparisons.push(compare(of, truth, byStream.get(of) ?? new Map(), contents));
    }
    outcome.requests = proxy.forwarded();
    signal.throwIfAborted();
    return outcome;
  } finally {
    await proxy.close();
    await simulator.close();
  }
}

// --- internal ---

interface Lane extends LaneOptions {
  stage: Stage;
  outcome: LaneOutcome;
}

/** A proof that finds nothing to kill, or nothing but failures, ends. */
const MOST_FAILURES = 5;

async function crashAll(lane: Lane): Promise<void> {
  const { random, subject, outcome, crashes } = lane;
  const plan = createPlan(random, {
    streams: subject.streams,
    limits: subject.limits,
    sweep: lane.sweep,
    faults: lane.faults,
  });
  const mostRuns = 20 * crashes + 50;
  let done = 0;
  while (done < crashes && outcome.runs < mostRuns && mayGoOn(lane)) {
    const run = plan.next();
    const { ended, twin, requests, struck } = await perform(lane.stage, run);
    outcome.runs += 1;
    plan.ended(run, { killed: ended.killed, steps: ended.steps.length, requests });
    if (struck) count(outcome.faults, run.fault?.name ?? "");
    if (run.clockShiftMs !== 0) count(outcome.faults, "clock skew");
    if (run.twin) count(outcome.faults, "two at once");
    if (run.full !== undefined && ended.exitCode !== 0) count(outcome.faults, "disk full");
    if (ended.killed && !ended.hung) {
      done += 1;
      count(outcome.crashes, placeOf(run, ended));
      lane.onCrash();
    }
    // A sink belongs to one process at a time; a fetch goes on beside another.
    const mayFail = struck || run.full !== undefined || (run.twin && subject.what === "collect");
    for (const each of [ended, twin]) judge(lane, each, { mayFail });
  }
  outcome.swept = plan.swept();
}

async function runUntilQuiet(lane: Lane): Promise<void> {
  const { subject, folder, outcome } = lane;
  const run: Run = { additions: [], changes: [], clockShiftMs: 0, twin: false, limit: Math.max(...subject.limits) };
  let before = -1;
  let left = lane.crashes + 20;
  for (let quiet = 0; quiet < 2 && mayGoOn(lane); left -= 1) {
    if (left === 0) {
      outcome.failures.push("Run after run takes something in, though nothing is new: it never comes to rest.");
      return;
    }
    const { ended } = await perform(lane.stage, run);
    outcome.runs += 1;
    judge(lane, ended, { mayFail: false });
    const { byStream } = await subject.found(folder);
    const now = [...byStream.values()].flatMap((counts) => [...counts.values()]).reduce((sum, each) => sum + each, 0);
    quiet = now === before ? quiet + 1 : 0;
    before = now;
  }
}

function judge({ outcome, patienceMs }: Lane, ended: Ended | undefined, { mayFail }: { mayFail: boolean }): void {
  if (ended === undefined) return;
  const { hung, killed, exitCode, stderr, stdout } = ended;
  if (hung) {
    outcome.isStuck = true;
    outcome.failures.push(`A process did not end within ${patienceMs / 1000} s: ${stderr || stdout}`);
  } else if (!killed && exitCode !== 0 && !mayFail) {
    outcome.failures.push(`A process ended with ${String(exitCode)} though nothing was wrong: ${stderr || stdout}`);
  }
}

function placeOf({ crash }: Run, { steps }: Ended): string {
  return crash?.at === "step" ? (steps.at(-1) ?? "step") : (crash?.at ?? "");
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** Asked anew each time: it changes while a process runs. */
function mayGoOn({ outcome, signal }: Lane): boolean {
  return !signal.aborted && !outcome.isStuck && outcome.failures.length < MOST_FAILURES;
}
