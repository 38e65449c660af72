/**
 * Spreads events over a span of time as people work: dense in office hours, thin at night and in the weekend (UTC).
 * Later events never come before earlier ones.
 */
export interface Timeline {
  /** @param share how far into the span's activity, 0 to 1. Gives microseconds since 1970. */
  micros(share: number): number;
}

/** @param span epoch milliseconds; `to` lies after `from` */
export function createTimeline(span: { from: number; to: number }): Timeline {
  const starts: number[] = [];
  const densities: number[] = [];
  /** The activity before each stretch; one longer than `starts`. */
  const before: number[] = [0];
  for (let start = span.from, end; start < span.to; start = end) {
    end = Math.min(span.to, (Math.floor(start / HOUR_MS) + 1) * HOUR_MS);
    starts.push(start);
    densities.push(density(start));
    before.push((before.at(-1) ?? 0) + (end - start) * density(start));
  }
  const whole = before.at(-1) ?? 0;
  return {
    micros: (share) => {
      const activity = share * whole;
      const index = lastAtOrBelow(before, activity, starts.length - 1);
      const start = starts[index] ?? span.from;
      const passedMs = (activity - (before[index] ?? 0)) / (densities[index] ?? 1);
      return Math.floor((start + passedMs) * 1000);
    },
  };
}

// --- internal ---

const HOUR_MS = 3_600_000;

function density(at: number): number {
  const time = new Date(at);
  const hour = time.getUTCHours();
  if (time.getUTCDay() % 6 === 0) return 1;
  return hour >= 7 && hour < 19 ? 8 : 2;
}

/** The last index up to `last` whose element is not above the value. */
function lastAtOrBelow(sorted: number[], value: number, last: number): number {
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
