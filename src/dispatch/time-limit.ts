import { InterruptedError, SoarError, TimeoutError } from "../errors.ts";

export interface TimeLimit {
  /** The caller's: aborted when he stops the work. */
  signal: AbortSignal;
  timeoutMs: number;
  /** What is limited, for the message. */
  what: string;
}

/**
 * Gives `work` a signal that is aborted when its time is over or the caller stops it, and then waits for it no longer:
 * it may not be listening.
 * @throws TimeoutError · InterruptedError (or the SoarError that the caller's signal was aborted with)
 */
export async function withinTime<T>(work: (signal: AbortSignal) => Promise<T>, limit: TimeLimit): Promise<T> {
  if (limit.signal.aborted) throw interruption(limit.signal, limit.what);
  const controller = new AbortController();
  const stopped = Promise.withResolvers<never>();
  const stop = (error: SoarError) => {
    // First the promise: what `work` throws because of the abort must not win over the reason for it.
    stopped.reject(error);
    controller.abort(error);
  };
  const onAbort = () => stop(interruption(limit.signal, limit.what));
  const timer = setTimeout(() => stop(overdue(limit)), Math.min(limit.timeoutMs, LONGEST_TIMER));
  limit.signal.addEventListener("abort", onAbort);
  try {
    // `stopped` first: should both fail at once, it tells why.
    return await Promise.race([stopped.promise, work(controller.signal)]);
  } finally {
    clearTimeout(timer);
    limit.signal.removeEventListener("abort", onAbort);
  }
}

/** The error for a caller's aborted signal. */
export function interruption(signal: AbortSignal, what: string): SoarError {
  if (signal.reason instanceof SoarError) return signal.reason;
  return new InterruptedError(`${what} was interrupted.`, "Run it again to start over.", { cause: signal.reason });
}

// --- internal ---

/** Node's timers overflow beyond 31 bits, and then fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

function overdue({ what, timeoutMs }: TimeLimit): TimeoutError {
  return new TimeoutError(
    `${what} did not end within ${timeoutMs / 1000} s.`,
    "Give it more time with execution-timeout=SECONDS, or ask for less at once.",
  );
}
