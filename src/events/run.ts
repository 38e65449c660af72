import { isDeepStrictEqual } from "node:util";
import type { Json } from "../json.ts";
import type { Log } from "../log.ts";
import type { Range } from "../incidents/fetch.ts";
import type { CollectedEvent, EventPage, EventsInput, EventStore, PageRecord, SentEvent, StreamKey } from "./events.ts";
import { createFresh } from "./fresh.ts";
import { createLateWatch, type Late } from "./late.ts";
import { toSentEvents, type LineOptions } from "./line.ts";
import type { Sink } from "./sink.ts";

/** One fetch of one stream to one sink: the handler, what it works with, and where its pages go. */
export interface CollectRun<Params, Client> {
  /** The integration's `fetch-events`. */
  handler: (input: EventsInput<Params, Client>) => AsyncIterable<EventPage>;
  params: Params;
  client: Client;
  store: EventStore;
  sink: Sink;
  key: StreamKey;
  /** What its events carry beside their own keys, and what keeps secrets out of them. */
  lines: LineOptions;
  /** To be read again, whole, instead of going on from where the last fetch left off; the cursor stays where it is. */
  range?: Range;
  /** Where a first fetch begins, epoch milliseconds. @default as the handler chooses */
  from?: number;
  /** With the page that reaches so many events the fetch ends. */
  limit: number;
  log: Log;
  signal: AbortSignal;
  /** Once it is aborted, the fetch ends after the page at work, which `signal` alone would cut off. */
  stop?: AbortSignal;
  /** Epoch milliseconds by the local clock. */
  now: () => number;
  /** Epoch milliseconds by the vendor's clock. */
  vendorNow: () => number;
  /** Told what was committed, each time: how many events, and the time of the last one. */
  onCommit?: (sent: number, at: number | undefined) => void;
  /** Told when a page is done with: how many events it had. */
  onPage?: (events: number) => void;
}

export interface CollectResult {
  /** Events handed on. */
  sent: number;
  /** Pages of the handler committed. */
  pages: number;
  late: Late;
  /** The handler had no more to give: the limit was not reached. */
  caughtUp: boolean;
  /** What the next fetch will go on from. */
  lastRun: Json;
  /** Ended by `signal` or `stop`, between two pages. */
  interrupted: boolean;
  /** Ended because another collector of the same stream and sink has moved on. */
  overtaken: boolean;
}

/**
 * Runs `fetch-events` once. The sink has a page before its ids and the cursor are committed, and that is done before
 * the next page is asked for: what is not committed is read again. A large page is handed on in parts; the cursor moves
 * with the last of them, and until then the ids of the others keep them from going out again.
 * @throws what the handler throws · SinkError · StoreError; what was committed before stays committed
 */
export async function runCollect<Params, Client>(run: CollectRun<Params, Client>): Promise<CollectResult> {
  const { store, sink, key, limit, signal, stop, log, onPage } = run;
  const isStopped = () => signal.aborted || stop?.aborted === true;
  const cursor = await store.cursor(key);
  const fetch = {
    run,
    fresh: createFresh(store, key),
    lateWatch: createLateWatch(store, key),
    ...cursor,
    result: { sent: 0, pages: 0, late: { count: 0, mostMs: 0 } },
  };
  const first = cursor.lastRun;
  let given = 0;
  let overtaken = false;
  if (!isStopped()) {
    await sink.resume(cursor.position);
    for await (const page of run.handler(toInput(fetch))) {
      if (!(await handOn(page, fetch))) {
        log.warn("Another collector of this stream is at work; this one ends here.", { ...key });
        const theirs = await store.cursor(key);
        fetch.lastRun = theirs.lastRun;
        await sink.resume(theirs.position);
        overtaken = true;
        break;
      }
      given += page.events.length;
      onPage?.(page.events.length);
      if (given >= limit || isStopped()) break;
    }
  }
  const { result, lastRun } = fetch;
  // A handler that only repeats itself has nothing more to give, however much that is.
  const isStuck = result.sent === 0 && isDeepStrictEqual(first, lastRun);
  const interrupted = isStopped();
  const caughtUp = !interrupted && !overtaken && (given < limit || isStuck);
  return { ...result, caughtUp, lastRun, interrupted, overtaken };
}

