import { setTimeout } from "node:timers/promises";

/** The time of one run, and how it is waited for. */
export interface TestClock {
  /** Epoch milliseconds. */
  now: () => number;
  wait: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Waits as long as it takes. */
export function realClock(now: () => number): TestClock {
  return { now, wait: (ms, signal) => setTimeout(ms, undefined, signal ? { signal } : {}) };
}

/** A wait ends at once and moves the time by as much; `advance` moves another clock along. */
export function jumpingClock(now: () => number, advance?: (ms: number) => Promise<void>): TestClock {
  let waitedMs = 0;
  return {
    now: () => now() + waitedMs,
    wait: async (ms, signal) => {
      signal?.throwIfAborted();
      waitedMs += ms;
      await advance?.(ms);
    },
  };
}
