import { maskError } from "../dispatch/mask.ts";
import { ParameterError, toSoarError } from "../errors.ts";
import { clipped } from "../events/coverage.ts";
import type { EventStore, StreamKey } from "../events/events.ts";
import type { Range } from "../incidents/fetch.ts";
import type { Log } from "../log.ts";
import { parseSpan } from "../manifest/dates.ts";
import type { EventStream } from "../manifest/manifest.ts";
import { KEEP_IDS_MS } from "../store/event-ids.ts";
import type { RunningInstance } from "./open-instance.ts";
import type { StreamReading } from "./read-coverage.ts";

export interface CheckRuntime {
  store: { events: Pick<EventStore, "tally" | "cursor" | "known" | "coverage"> };
  log: Log;
  signal: AbortSignal;
  /** Epoch milliseconds by the local clock. */
  now: () => number;
}

/** What the vendor has now, beside what was collected. */
export interface CoverageCheck {
  /** What was compared: whole hours that were covered, whose look-back is over and whose ids are kept. */
  compared: Range[];
  /** Why nothing could be compared. */
  unable?: string;
  /** Ranges in which the vendor has more than was collected, and how many. */
  missing: (Range & { count: number })[];
  requests: number;
}

/**
 * Asks the vendor how many events it has in each range that was covered, and compares with how many were collected.
 * Where it has more, the range is halved until it is an hour. Costs a request for each covered range, and some for each
 * place where events are missing, at most `MOST_REQUESTS` together.
 * @throws what the integration throws, without secrets
 */
export async function checkCoverage(
  instance: RunningInstance,
  stream: EventStream,
  reading: StreamReading,
  { store, log, signal, now }: CheckRuntime,
): Promise<CoverageCheck> {
  const key = { instance: reading.instance, stream: reading.stream, sink: reading.sink };
  const nothing = { compared: [], missing: [], requests: 0 };
  try {
    const { count } = await instance.integration.eventsModule();
    if (!count) return { ...nothing, unable: "the integration cannot count its events" };
    const compared = comparable(reading, lookBackOf(stream, instance.params), now());
    if (await hasMarks(store.events, key, compared)) {
      return { ...nothing, unable: "its events change, so that their number says nothing" };
    }
    const client = await instance.client({ dryRun: false, readsOnly: true, lane: "collect" });
    const { lastRun } = await store.events.cursor(key);
    let requests = 0;
    const atVendor = async (range: Range) => {
      requests += 1;
      return count({
        stream: stream.name,
        params: instance.params,
        client,
        lastRun,
        range,
        known: (events) => store.events.known(key, events),
        limit: Number.MAX_SAFE_INTEGER,
        log,
        signal,
        now: instance.vendorNow,
      });
    };
    const missing: CoverageCheck["missing"] = [];
    const rest: Counted[] = [];
    for (const range of compared) {
      const there = await atVendor(range);
      if (there === undefined) return { ...nothing, requests, unable: "only reading its events would tell" };
      rest.push({ range, there });
    }
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const { range, there } = next;
      const lacking = there - (await store.events.tally(key, range));
      if (lacking <= 0) continue;
      const middle = hourAfter((range.from + range.to) / 2);
      const isNarrow = range.to - range.from <= HOUR_MS || requests >= MOST_REQUESTS;
      const early = { from: range.from, to: middle };
      const before = isNarrow ? undefined : await atVendor(early);
      if (before === undefined) missing.push({ ...range, count: lacking });
      else
        rest.unshift({ range: early, there: before }, { range: { from: middle, to: range.to }, there: there - before });
    }
    return { compared, missing, requests };
  } catch (thrown) {
    throw maskError(toSoarError(thrown), (text) => instance.mask(text));
  }
}

// --- internal ---

/** A range, and how many events the vendor has in it. */
interface Counted {
  range: Range;
  there: number;
}

const HOUR_MS = 3_600_000;

/** Of one stream; where more would be needed, ranges stay as wide as they are then. */
const MOST_REQUESTS = 40;

/**
 * Whether more ids are kept of a range than events were handed on: marks are ids, too, of things that change. Only of what
 * is compared, since of what is older no ids are kept.
 */
async function hasMarks(
  events: CheckRuntime["store"]["events"],
  key: StreamKey,
  ranges: readonly Range[],
): Promise<boolean> {
  for (const range of ranges) {
    // All that were of the range, and of the pages at its ends some that were not.
    let most = 0;
    for await (const { events: times, sent } of events.coverage(key, range)) {
      if (times && times.from < range.to && times.to > range.from) most += sent;
    }
    if ((await events.tally(key, range)) > most) return true;
  }
  return false;
}

/** What was covered, but in whole hours, without what is still looked for and without what is forgotten. */
function comparable({ covered }: StreamReading, lookBackMs: number, now: number): Range[] {
  const within = { from: now - KEEP_IDS_MS, to: now - lookBackMs };
  return clipped(covered, within)
    .map(({ from, to }) => ({ from: hourAfter(from), to: hourBefore(to) }))
    .filter(({ from, to }) => to > from);
}

/** The first hour that begins at the moment or after it. */
function hourAfter(at: number): number {
  return Math.ceil(at / HOUR_MS) * HOUR_MS;
}

/** The last hour that begins at the moment or before it. */
function hourBefore(at: number): number {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}

/** @throws ParameterError unless the stream's parameter says how far back it looks */
function lookBackOf({ name, lookBack }: EventStream, params: Record<string, unknown>): number {
  const text = lookBack === undefined ? undefined : params[lookBack];
  if (text === undefined) return 0;
  const ms = typeof text === "string" ? parseSpan(text) : undefined;
  if (ms !== undefined) return ms;
  throw new ParameterError(
    `${lookBack ?? ""} must be a length of time, got ${JSON.stringify(text)}: it says how late events of ${name} may come.`,
    "Write a number and a unit, such as 15 minutes.",
  );
}
