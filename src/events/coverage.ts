import type { Range } from "../incidents/fetch.ts";
import type { CoverageRow } from "./events.ts";

/** The same moments as ranges that neither overlap nor touch, in order. Ranges without a moment are left out. */
export function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const { from, to } of ranges.filter((range) => range.to > range.from).sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

/** What of `within` is in none of the ranges, which are merged. */
export function gapsIn(within: Range, ranges: readonly Range[]): Range[] {
  const gaps: Range[] = [];
  let from = within.from;
  for (const range of clipped(ranges, within)) {
    if (range.from > from) gaps.push({ from, to: range.from });
    from = range.to;
  }
  if (within.to > from) gaps.push({ from, to: within.to });
  return gaps;
}

/** What of the ranges lies in `within`. */
export function clipped(ranges: readonly Range[], within: Range): Range[] {
  return ranges
    .map(({ from, to }) => ({ from: Math.max(from, within.from), to: Math.min(to, within.to) }))
    .filter(({ from, to }) => to > from);
}

/** Whether one of the ranges, which are merged, holds the moment. */
export function holds(ranges: readonly Range[], at: number): boolean {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.to ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return (ranges[low]?.from ?? Infinity) <= at;
}

/** How late events came, in milliseconds. */
export interface Lateness {
  count: number;
  /** Half of them, and 99 in 100, came no later than this; of each page only its latest is known, for all of them. */
  p50Ms: number;
  p99Ms: number;
  mostMs: number;
}

/** What is known of one stream in a range. */
export interface StreamCoverage {
  /** What has been read whole. */
  covered: Range[];
  gaps: Range[];
  /** How many events were handed on by the pages of the range. */
  events: number;
  late: Lateness;
  /** When something was read last, epoch milliseconds; absent when nothing was. */
  readAt?: number;
  /** From the first moment covered, or as it was asked. */
  range?: Range;
}

/**
 * What the pages of a stream say together.
 * @param asked from where on and until when. @default from the first moment covered to the last
 */
export function summarize(rows: readonly CoverageRow[], asked: Partial<Range> = {}): StreamCoverage {
  const all = merged(rows.flatMap(({ covered }) => (covered ? [covered] : [])));
  const from = asked.from ?? all[0]?.from;
  const to = asked.to ?? all.at(-1)?.to;
  const range = from === undefined || to === undefined || to <= from ? undefined : { from, to };
  const readAt = rows.reduce<number | undefined>(
    (latest, row) => Math.max(latest ?? row.readAt, row.readAt),
    undefined,
  );
  return {
    covered: range ? clipped(all, range) : [],
    gaps: range ? gapsIn(range, all) : [],
    events: rows.reduce((sum, { sent }) => sum + sent, 0),
    late: latenessOf(rows),
    ...(readAt === undefined ? {} : { readAt }),
    ...(range && { range }),
  };
}

/** How late the events of the pages came, taking the latest of each page for all of its late ones. */
export function latenessOf(rows: readonly Pick<CoverageRow, "late">[]): Lateness {
  const late = rows.map((row) => row.late).filter(({ count }) => count > 0);
  late.sort((a, b) => a.mostMs - b.mostMs);
  const count = late.reduce((sum, each) => sum + each.count, 0);
  const within = (part: number) => {
    let seen = 0;
    return late.find((each) => (seen += each.count) >= part * count)?.mostMs ?? 0;
  };
  return { count, p50Ms: within(0.5), p99Ms: within(0.99), mostMs: late.at(-1)?.mostMs ?? 0 };
}
