import type { Range } from "../incidents/fetch.ts";
import type { CoverageRow } from "./events.ts";
import { createLateness, type Lateness } from "./lateness.ts";

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

/** Ranges that come one after the other, merged now and then: what is kept grows with their gaps, not their number. */
export function createUnion(): { add: (range: Range) => void; ranges: () => Range[] } {
  let all: Range[] = [];
  let waiting: Range[] = [];
  const settle = () => {
    all = merged([...all, ...waiting]);
    waiting = [];
    return all;
  };
  return {
    add: (range) => {
      waiting.push(range);
      if (waiting.length >= Math.max(WAITING, all.length)) settle();
    },
    ranges: settle,
  };
}

/** What is known of one stream in a range. */
export interface StreamCoverage {
  /** What has been read whole. */
  covered: Range[];
  gaps: Range[];
  /** How many events were handed on by the pages of the range. */
  events: number;
  late: Lateness;
  /** Where pages begin that had late events, for a time line: the last 2,000 of them, epoch milliseconds. */
  lateAt: number[];
  /** When something was read last, epoch milliseconds; absent when nothing was. */
  readAt?: number;
  /** From the first moment covered, or as it was asked. */
  range?: Range;
}

/**
 * What the pages of a stream say together. Keeps none of them while it reads.
 * @param asked from where on and until when. @default from the first moment covered to the last
 */
export async function summarize(
  rows: AsyncIterable<CoverageRow> | Iterable<CoverageRow>,
  asked: Partial<Range> = {},
): Promise<StreamCoverage> {
  const union = createUnion();
  const lateness = createLateness();
  let events = 0;
  let lateAt: number[] = [];
  let readAt: number | undefined;
  for await (const row of rows) {
    if (row.covered) union.add(row.covered);
    lateness.add(row.late);
    events += row.sent;
    if (row.late.count > 0 && row.events) lateAt.push(row.events.from);
    if (lateAt.length >= 2 * MOST_LATE) lateAt = lateAt.slice(-MOST_LATE);
    readAt = Math.max(readAt ?? row.readAt, row.readAt);
  }
  const all = union.ranges();
  const from = asked.from ?? all[0]?.from;
  const to = asked.to ?? all.at(-1)?.to;
  const range = from === undefined || to === undefined || to <= from ? undefined : { from, to };
  return {
    covered: range ? clipped(all, range) : [],
    gaps: range ? gapsIn(range, all) : [],
    events,
    late: lateness.result(),
    lateAt: lateAt.slice(-MOST_LATE),
    ...(readAt === undefined ? {} : { readAt }),
    ...(range && { range }),
  };
}

// --- internal ---

/** Ranges merged at once, at least. */
const WAITING = 1_000;

/** More could not be told apart on a time line. */
const MOST_LATE = 2_000;
