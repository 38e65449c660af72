import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { openIntegration, packageRoot, runsFromBuild } from "../dispatch/integration.ts";
import { checkDrift } from "../engine/doctor/check-drift.ts";
import type { Check } from "../engine/doctor/check.ts";
import { driftOfAnswers, driftOfRecordings } from "../engine/doctor/examine-drift.ts";
import { examine, type DoctorOptions } from "../engine/doctor/examine.ts";
import { ArgumentError } from "../errors.ts";
import type { Drift } from "../http/drift/find-drift.ts";
import { isRecord } from "../json.ts";
import type { CliIo, Globals } from "./globals.ts";
import { openLog } from "./open-log.ts";
import { coloursOf } from "./render/colours.ts";
import { renderChecks, summaryOf } from "./render/checks.ts";
import { newerSource } from "./stale-build.ts";

export interface DoctorFlags {
  offline?: boolean;
  drift?: boolean;
  replay?: string;
}

/** `soar doctor`: everything that can be wrong, each with its remedy. Exit 0 when nothing failed. */
export async function doctor(flags: DoctorFlags, globals: Globals, io: CliIo): Promise<number> {
  refuseMeaningless(flags);
  if (flags.replay !== undefined) return driftOf(flags.replay, globals, io);
  const { checks, examined } = await examine(await optionsFor(flags, globals, io));
  if (!flags.drift) return report(checks, {}, globals, io);
  const drift: Drift[] = [];
  for (const { name, integration, requests } of examined) {
    const outcome = await driftOfAnswers(integration, requests);
    drift.push(...outcome.drift);
    checks.push(...checkDrift(`${name}: drift`, outcome));
  }
  return report(checks, { drift }, globals, io);
}

// --- internal ---

/** @throws ArgumentError for options that would have no effect together */
function refuseMeaningless({ drift, replay, offline }: DoctorFlags): void {
  if (replay !== undefined && !drift) {
    throw new ArgumentError("--replay goes with --drift.", "Write soar doctor --drift --replay DIR.");
  }
  if (drift && offline && replay === undefined) {
    throw new ArgumentError(
      "--drift looks at answers, and with --offline there are none.",
      "Leave one of them out, or name recordings with --replay DIR.",
    );
  }
}

/** Only the drift, of recordings: nothing is sent, so nothing else is looked at. */
async function driftOf(folder: string, globals: Globals, io: CliIo): Promise<number> {
  if (!existsSync(folder)) {
    throw new ArgumentError(`There is no folder ${folder}.`, "Make recordings with `soar run … --record DIR`.");
  }
  const integration = await openIntegration(globals.integration ?? packageRoot);
  const outcome = await driftOfRecordings(integration, folder, io.signal);
  return report(checkDrift(`drift of ${folder}`, outcome), { drift: outcome.drift }, globals, io);
}

/** A step that takes longer is as good as failed for whoever waits. */
const STEP_MS = 15_000;

/** A lock that is held for longer is worth a finding. */
const LOCK_WAIT_MS = 2_000;

async function optionsFor(flags: DoctorFlags, globals: Globals, io: CliIo): Promise<DoctorOptions> {
  const { terminal, env, signal, now } = io;
  const { version, needed } = ownPackage();
  const source = newerSource();
  const timeoutMs = globals.timeout === undefined ? Infinity : Number(globals.timeout) * 1000;
  return {
    node: {
      version: process.versions.node,
      needed,
      path: process.execPath,
      beside: realPathOf(join(packageRoot, "node_modules", "node", "bin", "node")),
    },
    build: { version, isBuilt: runsFromBuild(), ...(source === undefined ? {} : { newerSource: source }) },
    integration: globals.integration ?? packageRoot,
    folder: process.cwd(),
    ...(globals.config === undefined ? {} : { file: globals.config }),
    ...(globals.instance === undefined ? {} : { only: globals.instance }),
    store: globals.store,
    env,
    log: await openLog({ ...globals, quiet: true }, terminal),
    signal,
    now,
    stepMs: Math.min(STEP_MS, timeoutMs),
    lockWaitMs: Math.min(LOCK_WAIT_MS, timeoutMs / 2),
    offline: flags.offline ?? false,
    keepBodies: flags.drift ?? false,
    onStep: (what) => terminal.status(`looking at ${what}`),
    protect: (mask) => terminal.protect(mask),
  };
}

function report(checks: readonly Check[], more: object, globals: Globals, { terminal }: CliIo): number {
  if (globals.json) {
    const shown = checks.map(({ group, name, status, found, remedy }) => ({
      group,
      name,
      status,
      found,
      ...(remedy === undefined ? {} : { remedy }),
    }));
    terminal.print(JSON.stringify({ checks: shown, ...more }));
  } else {
    const colours = coloursOf(terminal);
    terminal.print(renderChecks(checks, { columns: terminal.columns, colours, isFull: globals.verbose ?? false }));
    if (!globals.quiet) terminal.print(summaryOf(checks));
  }
  return checks.find(({ status }) => status === "failed")?.exitCode ?? 0;
}

function ownPackage(): { version: string; needed: string } {
  const read: unknown = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8"));
  const { version, engines } = isRecord(read) ? read : {};
  const needed = isRecord(engines) ? engines.node : undefined;
  return { version: String(version), needed: String(needed) };
}

/** The path itself where there is nothing at it. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
