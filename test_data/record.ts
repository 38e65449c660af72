// Makes the recordings in this folder, from the simulator: node --conditions=soarkit-source test_data/record.ts [resource …]
// Seed and clock are fixed: made again, they come out the same, unless the integration or the simulator has changed.
import { startSimulator } from "soarkit/testing";
import { readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Scene } from "./scenes/_scene.ts";

/**
 * Records every command, each resource's in a folder of its own below `target`. What was there before is removed.
 * @param only the resources to record, by the names of their files in `scenes`
 */
export async function recordAll(target: string, only?: readonly string[]): Promise<void> {
  for (const resource of only ?? (await resources())) {
    const { scenes } = (await import(`./scenes/${resource}.ts`)) as { scenes: Scene[] };
    const folder = join(target, resource);
    await rm(folder, { recursive: true, force: true });
    for (const { knobs = {}, steps } of scenes) {
      const settings = { startAt: "2026-01-06T00:00:00.000Z", seed: 1, knobs: { ...small, ...knobs } };
      const simulator = await startSimulator(integration, settings);
      try {
        for (const step of steps) await step({ integration, simulator, record: folder });
      } finally {
        await simulator.close();
      }
    }
  }
}

// --- internal ---

const integration = fileURLToPath(new URL("..", import.meta.url));

/** So little that a recording can be read. */
const small = { sessions: 3, users: 4, events: 40 };

/** Each has a file in `scenes`. */
async function resources(): Promise<string[]> {
  const files = await readdir(new URL("scenes", import.meta.url));
  return files.filter((file) => !file.startsWith("_")).map((file) => basename(file, ".ts"));
}

if (import.meta.main) {
  const only = process.argv.slice(2);
  await recordAll(import.meta.dirname, only.length > 0 ? only : undefined);
}
