import { nextCron } from "../../instance/cron.ts";

/** When something runs: so often, counted from its first run, or at the times that a cron line names, by UTC. */
export type Schedule = { everyMs: number } | { cron: string };

/** How the runs before went, as far as the next one depends on it. */
export interface Past {
  /** When the first run began, epoch milliseconds. */
  anchor: number;
  /** How many runs in a row have failed up to now. */
  failures: number;
  /** The last one failed for what no other try can mend. */
  isHopeless: boolean;
}

/**
 * When the next run begins, epoch milliseconds; always later than `now`, the end of the run before.
 *
 * The times of a schedule do not move: those that have passed meanwhile, because a run took long or the machine slept,
 * are left out and not made up for. After n failures in a row it waits for 2ⁿ⁻¹ intervals, at most half an hour, and for
 * half an hour at once where another try alone cannot mend what is wrong.
 * To each time comes a share of the interval that `random` (0 up to 1) draws anew, so that many do not come at once: at
 * most a tenth, and at most a minute.
 */
export function nextRunAt(
  schedule: Schedule,
  { anchor, failures, isHopeless }: Past,
  now: number,
  random: number,
): number {
  const { at, gapMs } = planned(schedule, anchor, now);
  if (failures === 0) return at + jitterMs(gapMs, random);
  const doubled = gapMs * 2 ** Math.min(failures - 1, MOST_DOUBLINGS);
  const longest = Math.max(LONGEST_BACK_OFF_MS, gapMs);
  const delayMs = isHopeless ? longest : Math.min(longest, doubled);
  // Never before it would have run anyway.
  return Math.max(at, now + delayMs) + jitterMs(delayMs, random);
}

// --- internal ---

/** Between two tries after failures there is no more than this, but where the schedule itself has more; its jitter aside. */
const LONGEST_BACK_OFF_MS = 30 * 60_000;

const JITTER_SHARE = 0.1;
const MOST_JITTER_MS = 60_000;

/** More would not fit into a number, and is beyond any bound. */
const MOST_DOUBLINGS = 30;

/** For a cron line that names no time after the next one. */
const DAY_MS = 86_400_000;

/** The schedule's next time after `now`, and how long after that its next but one is. */
function planned(schedule: Schedule, anchor: number, now: number): { at: number; gapMs: number } {
  if ("everyMs" in schedule) {
    const { everyMs } = schedule;
    // A clock that was put back must not make it wait for the time that it has been through already.
    const passed = Math.max(0, Math.floor((now - anchor) / everyMs));
    const at = anchor + (passed + 1) * everyMs;
    return { at: Math.min(at, now + everyMs), gapMs: everyMs };
  }
  const at = nextCron(schedule.cron, now) ?? now + DAY_MS;
  return { at, gapMs: (nextCron(schedule.cron, at) ?? at + DAY_MS) - at };
}

function jitterMs(intervalMs: number, random: number): number {
  return Math.floor(Math.min(intervalMs * JITTER_SHARE, MOST_JITTER_MS) * random);
}
