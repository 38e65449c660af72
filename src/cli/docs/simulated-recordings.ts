import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCommandLine, type CommandLine } from "../../dispatch/command-line.ts";
import { openIntegration } from "../../dispatch/integration.ts";
import { fetchInstance } from "../../engine/fetch-instance.ts";
import { openSession, type Session } from "../../engine/open-session.ts";
import { ArgumentError } from "../../errors.ts";
import { readRecordings } from "../../http/recording/read-recordings.ts";
import type { RecordingFile } from "../../http/recording/recording.ts";
import type { Json } from "../../json.ts";
import { silentLog } from "../../log.ts";
import type { Command, Manifest } from "../../manifest/manifest.ts";
import { openStore } from "../../store/open.ts";
import { FIRST_FETCH } from "../demo.ts";

export interface SimulatedRecordings {
  recordings: RecordingFile[];
  /** What did not work. */
  warnings: string[];
  /** The subcommand with its options that starts the simulator they were made against. */
  simulate: string;
}

/**
 * Recordings made against the integration's simulator, standing still at a fixed time with a fixed seed: of the
 * manifest's demo for the newest incident, then, for commands that this leaves out, of the lines in `kept` and of what
 * reads without being told anything.
 * @throws ArgumentError when the integration brings no simulator
 */
export async function simulatedRecordings(given: {
  folder: string;
  manifest: Manifest;
  kept: readonly RecordingFile[];
  signal: AbortSignal;
}): Promise<SimulatedRecordings> {
  const { folder, manifest, kept, signal } = given;
  const module = await (await openIntegration(folder)).simulator();
  if (!module) {
    throw new ArgumentError(
      `${manifest.display} brings no simulator.`,
      "Leave --simulator out, or name its module in the manifest: x-soar: { simulator: MODULE }.",
    );
  }
  const place = await mkdtemp(join(tmpdir(), "soar-docs-"));
  const now = () => Date.parse(START);
  const simulator = await module.create({ seed: SEED, startAt: START });
  const store = await openStore(`sqlite:${join(place, "soar.db")}`, { now });
  try {
    const made = join(place, "recordings");
    const env = { ...FIRST_FETCH, ...module.environment(simulator) };
    const record = { folder: made };
    const session = await openSession({ store, log: silentLog, integration: folder, folder: place, env, now, record });
    const warnings = await runLines(session, manifest, kept, signal);
    const recordings = await readRecordings(made);
    return { recordings, warnings, simulate: `simulate --seed ${String(SEED)} --clock ${START}` };
  } finally {
    await store.close();
    await simulator.close();
    await rm(place, { recursive: true, force: true });
  }
}

// --- internal ---

/** The same every time, so that the same page comes of it. */
const START = "2026-01-06T00:00:00.000Z";
const SEED = 1;

async function runLines(
  session: Session,
  manifest: Manifest,
  kept: readonly RecordingFile[],
  signal: AbortSignal,
): Promise<string[]> {
  const warnings: string[] = [];
  const [instance] = session.instances;
  if (instance && manifest.fetchesIncidents) await fetchInstance(instance, { ...session, signal });
  const [newest] = await session.store.incidents.list({ limit: 1 });
  const incident = newest && (await session.store.incidents.find(newest.id));
  let count = 0;
  const run = async (line: CommandLine | { command: string; args: Record<string, Json>; literal: true }) => {
    count += 1;
    const { error } = await session.dispatcher.run({
      ...line,
      investigationId: incident?.id ?? "playground",
      ...(incident ? { incident } : {}),
      runId: "docs",
      taskId: String(count),
      signal,
      approve: () => true,
    });
    if (error) warnings.push(`${line.command}: ${error.message}`);
  };
  const demo = manifest.soar.demo.map((line) => parseCommandLine(line));
  for (const line of demo) await run(line);
  const done = new Set(demo.map(({ command }) => command));
  for (const command of manifest.commands.filter((each) => !each.hidden && !done.has(each.name))) {
    const recorded = kept.find(({ recording }) => recording.command === command.name)?.recording;
    if (recorded) await run({ command: command.name, args: recorded.args, literal: true });
    else if (command.effect === "read" && needsNothing(command)) await run({ command: command.name, args: {} });
  }
  return warnings;
}

function needsNothing(command: Command): boolean {
  return command.arguments.every(({ required, defaultValue }) => !required || (defaultValue ?? "") !== "");
}
