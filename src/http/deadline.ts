import type { Log } from "../log.ts";
import { throwIfStopped } from "./interruption.ts";

/** The time that one request may take over all its tries. */
export interface Deadline {
  /** Milliseconds left; 0 or less when it is over. */
  remainingMs(): number;
  /** Waits, and ends early with the signal's reason when the caller stops. */
  wait(ms: number): Promise<void>;
  signal: AbortSignal | undefined;
}

/** Says that a request waits, and why, when it is so long that a person would wonder. */
export function noteWait(log: Log, ms: number, why: string): void {
  if (ms >= NOTABLE_MS) log.warn(`Waiting ${Math.ceil(ms / 1000)} s: ${why}.`);
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
      try {
        await wait(waitMs, signal);
      } finally {
        // A timer that is cut off says only that it was, not why.
        throwIfStopped(signal);
      }
    },
    signal,
  };
}

// --- internal ---

const NOTABLE_MS = 5_000;
