import type { Log } from "../log.ts";
import type { RunningInstance } from "./open-instance.ts";

/**
 * Runs an instance's `test-module`. Resolves when all is well.
 * @throws the error that names what is wrong, its secrets masked
 */
export async function testInstance(
  instance: RunningInstance,
  { log, signal, now }: { log: Log; signal: AbortSignal; now: () => number },
): Promise<void> {
  const run = await instance.integration.testHandler();
  const client = await instance.client({ dryRun: false });
  await run({ params: instance.params, client, progress: () => undefined, log, signal, now });
}
