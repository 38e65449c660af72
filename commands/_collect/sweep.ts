import { ApiError, type CollectedEvent, type EventPage, type EventsHandler, type Range } from "soarkit";
import type { Code42 } from "../_manifest.gen.ts";
import { readCursor, writeCursor, type Cursor, type Sweep } from "./cursor.ts";
import type { Source, SourcePage } from "./source.ts";

type Input = Parameters<EventsHandler<Code42>>[0];

/**
 * Reads a stream in sweeps. A sweep goes from the earliest time at which something could still turn up to the moment at
 * which it began, in windows that are read one after the other; where in them it stands is in every page's `lastRun`,
 * so that it does not matter after which page a run ends. The next sweep reads the look-back again, and what is known
 * is dropped: it may be answered in any order, at any time, and twice.
 */
export async function* sweepStream(source: Source, input: Input): AsyncGenerator<EventPage, void, undefined> {
  let left = input.limit;
  for (let isResumed = true; isResumed && left > 0;) {
    const place = await beginAt(source, input);
    isResumed = place.isResumed;
    for await (const page of isResumed ? [] : anyAge(source, place.cursor, input, left)) {
      left -= page.events.length;
      yield page;
      if (left <= 0) return;
    }
    for await (const page of windows(source, place, input, left)) {
      left -= page.events.length;
      yield page;
      input = { ...input, lastRun: page.lastRun };
    }
  }
}

/** From where a sweep that began at `startedAt` would read. */
export function startOf(cursor: Cursor | undefined, source: Source, input: Input, startedAt: number): number {
  const lookedBack = startedAt - source.lookBackMs;
  if (input.range) return input.range.from;
  if (cursor === undefined) return input.from ?? lookedBack;
  // Also when the look-back has been made longer since.
  return Math.max(cursor.floor, Math.min(cursor.since, lookedBack));
}

// --- internal ---

interface Place {
  cursor: Cursor;
  sweep: Sweep;
  /** The sweep was begun by an earlier run. */
  isResumed: boolean;
}

/** Most of the look-back is known: tiny pages would take many requests to get through it. */
const LEAST_PAGE = 500;

/** Our clock is taken for right when it is this close to the vendor's, which tells whole seconds only. */
const CLOCKS_APART_MS = 10_000;

async function beginAt(source: Source, input: Input): Promise<Place> {
  const { lastRun, range, now, signal } = input;
  const kept = range ? undefined : readCursor(lastRun);
  if (kept?.sweep) return { cursor: kept, sweep: kept.sweep, isResumed: true };
  // By the answer's Date the clock is corrected, if ours is wrong: only then is it asked what time it is.
  const guess = startOf(kept, source, input, now());
  const total = await source.count({ from: guess, ...(range && { to: range.to }) }, signal);
  const startedAt = now();
  // A first run whose clock was far ahead would keep all others from reading until then.
  const cursor = kept && kept.floor <= startedAt ? kept : undefined;
  const from = startOf(cursor, source, input, startedAt);
  const to = range ? Math.min(range.to, startedAt) : startedAt;
  const span = Math.max(1, to - from);
  const widthMs = total > source.mostInWindow ? narrowed(span, total, source.mostInWindow) : span;
  const begun = { floor: cursor?.floor ?? from, since: cursor?.since ?? from };
  return { cursor: begun, sweep: { startedAt, to, reached: from, widthMs }, isResumed: false };
}

/** What is found at any age moves nothing: the sweep that it belongs to has not begun. */
async function* anyAge(source: Source, cursor: Cursor, input: Input, limit: number): AsyncGenerator<EventPage> {
  if (source.anyAge === undefined || input.range) return;
  let left = limit;
  for await (const events of source.anyAge(cursor.since, input.signal)) {
    const fresh = (await source.fresh(events, input.known)).slice(0, left);
    left -= fresh.length;
    if (fresh.length > 0) yield { events: fresh, lastRun: writeCursor(cursor) };
    if (left <= 0) return;
  }
}

