/** The simulator's own time. Epoch milliseconds, whole numbers. */
export interface Clock {
  now(): number;
  /** The time it began at. The data is laid out around it. */
  readonly startedAt: number;
  /** How many simulated milliseconds pass in one real one; 0 keeps it still. */
  speed(): number;
  setSpeed(speed: number): void;
  /** Moves it forward at once. */
  advance(ms: number): void;
  /**
   * Milliseconds since the start, as `now()` counts them, except that real time counts while the clock stands still.
   * For what must go on all the same, such as a rate limit: a client that waits has to get on.
   */
  elapsed: () => number;
}

/**
 * @param options.startAt ISO time to begin at. A clock with a `startAt` and without a `speed` stands still.
 * @param options.speed @default 1, or 0 with a `startAt`
 * @param options.now real time
 * @throws RangeError when `startAt` is no time or `speed` no number of 0 or more.
 */
export function createClock(options: { startAt?: string; speed?: number; now: () => number }): Clock {
  const startedAt = options.startAt === undefined ? Math.floor(options.now()) : Date.parse(options.startAt);
  if (!Number.isFinite(startedAt)) throw new RangeError(`${String(options.startAt)} is not an ISO time.`);
  let speed = checkedSpeed(options.speed ?? (options.startAt === undefined ? 1 : 0));
  let reached = { simulated: 0, elapsed: 0, real: options.now() };

  function read(): { simulated: number; elapsed: number; real: number } {
    const real = options.now();
    // A real clock that is set back must not turn the simulated one back.
    const passed = Math.max(0, real - reached.real);
    return {
      simulated: reached.simulated + passed * speed,
      elapsed: reached.elapsed + passed * (speed === 0 ? 1 : speed),
      real,
    };
  }

  return {
    startedAt,
    now: () => startedAt + Math.floor(read().simulated),
    elapsed: () => read().elapsed,
    speed: () => speed,
    setSpeed: (next) => {
      reached = read();
      speed = checkedSpeed(next);
    },
    advance: (ms) => {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`The clock only goes forward, not by ${String(ms)} ms.`);
      const { simulated, elapsed, real } = read();
      reached = { simulated: simulated + ms, elapsed: elapsed + ms, real };
    },
  };
}

// --- internal ---

function checkedSpeed(speed: number): number {
  if (Number.isFinite(speed) && speed >= 0) return speed;
  throw new RangeError(`A speed is a number of 0 or more, not ${String(speed)}.`);
}
