import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseCommandLine } from "../dispatch/command-line.ts";
import { openIntegration } from "../dispatch/integration.ts";
import { fetchInstance } from "../engine/fetch-instance.ts";
import { openSession, type Session } from "../engine/open-session.ts";
import { testInstance } from "../engine/test-instance.ts";
import { toSoarError } from "../errors.ts";
import { silentLog } from "../log.ts";
import { openStore } from "../store/open.ts";

/** One thing to be recorded. */
export interface Sample {
  /** Where it is kept, below the integration's folder. */
  folder: string;
  /** A command line as typed in a War Room, `test-module` or `fetch-incidents`. */
  line: string;
}

/** The time of all recordings of simulators, so that the same integration gives the same files. */
const RECORDED_AT = "2026-01-05T12:00:00Z";

/**
 * Runs an integration against its own simulator, in the order of the samples, and keeps the answers as recordings.
 * A sample that fails is among the faults, and does not keep the others from being recorded. Gives the files' paths.
 * @throws ManifestError when the integration or its simulator cannot be loaded
 */
export async function recordSamples(
  folder: string,
  samples: readonly Sample[],
  signal: AbortSignal,
): Promise<{ files: string[]; faults: string[] }> {
  const module = await (await openIntegration(folder)).simulator();
  const files: string[] = [];
  const faults: string[] = [];
  if (!module) return { files, faults };
  const now = () => Date.parse(RECORDED_AT);
  const simulator = await module.create({ seed: 1, startAt: RECORDED_AT });
  const place = await mkdtemp(join(tmpdir(), "soar-new-"));
  try {
    const store = await openStore(`sqlite:${join(place, "soar.db")}`, { now });
    try {
      for (const { folder: data, line } of samples) {
        const session = await openSession({
          store,
          log: silentLog,
          integration: folder,
          folder: place,
          env: module.environment(simulator),
          now,
          record: {
            folder: join(folder, data),
            onRecorded: (path) => files.push(relative(folder, path).replaceAll("\\", "/")),
          },
        });
        await run(line, session, { signal, now }).catch((error: unknown) => {
          faults.push(`${line} failed: ${toSoarError(error).message}`);
        });
      }
    } finally {
      await store.close();
    }
  } finally {
    await simulator.close();
    await rm(place, { recursive: true, force: true });
  }
  return { files, faults };
}

// --- internal ---

async function run(
  line: string,
  { instances, dispatcher, store }: Session,
  { signal, now }: { signal: AbortSignal; now: () => number },
): Promise<void> {
  const runtime = { store, log: silentLog, signal, now };
  if (line === "test-module") for (const instance of instances) await testInstance(instance, runtime);
  else if (line === "fetch-incidents") for (const instance of instances) await fetchInstance(instance, runtime);
  else {
    const { error } = await dispatcher.run({
      ...parseCommandLine(line),
      investigationId: "playground",
      runId: randomUUID(),
      taskId: "0",
      signal,
      approve: () => true,
    });
    if (error) throw error;
  }
}
