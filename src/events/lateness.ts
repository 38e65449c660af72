/** Of the late events of several pages: how many came no later than so many milliseconds, in ascending order. */
export type LateSpread = [ms: number, count: number][];

/** The late events of one page, or of several that were merged. */
export interface LateArrivals {
  count: number;
  mostMs: number;
  /** Of pages that were merged: each page's latest, rounded up as `roundedUp` does, stands for all of its late ones. */
  spread?: LateSpread;
}

/** How late events came, in milliseconds. */
export interface Lateness {
  count: number;
  /**
   * Half of them, and 99 in 100, came no later than this, rounded up to two digits; of each page only its latest is
   * known, for all of them.
   */
  p50Ms: number;
  p99Ms: number;
  mostMs: number;
}

/** Counts the late events of pages, in memory that does not grow with the number of pages. */
export function createLateness(): { add: (late: LateArrivals) => void; result: () => Lateness } {
  const counts = new Map<number, number>();
  let [total, most] = [0, 0];
  return {
    add: (late) => {
      for (const [ms, count] of spreadOf(late)) counts.set(ms, (counts.get(ms) ?? 0) + count);
      total += late.count;
      if (late.count > 0) most = Math.max(most, late.mostMs);
    },
    result: () => {
      const sorted = inOrder(counts);
      const within = (part: number) => {
        let seen = 0;
        return Math.min(sorted.find(([, count]) => (seen += count) >= part * total)?.[0] ?? 0, most);
      };
      return { count: total, p50Ms: within(0.5), p99Ms: within(0.99), mostMs: most };
    },
  };
}

/** What both say together: `createLateness` gives the same for it as for the two. */
export function mergeLate(one: LateArrivals, other: LateArrivals): LateArrivals {
  if (one.count === 0) return other;
  if (other.count === 0) return one;
  const counts = new Map(spreadOf(one));
  for (const [ms, count] of spreadOf(other)) counts.set(ms, (counts.get(ms) ?? 0) + count);
  return {
    count: one.count + other.count,
    mostMs: Math.max(one.mostMs, other.mostMs),
    spread: inOrder(counts),
  };
}

// --- internal ---

/** 1,234 becomes 1,300: so few different lengths of time are there, however many pages. */
function roundedUp(ms: number): number {
  const whole = Math.ceil(ms);
  const unit = 10 ** Math.max(0, String(whole).length - 2);
  return Math.ceil(whole / unit) * unit;
}

function spreadOf({ count, mostMs, spread }: LateArrivals): LateSpread {
  return spread ?? (count === 0 ? [] : [[roundedUp(mostMs), count]]);
}

function inOrder(counts: ReadonlyMap<number, number>): LateSpread {
  return [...counts].sort(([one], [other]) => one - other);
}
