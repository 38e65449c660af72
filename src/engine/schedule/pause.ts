import { setTimeout } from "node:timers/promises";

/** Waits so many milliseconds; ends early, and without an error, when the signal is aborted. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** By the real clock. */
export const pause: Pause = async (ms, signal) => {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
};
