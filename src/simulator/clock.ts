import { ArgumentError } from "../errors.ts";

/** The simulator's own time. Epoch milliseconds, whole numbers. */
export interface Clock {
  now(): number;
  /** The time it began at. The data is laid out around it. */
  readonly startedAt: number;
  /** How many simulated milliseconds pass in one real one; 0 keeps it still. */
  speed(): number;
  setSpeed(speed: number): void;
  /** Moves it forward at once. @throws ArgumentError for a negative number */
  advance(ms: number): void;
  /**
   * Milliseconds since the start, as `now()` counts them, except that real time counts while the clock stands still.
   * For what must go on all the same, such as a rate limit: a client that waits has to get on.
   */
  elapsed: () => number;
  /**
   * Does `work` in one moment: meanwhile the time stands still, unless `work` itself moves it. Then it goes on as if it
   * had never stood still. Not to be nested.
   * @param at the moment, epoch milliseconds, from where the time then goes on. @default now
   */
  hold: <T>(work: () => T, at?: number) => T;
}

/**
 * @param options.startAt ISO time to begin at. A clock with a `startAt` and without a `speed` stands still.
 * @param options.speed @default 1, or 0 with a `startAt`
 * @param options.now real time
 * @throws ArgumentError when `startAt` is no time or `speed` no number of 0 or more
 */
export function createClock(options: {
  startAt?: string | undefined;
  speed?: number | undefined;
  now: () => number;
}): Clock {
  const startedAt = options.startAt === undefined ? Math.floor(options.now()) : Date.parse(options.startAt);
  if (!Number.isFinite(startedAt)) {
    const message = `The simulator cannot start at ${String(options.startAt)}: it is no ISO time.`;
    throw new ArgumentError(message, "Write it like 2026-01-05T11:00:00Z.");
  }
  let speed = checkedSpeed(options.speed ?? (options.startAt === undefined ? 1 : 0));
  let reached = { simulated: 0, elapsed: 0, real: options.now() };
  let isHeld = false;

  /** Counts what has passed since it was last read. A real clock that is set back does not turn this one back. */
  function read(): { simulated: number; elapsed: number } {
    if (isHeld) return reached;
    const real = options.now();
    const passed = Math.max(0, real - reached.real);
    reached = {
      simulated: reached.simulated + passed * speed,
      elapsed: reached.elapsed + passed * (speed === 0 ? 1 : speed),
      real,
    };
    return reached;
  }

  return {
    startedAt,
    now: () => startedAt + Math.floor(read().simulated),
    elapsed: () => read().elapsed,
    speed: () => speed,
    setSpeed: (next) => {
      read();
      speed = checkedSpeed(next);
    },
    hold: (work, at) => {
      read();
      if (at !== undefined) reached = { ...reached, simulated: at - startedAt };
      isHeld = true;
      try {
        return work();
      } finally {
        isHeld = false;
      }
    },
    advance: (ms) => {
      if (Number.isFinite(ms) && ms >= 0) {
        const { simulated, elapsed } = read();
        reached = { ...reached, simulated: simulated + ms, elapsed: elapsed + ms };
        return;
      }
      const message = `The simulator's clock cannot be moved by ${String(ms)} ms.`;
      throw new ArgumentError(message, "It only goes forward: give a number of 0 or more.");
    },
  };
}

// --- internal ---

function checkedSpeed(speed: number): number {
  if (Number.isFinite(speed) && speed >= 0) return speed;
  const message = `The simulator's clock cannot run at a speed of ${String(speed)}.`;
  throw new ArgumentError(message, "Give a number of 0 or more; 1 is real time, 0 stands still.");
}