// --- internal ---

/** Handed on together at most: so many events, and about so many letters. */
const PART_EVENTS = 10_000;
const PART_LETTERS = 8 * 1024 * 1024;

/** Made at once: so few that they overshoot the bounds by little, and so many that looking for secrets pays. */
const LINES_AT_ONCE = 50;

interface Fetch<Params, Client> {
  run: CollectRun<Params, Client>;
  fresh: ReturnType<typeof createFresh>;
  lateWatch: ReturnType<typeof createLateWatch>;
  lastRun: Json;
  position: Json;
  version: number;
  result: Pick<CollectResult, "sent" | "pages" | "late">;
}

function toInput<Params, Client>({ run, fresh, lastRun }: Fetch<Params, Client>): EventsInput<Params, Client> {
  const { key, params, client, range, from, limit, log, signal, vendorNow } = run;
  return {
    stream: key.stream,
    params,
    client,
    lastRun,
    ...(range && { range }),
    ...(from === undefined ? {} : { from }),
    known: fresh.known,
    limit,
    log,
    signal,
    now: vendorNow,
  };
}

/** Gives false when another collector has moved on. */
async function handOn<Params, Client>(page: EventPage, fetch: Fetch<Params, Client>): Promise<boolean> {
  const { run, fresh } = fetch;
  const moved = run.range === undefined && !isDeepStrictEqual(page.lastRun, fetch.lastRun);
  const end = { ...(moved && { lastRun: page.lastRun }), ...(page.covered && { covered: page.covered }) };
  const events = await fresh.only(page.events);
  let rest = 0;
  while (rest < events.length) {
    const part = takePart(events, rest, run.lines);
    rest += part.length;
    const isLast = rest === events.length;
    if (!(await commitPart(events.slice(rest - part.length, rest), part, isLast ? end : {}, fetch))) return false;
  }
  // What neither tells of events nor moves anything need not be kept.
  const isEmpty = events.length === 0;
  if (isEmpty && (moved || page.covered) && !(await commitPart([], [], end, fetch))) return false;
  if (moved) fetch.lastRun = page.lastRun;
  if (page.covered) fetch.lateWatch.cover(page.covered);
  fetch.result.pages += 1;
  return true;
}

function takePart(events: readonly CollectedEvent[], from: number, options: LineOptions): SentEvent[] {
  const part: SentEvent[] = [];
  let letters = 0;
  while (part.length < PART_EVENTS && letters < PART_LETTERS) {
    const start = from + part.length;
    const lines = toSentEvents(events.slice(start, start + LINES_AT_ONCE), options);
    if (lines.length === 0) break;
    for (const sent of lines) {
      letters += sent.line.length;
      part.push(sent);
    }
  }
  return part;
}

async function commitPart<Params, Client>(
  events: readonly CollectedEvent[],
  lines: SentEvent[],
  end: Pick<PageRecord, "lastRun" | "covered">,
  fetch: Fetch<Params, Client>,
): Promise<boolean> {
  const { run, fresh, result } = fetch;
  const { store, sink, key, signal, now, vendorNow, onCommit } = run;
  const late = await fetch.lateWatch.of(events, vendorNow());
  const position = lines.length === 0 ? fetch.position : await sink.write(lines, signal);
  const ids = events.flatMap(({ id, marks = [], at }) => [id, ...marks].map((each) => ({ id: each, at })));
  const record = { ...end, position, ids, sent: lines.length, late, ...(sink.keptByStore && { kept: lines }) };
  if (!(await store.commit(key, record, { version: fetch.version, now: now() }))) return false;
  fetch.version += 1;
  fetch.position = position;
  fresh.committed(ids);
  result.sent += lines.length;
  result.late = { count: result.late.count + late.count, mostMs: Math.max(result.late.mostMs, late.mostMs) };
  onCommit?.(lines.length, lines.at(-1)?.at);
  return true;
}
