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
import type { Incident } from "../../incidents/incident.ts";
import type { Json } from "../../json.ts";
import { silentLog } from "../../log.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import { openStore } from "../../store/open.ts";
import { FIRST_FETCH } from "../demo.ts";

/**
 * Recordings made against the integration's simulator, standing still at a fixed time with a fixed seed: of the
 * manifest's demo for the newest incident, then, for commands that this leaves out, of the lines in `kept` and of what
 * reads without being told anything. `simulate` is the subcommand that starts the same simulator.
 * @throws ArgumentError when the integration brings no simulator
 */
export async function simulatedRecordings(given: {
  folder: string;
  manifest: Manifest;
  kept: readonly RecordingFile[];
  signal: AbortSignal;
}): Promise<{ recordings: RecordingFile[]; simulate: string }> {
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
  const store = await openStore(`sqlite:${join(place, "soar.db")}`, { now });
  const simulator = await module.create({ seed: SEED, startAt: START });
  try {
    await liftRateLimit(simulator.control);
    const made = join(place, "recordings");
    const env = { ...FIRST_FETCH, ...UNHURRIED, ...module.environment(simulator) };
    const record = { folder: made };
    const session = await openSession({ store, log: silentLog, integration: folder, folder: place, env, now, record });
    await runLines(session, manifest, kept, signal);
    return { recordings: await readRecordings(made), simulate: `simulate --seed ${String(SEED)} --clock ${START}` };
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

/** At a time that stands still, no budget is ever renewed. */
const UNHURRIED = { SOAR_BUDGET: "1000000/60000" };

/** All commands together ask for more than a vendor serves in a minute. */
async function liftRateLimit(control: string): Promise<void> {
  await fetch(`${control}/rate`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ requests: 0 }),
  });
}

/** Nothing on this machine takes longer than that, unless it waits for what does not come. */
const LONGEST_MS = 30_000;

/** A line as typed, or the arguments of a recording. */
interface Line extends Omit<CommandLine, "args"> {
  args: Record<string, Json>;
  literal?: boolean;
}

async function runLines(
  session: Session,
  manifest: Manifest,
  kept: readonly RecordingFile[],
  signal: AbortSignal,
): Promise<void> {
  let count = 0;
  const run = async (line: Line, incident?: Incident) => {
    count += 1;
    // What fails is recorded, too, and told when nothing else is there for the command.
    await session.dispatcher.run({
      ...line,
      investigationId: incident?.id ?? "playground",
      ...(incident ? { incident } : {}),
      runId: "docs",
      taskId: String(count),
      signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]),
      approve: () => true,
    });
  };
  const demo = manifest.soar.demo.map((line) => parseCommandLine(line));
  const newest = await newestIncident(session, manifest, signal);
  for (const line of demo) await run(line, newest);
  const done = new Set(demo.map(({ command }) => command));
  // What waits for somebody to do something would wait for ever here.
  const left = manifest.commands.filter(({ name, hidden, polling }) => !hidden && !polling && !done.has(name));
  for (const { name: command, effect, arguments: declared } of left) {
    const recorded = kept.filter(({ recording }) => recording.command === command);
    for (const { recording } of recorded) await run({ command, args: recording.args, literal: true });
    const needsNothing = declared.every(({ required, defaultValue }) => !required || (defaultValue ?? "") !== "");
    if (recorded.length === 0 && effect === "read" && needsNothing) await run({ command, args: {} });
  }
}

async function newestIncident(
  session: Session,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<Incident | undefined> {
  const [instance] = session.instances;
  if (!instance || !manifest.fetchesIncidents) return undefined;
  await fetchInstance(instance, { ...session, signal });
  const [newest] = await session.store.incidents.list({ limit: 1 });
  return newest && session.store.incidents.find(newest.id);
}
