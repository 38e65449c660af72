import type { Random } from "../simulator/random.ts";

/** One run of the command, and what befalls it. */
export interface Run {
  crash?: Crash;
  /** At its request so and so, counted from 1, the vendor's side goes wrong. */
  fault?: { atRequest: number; name: FaultName };
  /** What comes to the vendor: before the run (`atRequest` 0), or when it makes a request. */
  additions: Addition[];
  /** To how many items of which stream something happens, and when. */
  changes: { atRequest: number; stream: string; count: number }[];
  /** By how much the clock of its machine is off. */
  clockShiftMs: number;
  /** The disk is full before all is written; 0 to 1, the fraction of what is there already that files may have. */
  full?: number;
  /** Another machine runs the same, at once. */
  twin: boolean;
  /** How many items it may take at most. */
  limit: number;
}

/** Where a process is killed. */
export type Crash =
  | { at: "step"; n: number }
  /** The vendor has not had the request yet, or has answered it and the process does not know. */
  | { at: "request before" | "request after"; n: number }
  /** Any moment; milliseconds after its start. */
  | { at: "moment"; ms: number };

export interface Addition {
  atRequest: number;
  stream: string;
  /** All with the same time. */
  count: number;
  lateMs: number;
}

/** A stream to which items are added, and how late one may turn up and still be found. */
export interface LateStream {
  name: string;
  lookBackMs: number;
  /** Whether items of it change. */
  changing?: boolean;
}

/** What `POST /faults` is told for each. Short waits: what is proven is what happens, not how long it takes. */
export const FAULTS = {
  "401": { kind: "status", status: 401 },
  "429": { kind: "status", status: 429 },
  "429 with Retry-After": { kind: "status", status: 429, retryAfter: 1 },
  "500": { kind: "status", status: 500 },
  "503": { kind: "status", status: 503 },
  reset: { kind: "reset" },
  "reset afterwards": { kind: "reset", afterwards: true },
  truncated: { kind: "truncate" },
  "slow body": { kind: "slow", ms: 200 },
} as const;
export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS).filter(isFaultName);

/** Draws runs without end. Equal randomness, told of equal outcomes, gives equal plans. */
export interface Plan {
  next: () => Run;
  /** How the run went that `next` gave last. */
  ended: (run: Run, outcome: Outcome) => void;
  /** Which of the places to sweep this plan has gone through whole. */
  swept: () => Crash["at"][];
}

export interface Outcome {
  killed: boolean;
  steps: number;
  requests: number;
}

/**
 * First each place of `sweep` in turn (a crash at the first, the second, the third …, until a run gets through whole),
 * then each fault in turn, then at random.
 */
export function createPlan(
  random: Random,
  given: {
    streams: readonly LateStream[];
    limits: readonly number[];
    sweep: readonly Sweep[];
    faults: readonly FaultName[];
  },
): Plan {
  const { streams, limits } = given;
  const toSweep = [...given.sweep];
  const swept: Crash["at"][] = [];
  const faultsToMeet = [...given.faults];
  let n = 1;
  /** Of the last run that nothing befell: where crashes and faults are drawn from. */
  let usual = { steps: 6, requests: 3 };

  function additions(): Addition[] {
    return Array.from({ length: random.integer(1, 3) }, () => addition(random, streams, usual.requests));
  }
  function drawn(): Run {
    const faultName = faultsToMeet.pop() ?? (random.chance(0.25) ? random.pick(FAULT_NAMES) : undefined);
    const run: Run = {
      additions: additions(),
      changes: changes(random, streams, usual.requests),
      clockShiftMs: random.chance(0.2) ? random.integer(-MOST_SHIFT_MS, MOST_SHIFT_MS) : 0,
      twin: random.chance(0.06),
      limit: random.pick(limits),
    };
    if (faultName !== undefined)
      run.fault = { atRequest: random.integer(1, Math.max(1, usual.requests)), name: faultName };
    if (random.chance(0.06)) run.full = random.next();
    else if (random.chance(0.9)) run.crash = crash(random, usual);
    return run;
  }
  return {
    next: () => {
      const [at] = toSweep;
      if (at === undefined) return drawn();
      return {
        crash: { at, n },
        additions: additions(),
        changes: changes(random, streams, usual.requests),
        clockShiftMs: 0,
        twin: false,
        // All at once: a backlog would make more places than can be gone through.
        limit: Math.max(...limits),
      };
    },
    ended: (run, { killed, steps, requests }) => {
      if (!killed && run.fault === undefined && run.full === undefined && !run.twin) usual = { steps, requests };
      const [at] = toSweep;
      if (at === undefined || run.crash?.at !== at) return;
      n += 1;
      if (killed) return;
      swept.push(at);
      toSweep.shift();
      n = 1;
    },
    swept: () => swept,
  };
}

/** The places that can be gone through one after the other. */
export const SWEEPS = ["step", "request before", "request after"] as const;
export type Sweep = (typeof SWEEPS)[number];

// --- internal ---

const MOST_SHIFT_MS = 3 * 3_600_000;

/**
 * What comes as late as the look-back allows must still be found; this much less than that, because `Date` tells the
 * vendor's time to the second only.
 */
const MARGIN_MS = 5_000;

/** A run lasts some hundred milliseconds. */
const MOST_MOMENT_MS = 250;

function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}

function addition(random: Random, streams: readonly LateStream[], requests: number): Addition {
  const { name, lookBackMs } = random.pick(streams);
  const most = Math.max(0, lookBackMs - MARGIN_MS);
  // The edges are where mistakes live: a third of them each, and anything between.
  const lateMs = random.pick([0, most, random.integer(0, most)]);
  const count = random.pick([1, 1, 2, 5]);
  return { stream: name, count, lateMs, atRequest: random.chance(0.5) ? 0 : random.integer(1, Math.max(1, requests)) };
}

function changes(random: Random, streams: readonly LateStream[], requests: number): Run["changes"] {
  return streams
    .filter(({ changing }) => changing === true && random.chance(0.6))
    .map(({ name }) => ({ stream: name, count: random.integer(1, 3), atRequest: random.integer(0, requests) }));
}

function crash(random: Random, usual: { steps: number; requests: number }): Crash {
  const kind = random.next();
  if (kind < 0.5 && usual.steps > 0) return { at: "step", n: random.integer(1, usual.steps) };
  if (kind < 0.85 && usual.requests > 0) {
    return { at: random.pick(["request before", "request after"] as const), n: random.integer(1, usual.requests) };
  }
  return { at: "moment", ms: random.integer(0, MOST_MOMENT_MS) };
}
