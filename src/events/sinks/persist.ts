import type { SinkError } from "../../errors.ts";
import { createDeadline, noteWait, type Wait } from "../../http/deadline.ts";
import type { Log } from "../../log.ts";

/** What came of one try to hand events on: taken, or worth another try. What no other try can mend is thrown. */
export type Handing<T> =
  | { kind: "taken"; value: T }
  | {
      kind: "again";
      /** What is reported when there is no time for another. */
      error: (tries: number) => SinkError;
      /** How long the receiver asks to wait. */
      afterMs?: number | undefined;
    };

export interface Patience {
  log: Log;
  /** Epoch milliseconds. */
  now: () => number;
  /** From 0 to below 1. */
  random: () => number;
  wait: Wait;
  /** How long one write may wait for its receiver, all tries together. @default 120,000 */
  deadlineMs?: number;
}

/**
 * Tries until the receiver takes it or the time is over. Waits are drawn from the whole range below a doubling bound,
 * except where the receiver says how long.
 * @throws what the last try gave, or what a try threw · InterruptedError
 */
export async function persist<T>(
  attempt: () => Promise<Handing<T>>,
  { log, now, random, wait, deadlineMs = 120_000 }: Patience,
  signal: AbortSignal,
): Promise<T> {
  const deadline = createDeadline({ ms: deadlineMs, now, wait, signal });
  for (let tries = 1; ; tries += 1) {
    const handing = await attempt();
    if (handing.kind === "taken") return handing.value;
    const delayMs = handing.afterMs ?? Math.round(random() * Math.min(CAP_MS, BASE_MS * 2 ** (tries - 1)));
    const error = handing.error(tries);
    if (delayMs >= deadline.remainingMs()) throw error;
    noteWait(log, delayMs, `${error.message} It is tried again then`);
    await deadline.wait(delayMs);
  }
}

// --- internal ---

const BASE_MS = 500;
const CAP_MS = 20_000;
