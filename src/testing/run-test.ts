import { testInstance } from "../engine/test-instance.ts";
import { toSoarError, type SoarError } from "../errors.ts";
import { silentLog } from "../log.ts";
import type { Traffic } from "./requests.ts";
import { withInstance, type InstanceOptions } from "./with-instance.ts";

/** What came of `test-module`. */
export interface TestOutcome extends Traffic {
  /** What is wrong; absent when all is well. */
  error?: SoarError;
}

/**
 * Runs `test-module` as `soar test` does. An error of it does not reject: it is the outcome's `error`.
 * @throws ArgumentError when not exactly one source of answers is given, or there is no recording of a test
 * @throws ManifestError · ParameterError when there is nothing to run it on
 */
export async function runTest(options: InstanceOptions): Promise<TestOutcome> {
  return withInstance(options, { caller: "runTest", command: "test-module", args: {} }, async (opened) => {
    const { instance, clock, traffic } = opened;
    const { signal } = new AbortController();
    const error = await testInstance(instance, { log: silentLog, signal, now: clock.now }).then(
      () => undefined,
      (thrown: unknown) => toSoarError(thrown),
    );
    return { ...(error ? { error } : {}), ...traffic() };
  });
}
