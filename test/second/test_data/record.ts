// Makes the recordings in this folder, from the simulator: node --conditions=soarkit-source test/second/test_data/record.ts
// Seed and clock are fixed: made again, they come out the same, unless the integration or the simulator has changed.
import { runCommand, runFetch, runTest, startSimulator } from "soarkit/testing";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Records every command, each resource's in a folder of its own below `target`. What was there before is removed. */
export async function recordAll(target: string): Promise<void> {
  for (const folder of ["instance", "tickets", "attachments"]) {
    await rm(join(target, folder), { recursive: true, force: true });
  }
  const integration = fileURLToPath(new URL("..", import.meta.url));
  const knobs = { tickets: 12, "attachment-bytes": 300 };
  const simulator = await startSimulator(integration, { startAt: "2026-03-01T12:00:00Z", knobs });
  const into = (resource: string) => ({ integration, simulator, record: join(target, resource) });
  try {
    await runTest(into("instance"));
    await runFetch({ ...into("tickets"), params: { max_fetch: "11" }, runs: 2 });
    for (const [name, args] of ticketLines) await runCommand(name, args, into("tickets"));
    for (const id of ["3", "99"]) await runCommand("lodestar-attachment-get", { id }, into("attachments"));
  } finally {
    await simulator.close();
  }
}

// --- internal ---

/** In this order: what is closed or deleted is so for those that follow. */
const ticketLines: [string, Record<string, string>][] = [
  ["lodestar-ticket-get", { id: "3" }],
  ["lodestar-ticket-get", { id: "99" }],
  ["lodestar-ticket-list", { limit: "11" }],
  ["lodestar-ticket-list", { state: "closed" }],
  ["lodestar-ticket-close", { id: "7" }],
  ["lodestar-ticket-close", { id: "99" }],
  ["lodestar-ticket-delete", { id: "8" }],
  ["lodestar-ticket-delete", { id: "99" }],
  ["lodestar-ticket-wait", { id: "5" }],
  ["lodestar-ticket-wait", { id: "6", "execution-timeout": "20" }],
];

if (import.meta.main) await recordAll(import.meta.dirname);
