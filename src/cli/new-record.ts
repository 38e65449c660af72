import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseCommandLine } from "../dispatch/command-line.ts";
import { openIntegration } from "../dispatch/integration.ts";
import { fetchInstance } from "../engine/fetch-instance.ts";
import { openSession } from "../engine/open-session.ts";
import { testInstance } from "../engine/test-instance.ts";
import { silentLog } from "../log.ts";
import { openStore } from "../store/open.ts";

/** The time of all recordings of simulators, so that the same integration gives the same files. */
const RECORDED_AT = "2026-01-05T12:00:00Z";

/**
 * Runs an integration against its own simulator and keeps the answers in `data`, a folder below the integration's:
 * `test-module`, `fetch-incidents` where it fetches, and the command lines given. Gives the files' paths below `folder`.
 * @throws what went wrong first
 */
export async function recordSamples(
  folder: string,
  { lines, data, signal }: { lines: readonly string[]; data: string; signal: AbortSignal },
): Promise<string[]> {
  const module = await (await openIntegration(folder)).simulator();
  if (!module) return [];
  const now = () => Date.parse(RECORDED_AT);
  const files: string[] = [];
  const simulator = await module.create({ seed: 1, startAt: RECORDED_AT });
  const place = await mkdtemp(join(tmpdir(), "soar-new-"));
  try {
    const store = await openStore(`sqlite:${join(place, "soar.db")}`, { now });
    try {
      const { instances, dispatcher } = await openSession({
        store,
        log: silentLog,
        integration: folder,
        folder: place,
        env: module.environment(simulator),
        now,
        record: { folder: join(folder, data), onRecorded: (path) => files.push(relative(folder, path)) },
      });
      for (const instance of instances) {
        await testInstance(instance, { log: silentLog, signal, now });
        if (instance.manifest.fetchesIncidents) await fetchInstance(instance, { store, log: silentLog, signal, now });
      }
      for (const line of lines) {
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
    } finally {
      await store.close();
    }
  } finally {
    await simulator.close();
    await rm(place, { recursive: true, force: true });
  }
  return files.map((file) => file.replaceAll("\\", "/"));
}
