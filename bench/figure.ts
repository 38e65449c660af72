/** One benchmark's outcome: a ratio against a floor measured in the same run. */
export interface Figure {
  name: string;
  /** What it is measured against. */
  floor: string;
  /** Ours and the floor's, in `unit`. */
  ours: number;
  theirs: number;
  unit: string;
  /** Ours over the floor's. */
  ratio: number;
  /** What the ratio must not pass, in the direction given. Absolute bars look at ours alone. */
  bar: { atMost: number } | { atLeast: number } | { oursAtLeast: number } | { oursAtMost: number };
}

/** The middle one of several measurements. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

export function holds({ bar, ratio, ours }: Figure): boolean {
  if ("atMost" in bar) return ratio <= bar.atMost;
  if ("atLeast" in bar) return ratio >= bar.atLeast;
  return "oursAtLeast" in bar ? ours >= bar.oursAtLeast : ours <= bar.oursAtMost;
}
