import { maskError } from "../dispatch/mask.ts";
import { toSoarError } from "../errors.ts";
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
  try {
    const run = await instance.integration.testHandler();
    const client = await instance.client({ dryRun: false });
    await instance.line("test-module", () =>
      run({ params: instance.params, client, progress: () => undefined, log, signal, now: instance.clock ?? now }),
    );
  } catch (thrown) {
    throw maskError(toSoarError(thrown), (text) => instance.mask(text));
  }
}
