import type { Kysely, Transaction } from "kysely";
import { durableStep } from "../durable-step.ts";
import { ManifestError } from "../errors.ts";
import type { EventCursor, EventStore, PageRecord, SentEvent, StreamKey } from "../events/events.ts";
import type { Range } from "../incidents/fetch.ts";
import { createEventIds } from "./event-ids.ts";
import { readPages, writePage } from "./event-pages.ts";
import { tallyIds } from "./event-tally.ts";
import { readJson } from "./json-column.ts";
import type { ReadStream } from "./read-stream.ts";
import type { Schema } from "./schema.ts";

/** The events that the store itself keeps. */
export interface KeptEvents {
  /** In the order of their times, read in pages; what is added meanwhile may be among them. */
  list(query: KeptEventsQuery): AsyncIterable<KeptEvent>;
}

export interface KeptEventsQuery {
  instance?: string;
  stream?: string;
  /** Epoch milliseconds. */
  from?: number;
  /** Until just before, epoch milliseconds. */
  to?: number;
  /** At most so many. */
  limit: number;
}

export interface KeptEvent extends SentEvent {
  instance: string;
  stream: string;
}

/** What collectors of events remember, and the one place where it changes: the commit of a page. */
export function createEvents(
  db: Kysely<Schema>,
  { stream, now: clock }: { stream: ReadStream; now: () => number },
): EventStore & KeptEvents {
  const ids = createEventIds(db);
  return {
    cursor: (key) => readCursor(db, key),
    known: (key, events) => ids.find(key, events),
    commit: async (key, page, { version, now }) => {
      refuseTimeless(key, page);
      const isCommitted = await db.transaction().execute(async (trx) => {
        if ((await readCursor(trx, key)).version !== version) return false;
        const times = timesOf(page.ids);
        await writePage(trx, key, { ...page, readAt: now, events: times });
        await ids.write(trx, key, page.ids, { now, from: earliest(times, page.covered) });
        await moveCursor(trx, key, page, version + 1);
        await keepEvents(trx, key, page.kept ?? []);
        durableStep("event page to be committed");
        return true;
      });
      durableStep("event page committed");
      return isCommitted;
    },
    coverage: (key, range) => readPages({ db, stream, now: clock() }, key, range),
    tally: (key, range) => tallyIds(db, key, range),
    keys: async () => {
      const rows = await db
        .selectFrom("event_stream")
        .select(["instance", "stream", "sink"])
        .orderBy("instance")
        .orderBy("stream")
        .orderBy("sink")
        .execute();
      return rows.map((row) => ({ ...row }));
    },
    list: (query) => listEvents(db, query),
  };
}

// --- internal ---

/** Events read at once. */
const PAGE = 500;

/** Events written by one statement. */
const INSERTED_AT_ONCE = 50;

/** A time that is none would be found by no query. */
function refuseTimeless({ stream }: StreamKey, { ids, kept = [] }: PageRecord): void {
  const timeless = [...ids, ...kept].find(({ at }) => !Number.isFinite(at));
  if (timeless === undefined) return;
  throw new ManifestError(
    `The event ${timeless.id} of ${stream} has no time.`,
    "Give every event of `fetch-events` its `at`, in epoch milliseconds.",
  );
}

async function readCursor(db: Kysely<Schema>, key: StreamKey): Promise<EventCursor> {
  const row = await db
    .selectFrom("event_stream")
    .select(["version", "last_run", "position"])
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .executeTakeFirst();
  if (row === undefined) return { lastRun: null, position: null, version: 0 };
  const what = `of ${key.instance}, ${key.stream}, ${key.sink}`;
  return {
    lastRun: readJson(row.last_run, `lastRun ${what}`),
    position: readJson(row.position, `position ${what}`),
    version: row.version,
  };
}

async function moveCursor(
  trx: Transaction<Schema>,
  key: StreamKey,
  { lastRun, position }: PageRecord,
  version: number,
): Promise<void> {
  await trx
    .updateTable("event_stream")
    .set({
      version,
      position: JSON.stringify(position),
      ...(lastRun === undefined ? {} : { last_run: JSON.stringify(lastRun) }),
    })
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .execute();
}

/** From the earliest to the latest, both included. */
function timesOf(ids: readonly { at: number }[]): Range | undefined {
  let range: Range | undefined;
  for (const { at } of ids) {
    range = { from: Math.min(range?.from ?? at, at), to: Math.max(range?.to ?? at, at) };
  }
  return range;
}

function earliest(...ranges: (Range | undefined)[]): number | undefined {
  const begins = ranges.flatMap((range) => range?.from ?? []);
  return begins.length === 0 ? undefined : Math.min(...begins);
}

/** An event that is kept already stays as it is. */
async function keepEvents(
  trx: Transaction<Schema>,
  { instance, stream }: StreamKey,
  events: readonly SentEvent[],
): Promise<void> {
  for (let start = 0; start < events.length; start += INSERTED_AT_ONCE) {
    const rows = events
      .slice(start, start + INSERTED_AT_ONCE)
      .map(({ id, at, line }) => ({ instance, stream, id, at, json: line }));
    await trx
      .insertInto("event")
      .values(rows)
      .onConflict((conflict) => conflict.columns(["instance", "stream", "id"]).doNothing())
      .execute();
  }
}

async function* listEvents(db: Kysely<Schema>, query: KeptEventsQuery): AsyncGenerator<KeptEvent> {
  let after: KeptEvent | undefined;
  let left = query.limit;
  while (left > 0) {
    const page = await readEvents(db, query, after, Math.min(left, PAGE));
    yield* page;
    after = page.at(-1);
    left -= page.length;
    if (page.length < PAGE) return;
  }
}

async function readEvents(
  db: Kysely<Schema>,
  { instance, stream, from, to }: KeptEventsQuery,
  after: KeptEvent | undefined,
  limit: number,
): Promise<KeptEvent[]> {
  let select = db.selectFrom("event").select(["instance", "stream", "id", "at", "json as line"]);
  if (instance !== undefined) select = select.where("instance", "=", instance);
  if (stream !== undefined) select = select.where("stream", "=", stream);
  if (from !== undefined) select = select.where("at", ">=", from);
  if (to !== undefined) select = select.where("at", "<", to);
  if (after !== undefined) {
    const { at, instance: i, stream: s, id } = after;
    select = select.where((eb) => eb(eb.refTuple("at", "instance", "stream", "id"), ">", eb.tuple(at, i, s, id)));
  }
  const rows = await select.orderBy("at").orderBy("instance").orderBy("stream").orderBy("id").limit(limit).execute();
  return rows.map((row) => ({ ...row }));
}
