import { throwIfStopped } from "./interruption.ts";

/** The time that one request may take over all its tries. */
export interface Deadline {
  /** Milliseconds left; 0 or less when it is over. */
  remainingMs(): number;
  /** Waits, and ends early with the signal's reason when the caller stops. */
  wait(ms: number): Promise<void>;
  signal: AbortSignal | undefined;
}

export type Wait = (ms: number, signal: AbortSignal | undefined) => Promise<void>;

/** Also counts the waits themselves, so that it passes under a clock that stands still. */
export function createDeadline(options: {
  ms: number;
  now: () => number;
  wait: Wait;
  signal: AbortSignal | undefined;
}): Deadline {
  const { ms, now, wait, signal } = options;
  const startedAt = now();
  let waitedMs = 0;
  return {
    remainingMs: () => ms - Math.max(waitedMs, now() - startedAt),
    async wait(waitMs) {
      throwIfStopped(signal);
      waitedMs += waitMs;
      await wait(waitMs, signal);
      throwIfStopped(signal);
    },
    signal,
  };
}