async function* windows(source: Source, place: Place, input: Input, limit: number): AsyncGenerator<EventPage> {
  const { cursor } = place;
  let { sweep } = place;
  let left = limit;
  /** How many events the window under way holds. */
  let total: number | undefined;
  /** How often the window under way was begun anew. */
  let anew = 0;
  /** How many of its pages had another one after them. */
  let pages = 0;
  // Nothing to read yet; where the first run began is kept all the same.
  if (isOver(sweep) && !input.range) yield pageOf([], ended(cursor, sweep, source), input);
  while (sweep.reached < sweep.to && left > 0) {
    const { window: open, reached: from } = sweep;
    const window = { from, to: open?.to ?? Math.min(sweep.to, from + sweep.widthMs) };
    const span = window.to - from;
    // Read anew, pages hold what is known and does not count.
    const size = anew > 0 ? source.pageSize : Math.min(source.pageSize, Math.max(left, LEAST_PAGE));
    let page: SourcePage;
    try {
      page = await source.read(window, { size, next: open?.next }, input.signal);
    } catch (error) {
      if (open === undefined || source.isStale?.(error) !== true || (anew > 0 && span <= 1)) throw error;
      input.log.info("The next page is no longer to be had: the window is read anew.", { from });
      // The second time in narrower ones, which are over sooner.
      sweep = { ...closed(sweep), widthMs: anew > 0 ? Math.floor(span / 2) : span };
      anew += 1;
      continue;
    }
    if (open === undefined) total = page.total;
    if (open === undefined && (total ?? 0) > source.mostInWindow && span > 1) {
      sweep = { ...sweep, widthMs: narrowed(span, total ?? 0, source.mostInWindow) };
      continue;
    }
    // Lists are emptied as soon as they have been passed on: while one page is read, the last one is not in memory.
    const fresh = await source.fresh(page.events.splice(0), input.known);
    const events = fresh.sort((one, other) => one.at - other.at).splice(0, left);
    left -= events.length;
    if (fresh.length > 0) {
      yield pageOf(events, { ...cursor, sweep }, input);
    } else if (page.next !== undefined) {
      pages += 1;
      if (pages > mostPages(total, source)) throw endless(window);
      sweep = { ...sweep, window: { to: window.to, next: page.next } };
      yield pageOf(events, { ...cursor, sweep }, input);
    } else {
      sweep = { ...closed(sweep), reached: window.to, widthMs: nextWidth(span, total, source) ?? sweep.widthMs };
      yield pageOf(events, isOver(sweep) ? ended(cursor, sweep, source) : { ...cursor, sweep }, input, {
        ...window,
        query: source.query(window),
      });
      [anew, pages] = [0, 0];
    }
    events.length = 0;
  }
}

/** Three times as many as the smallest pages would make of it, and some for what comes meanwhile. */
function mostPages(total: number | undefined, { mostInWindow, pageSize }: Source): number {
  return 100 + 3 * Math.ceil(Math.max(total ?? 0, mostInWindow) / Math.min(pageSize, LEAST_PAGE));
}

function endless({ from, to }: Range): ApiError {
  return new ApiError(
    `Incydr gives ever more pages of what is between ${new Date(from).toISOString()} and ${new Date(to).toISOString()}.`,
    "The next run goes on from here. If it stays so, ask Code42, or report it to the integration's author.",
    { status: 200, body: "" },
  );
}

function pageOf(events: CollectedEvent[], cursor: Cursor, input: Input, covered?: EventPage["covered"]): EventPage {
  // A range that is read again moves nothing.
  const lastRun = input.range ? input.lastRun : writeCursor(cursor);
  return { events, lastRun, ...(covered && { covered }) };
}

/** Without the window under way. */
function closed({ startedAt, to, reached, widthMs }: Sweep): Sweep {
  return { startedAt, to, reached, widthMs };
}

function isOver({ reached, to }: Sweep): boolean {
  return reached >= to;
}

/** What turned up while the sweep was under way may lie before where it stood then: it is looked for once more. */
function ended({ floor }: Cursor, { to, startedAt }: Sweep, source: Source): Cursor {
  return { floor, since: Math.max(floor, Math.min(to, startedAt - source.lookBackMs - CLOCKS_APART_MS)) };
}

/** So that a window holds a little less than it may, if events are spread evenly. */
function narrowed(span: number, total: number, most: number): number {
  return Math.max(1, Math.floor((span * 0.9 * most) / total));
}

/** Backlogs are not spread evenly: a window is at most four times as wide as the one before, and not under a quarter. */
function nextWidth(span: number, total: number | undefined, source: Source): number | undefined {
  if (total === undefined) return undefined;
  const fitting = total === 0 ? Infinity : narrowed(span, total, source.mostInWindow);
  return Math.max(1, Math.floor(span / 4), Math.min(fitting, span * 4));
}
