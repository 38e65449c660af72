import type { Covered, Range } from "../incidents/fetch.ts";
import type { CoverageRow } from "./events.ts";
import { mergeLate } from "./lateness.ts";

/**
 * The rows of pages whose ids are forgotten, in fewer rows that say the same of what was covered, how many events there
 * were and how late they came; the latest number and time of reading of those that were merged stand for all. Rows are
 * merged that end in the same span of time (a thirty-second of its age, at least a day), whose covered ranges adjoin or
 * overlap, and that were asked for in the same words but for their numbers. Nothing comes to be among the times of their
 * events that was not, unless it was covered: what was never read can still be healed.
 * @param rows in the order of their numbers
 */
export function mergeRows(rows: readonly CoverageRow[], now: number): CoverageRow[] {
  const kept: CoverageRow[] = [];
  for (const row of rows) {
    let grown = row;
    for (let index = kept.length - 1; index >= 0; index--) {
      const before = kept[index];
      const both = before && mergeTwo(before, grown, now);
      if (both === undefined) continue;
      grown = both;
      kept.splice(index, 1);
      // It reaches further now: what was passed over may adjoin.
      index = kept.length;
    }
    kept.push(grown);
  }
  return kept;
}

// --- internal ---

const DAY_MS = 86_400_000;

/** What is so many days old is told apart by days; what is twice as old by two days, and so on. */
const DAYS_APART = 32;

/** `later` has the higher number. */
function mergeTwo(before: CoverageRow, later: CoverageRow, now: number): CoverageRow | undefined {
  if (!isInOneSpan(endOf(before), endOf(later), now)) return undefined;
  const covered = mergeCovered(before.covered, later.covered);
  if (covered === "apart") return undefined;
  const between = betweenOf(before.events, later.events);
  if (between && !(covered && covered.from <= between.from && covered.to >= between.to)) return undefined;
  const events = hullOf(before.events, later.events);
  return {
    n: later.n,
    readAt: Math.max(before.readAt, later.readAt),
    sent: before.sent + later.sent,
    ...(events && { events }),
    ...(covered && { covered }),
    late: mergeLate(before.late, later.late),
    forgotten: true,
  };
}

/** Its last moment. */
function endOf({ covered, events }: CoverageRow): number {
  return (covered ?? events ?? { to: NaN }).to - 1;
}

/** Spans are the longer the older they are, and those of a length lie within those of twice the length. */
function isInOneSpan(one: number, other: number, now: number): boolean {
  const days = (now - Math.max(one, other)) / DAY_MS / DAYS_APART;
  const span = DAY_MS * 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, days))));
  return Math.floor(one / span) === Math.floor(other / span);
}

function mergeCovered(before: Covered | undefined, later: Covered | undefined): Covered | undefined | "apart" {
  if (before === undefined || later === undefined) return later ?? before;
  const isApart = before.from > later.to || later.from > before.to;
  if (isApart || wordsOf(before.query) !== wordsOf(later.query)) return "apart";
  return { from: Math.min(before.from, later.from), to: Math.max(before.to, later.to), query: later.query };
}

/** Queries for one range after the other differ in their times. */
function wordsOf(query: string): string {
  return query.replace(/\d+/gu, "0");
}

/** What lies between two ranges that neither overlap nor touch. */
function betweenOf(one: Range | undefined, other: Range | undefined): Range | undefined {
  if (one === undefined || other === undefined) return undefined;
  const between = { from: Math.min(one.to, other.to), to: Math.max(one.from, other.from) };
  return between.from < between.to ? between : undefined;
}

function hullOf(one: Range | undefined, other: Range | undefined): Range | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) };
}
