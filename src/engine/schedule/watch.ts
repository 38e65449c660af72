import type { SoarError } from "../../errors.ts";
import type { Pause } from "./pause.ts";
import { nextRunAt, type Schedule } from "./plan.ts";

/** What came of one run. */
export interface RunOutcome<T> {
  result: T;
  /** What it failed with; what it did before stays done. */
  error?: SoarError;
  /** What is waited for in place of the schedule, such as a configuration to be changed. */
  resumesOn?: (signal: AbortSignal) => Promise<void>;
  /** Held around the wait for the next run; the signal that it gives the wait ends it early, and the next run begins. */
  whileWaiting?: (wait: (wake: AbortSignal) => Promise<void>) => Promise<void>;
  /** There is nothing left to run. @default false */
  isOver?: boolean;
}

/** A run as it is told of. */
export interface FinishedRun<T> extends RunOutcome<T> {
  /** Epoch milliseconds. */
  startedAt: number;
  endedAt: number;
  /** How many runs in a row have failed, this one included. */
  failures: number;
  /** How many had failed in a row before this one went well. */
  recoveredFrom: number;
  /** The run before failed with the same. */
  isRepeated: boolean;
  /** Epoch milliseconds; absent when there is none, or something else is waited for. */
  nextAt?: number;
}

export interface Watch<T> {
  schedule: Schedule;
  /** Never called while it still runs. It gives what it fails with, and does not throw. */
  run: () => Promise<RunOutcome<T>>;
  /** Told of every run, before the next is waited for. */
  onRun: (run: FinishedRun<T>) => void;
  /** Ends the watch: at once while it waits, after the run while one is at work. */
  signal: AbortSignal;
  /** Epoch milliseconds. */
  now: () => number;
  pause: Pause;
  /** From 0 up to 1. */
  random: () => number;
}

/**
 * Runs at once, and then by the schedule until it is stopped. What a run takes too long for is left out: no run waits in
 * a queue, and after the machine has slept there is one run, at once.
 */
export async function watch<T>({ schedule, run, onRun, signal, now, pause, random }: Watch<T>): Promise<void> {
  const anchor = now();
  let failures = 0;
  let before: SoarError | undefined;
  while (!signal.aborted) {
    const startedAt = now();
    const outcome = await run();
    const { error, resumesOn, whileWaiting, isOver = false } = outcome;
    const recoveredFrom = error ? 0 : failures;
    failures = error ? failures + 1 : 0;
    const endedAt = now();
    const hasNext = !isOver && resumesOn === undefined && !signal.aborted;
    const past = { anchor, failures, isHopeless: error !== undefined && isHopeless(error) };
    const nextAt = hasNext ? nextRunAt(schedule, past, endedAt, random()) : undefined;
    const isRepeated = error !== undefined && before?.code === error.code && before.message === error.message;
    onRun({
      ...outcome,
      startedAt,
      endedAt,
      failures,
      recoveredFrom,
      isRepeated,
      ...(nextAt === undefined ? {} : { nextAt }),
    });
    before = error;
    if (isOver) return;
    const wait = async (wake: AbortSignal) => {
      if (resumesOn) await resumesOn(wake);
      if (nextAt !== undefined) await waitUntil(nextAt, { signal: wake, now, pause });
    };
    await (whileWaiting ? whileWaiting((wake) => wait(AbortSignal.any([signal, wake]))) : wait(signal));
  }
}

/** Whether only a change of the configuration can help. */
export function isHopeless({ code }: SoarError): boolean {
  return code === "CREDENTIALS" || code === "PARAMETER";
}

// --- internal ---

/** A timer stands still while the machine sleeps; the clock is looked at this often at least. */
const LOOK_EVERY_MS = 30_000;

/** Waits for a time by the clock. One that is put back does not make the wait longer. */
async function waitUntil(
  at: number,
  { signal, now, pause }: Pick<Watch<unknown>, "signal" | "now" | "pause">,
): Promise<void> {
  let latest = now();
  let leftMs = at - latest;
  while (leftMs > 0 && !signal.aborted) {
    const stepMs = Math.min(leftMs, LOOK_EVERY_MS);
    await pause(stepMs, signal);
    const time = now();
    leftMs -= time < latest ? stepMs : time - latest;
    latest = time;
  }
}
