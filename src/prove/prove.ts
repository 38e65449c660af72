import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { Integration } from "../dispatch/integration.ts";
import { ArgumentError } from "../errors.ts";
import { createRandom } from "../simulator/random.ts";
import { chooseSubject } from "./choose-subject.ts";
import type { Comparison } from "./compare.ts";
import { runLane, type LaneOptions, type LaneOutcome } from "./lane.ts";
import { FAULT_NAMES, SWEEPS } from "./plan.ts";
import type { Subject } from "./subject.ts";

export interface ProveOptions {
  what: Subject["what"];
  integration: Integration;
  /** Only these streams of the collector. @default all of them */
  streams?: readonly string[];
  /** How many processes are to be killed. */
  crashes: number;
  /** Equal seeds give equal plans; at which instruction a kill meets a process is up to the machine. */
  seed: number;
  /** What else the processes are started with: environment variables, and modules loaded into them. */
  child?: LaneOptions["child"];
  /** How long one of the processes may take, in milliseconds. @default 90 000: some wait between their tries */
  patienceMs?: number;
  signal: AbortSignal;
  /** Told of each crash. @param done of all that there are to be */
  onCrash: (done: number) => void;
  /** Milliseconds from any origin. */
  clock: () => number;
}

/** What a proof has found. */
export interface Proof extends Omit<LaneOutcome, "comparisons" | "isStuck"> {
  streams: Comparison[];
  /** By all streams. */
  items: number;
  ms: number;
}

/**
 * Runs the real command, as processes that are killed again and again while the vendor's side goes wrong, and holds
 * what they have taken in against what the vendor has.
 * @throws ArgumentError when the integration has nothing that could be proven
 */
export async function prove(options: ProveOptions): Promise<Proof> {
  const { crashes, seed, signal, clock, integration } = options;
  const startedAt = clock();
  const module = await integration.simulator();
  if (module === undefined) throw noSimulator(integration.manifest.display);
  const subject = await chooseSubject(options.what, integration, module, options.streams);
  const folder = await mkdtemp(join(tmpdir(), "soar-prove-"));
  try {
    let done = 0;
    const lanes = lanesOf(crashes);
    const outcomes = await inTurn(lanes, LANES_A_CPU * availableParallelism(), signal, async ({ number, share }) => {
      const own = join(folder, String(number));
      await mkdir(own);
      return runLane({
        subject,
        module,
        integration: integration.directory,
        folder: own,
        seed: seed + number,
        random: createRandom(seed, "lane", number),
        crashes: share,
        sweep: SWEEPS.filter((_, index) => index % lanes.length === number),
        faults: FAULT_NAMES.filter((_, index) => index % lanes.length === number),
        child: options.child,
        signal,
        patienceMs: options.patienceMs ?? PATIENCE_MS,
        onCrash: () => options.onCrash((done += 1)),
      });
    });
    return { ...combined(outcomes), ms: clock() - startedAt };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// --- internal ---

const PATIENCE_MS = 90_000;

/** So many crashes make a lane worth its start. */
const CRASHES_A_LANE = 10;
const MOST_LANES = 16;

/** Most of the time a lane waits: for the disk, or for its next try. */
const LANES_A_CPU = 3;

/** Their number depends on nothing but the number of crashes, so that a seed means the same on every machine. */
function lanesOf(crashes: number): { number: number; share: number }[] {
  const lanes = Math.min(MOST_LANES, Math.ceil(crashes / CRASHES_A_LANE));
  return Array.from({ length: lanes }, (_, number) => ({
    number,
    share: Math.floor(crashes / lanes) + (number < crashes % lanes ? 1 : 0),
  }));
}

/** Works on at most `atOnce` of the list at the same time. The first failure ends the others. */
async function inTurn<T, R>(
  list: readonly T[],
  atOnce: number,
  signal: AbortSignal,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const left = list.values();
  const results: R[] = [];
  const worker = async () => {
    for (const item of left) {
      signal.throwIfAborted();
      results.push(await work(item));
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  for (const each of ended) if (each.status === "rejected") throw each.reason;
  return results;
}

function combined(outcomes: readonly LaneOutcome[]): Omit<Proof, "ms"> {
  const streams = new Map<string, Comparison>();
  const proof: Omit<Proof, "ms"> = {
    streams: [],
    items: 0,
    crashes: {},
    faults: {},
    runs: 0,
    requests: 0,
    failures: [],
    swept: [],
  };
  for (const outcome of outcomes) {
    proof.runs += outcome.runs;
    proof.requests += outcome.requests;
    proof.failures.push(...outcome.failures);
    proof.swept.push(...outcome.swept);
    add(proof.crashes, outcome.crashes);
    add(proof.faults, outcome.faults);
    for (const each of outcome.comparisons) {
      proof.items += each.items;
      const sum = streams.get(each.stream);
      if (sum === undefined) streams.set(each.stream, each);
      else {
        sum.items += each.items;
        for (const kind of ["lost", "doubled", "unknown"] as const) sum[kind].push(...each[kind]);
      }
    }
  }
  return { ...proof, streams: [...streams.values()] };
}

function add(sum: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, number] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + number;
}

function noSimulator(display: string): ArgumentError {
  return new ArgumentError(
    `${display} brings no simulator to prove anything on.`,
    "Its author names one in the manifest: x-soar: { simulator: MODULE }.",
  );
}
