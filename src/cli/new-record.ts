import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseCommandLine } from "../dispatch/command-line.ts";
import { openIntegration } from "../dispatch/integration.ts";
import { fetchInstance } from "../engine/fetch-instance.ts";
import { openSession } from "../engine/open-session.ts";
import { testInstance } from "../engine/test-instance.ts";
import { toSoarError } from "../errors.ts";
import { silentLog } from "../log.ts";
import { openStore } from "../store/open.ts";
import type { Samples } from "./new-finish.ts";

/** The time of all recordings of simulators, so that the same integration gives the same files. */
const RECORDED_AT = "2026-01-05T12:00:00Z";

/**
 * Runs an integration against its own simulator and keeps the answers in `data`, a folder below the integration's:
 * `test-module`, `fetch-incidents` where it fetches, and the command lines given. One that fails is among the faults,
 * and does not keep the others from being recorded.
 * @throws ManifestError when the integration or its simulator cannot be loaded
 */
export async function recordSamples(
  folder: string,
  { lines, data, signal }: Samples & { signal: AbortSignal },
): Promise<{ files: string[]; faults: string[] }> {
  const module = await (await openIntegration(folder)).simulator();
  if (!module) return { files: [], faults: [] };
  const now = () => Date.parse(RECORDED_AT);
  const files: string[] = [];
  const faults: string[] = [];
  const attempt = async (what: string, work: () => Promise<unknown>) =>
    work().catch((error: unknown) => faults.push(`${what} failed: ${toSoarError(error).message}`));
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
        await attempt("test-module", () => testInstance(instance, { log: silentLog, signal, now }));
        if (!instance.manifest.fetchesIncidents) continue;
        await attempt("fetch-incidents", () => fetchInstance(instance, { store, log: silentLog, signal, now }));
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
        if (error) faults.push(`${line} failed: ${error.message}`);
      }
    } finally {
      await store.close();
    }
  } finally {
    await simulator.close();
    await rm(place, { recursive: true, force: true });
  }
  return { files: files.map((file) => file.replaceAll("\\", "/")), faults };
}
