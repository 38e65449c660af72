import { toSoarError } from "../errors.ts";
import type { Call, DispatchPorts } from "./call.ts";
import { isWorthRepeating, outcomeOf } from "./outcome.ts";
import { interruption } from "./time-limit.ts";

/**
 * Repeats `attempt` as `retry-count` and `retry-interval` say: a read after any error that may pass, a write only when
 * it is certain that it was not applied.
 */
export async function withRetries<T>(
  { options, target, request }: Call,
  ports: Pick<DispatchPorts, "wait" | "log">,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let left = options.retryCount; ; left -= 1) {
    try {
      return await attempt();
    } catch (thrown) {
      const error = toSoarError(thrown);
      const isSafe = target.command.effect === "read" || outcomeOf(error) === "failed";
      if (left <= 0 || !isSafe || !isWorthRepeating(error)) throw thrown;
      ports.log.info(`${target.command.name} failed and is tried again.`, { code: error.code, left });
    }
    await pause(options.retryIntervalMs, request.signal, target.command.name, ports);
  }
}

/** Waits, unless the caller stops the work meanwhile. */
export async function pause(
  ms: number,
  signal: AbortSignal,
  what: string,
  { wait }: Pick<DispatchPorts, "wait">,
): Promise<void> {
  try {
    await wait(ms, signal);
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
  if (signal.aborted) throw interruption(signal, what);
}
