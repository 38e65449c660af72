import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { startChild, type Ended } from "./child.ts";
import type { Control } from "./control.ts";
import { FAULTS, type Run } from "./plan.ts";
import type { Proxy } from "./proxy.ts";
import type { Subject } from "./subject.ts";

/** Where runs are performed. */
export interface Stage {
  subject: Subject;
  /** Folder of the integration. */
  integration: string;
  /** Where store and sink are. */
  folder: string;
  proxy: Proxy;
  control: Control;
  /** What makes the proxy an instance. */
  env: Readonly<Record<string, string>>;
  /** What else each process is started with. */
  child: { env?: Readonly<Record<string, string>>; preloads?: readonly string[] } | undefined;
  signal: AbortSignal;
  /** How long a process may take, in milliseconds. */
  patienceMs: number;
}

export interface Performed {
  ended: Ended;
  /** Of the same command on another machine, at the same time. */
  twin: Ended | undefined;
  requests: number;
  /** The fault was met. */
  struck: boolean;
}

/** Performs one run as it is planned: what comes to the vendor, what goes wrong, and where the process dies. */
export async function perform(stage: Stage, run: Run): Promise<Performed> {
  const { proxy, control, signal, subject, folder, patienceMs } = stage;
  const { crash, fault } = run;
  const add = async (atRequest: number) => {
    for (const addition of run.additions) if (addition.atRequest === atRequest) await control.add(addition);
    for (const change of run.changes)
      if (change.atRequest === atRequest) await control.change(change.stream, change.count);
  };
  await add(0);
  const options = {
    args: ["--integration", stage.integration, ...subject.args(folder)],
    cwd: folder,
    env: { ...stage.env, ...subject.env(run.limit), SOAR_BUDGET: NO_BUDGET, ...stage.child?.env },
    preloads: stage.child?.preloads,
    ...(run.full !== undefined && { mostBlocks: await blocksOf(folder, run.full) }),
  };
  let requests = 0;
  proxy.watch({
    holds: (n) => crash?.at === "request after" && crash.n === n,
    onRequest: async (n) => {
      requests = Math.max(requests, n);
      await add(n);
      if (fault?.atRequest === n) await control.strike(FAULTS[fault.name]);
      if (crash?.at !== "request before" || crash.n !== n) return true;
      victim.kill();
      return false;
    },
    onAnswer: async () => {
      victim.kill();
      return false;
    },
  });

  const dieAtStep = crash?.at === "step" ? crash.n : 0;
  const victim = startChild({ ...options, clockShiftMs: run.clockShiftMs, dieAtStep }, patienceMs);
  // The clock of the other machine is off the other way.
  const other = { ...options, clockShiftMs: -run.clockShiftMs, dieAtStep: 0 };
  const twin = run.twin ? startChild(other, patienceMs) : undefined;
  const killAll = () => [victim, twin].forEach((child) => child?.kill());
  signal.addEventListener("abort", killAll, { once: true });
  if (signal.aborted) killAll();
  const moment = crash?.at === "moment" ? setTimeout(() => victim.kill(), crash.ms) : undefined;

  const [ended, twinEnded] = await Promise.all([victim.ended, twin?.ended]);
  clearTimeout(moment);
  signal.removeEventListener("abort", killAll);
  const struck = fault !== undefined && requests >= fault.atRequest && (await control.hasStruck());
  await control.strike();
  return { ended, twin: twinEnded, requests, struck };
}

// --- internal ---

/** The simulator's own limit is lifted; so is ours. */
const NO_BUDGET = "100000/60000";

/** A file may grow to a part of what the largest one measures, or a bit beyond. */
async function blocksOf(folder: string, full: number): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return Math.ceil((Math.max(0, ...sizes) * (0.2 + full)) / 512) + 8;
}
