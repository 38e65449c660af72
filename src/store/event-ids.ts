import type { Kysely, Transaction } from "kysely";
import type { StreamKey } from "../events/events.ts";
import { createIdCache, type IdCache } from "./id-cache.ts";
import { fromText, hasDigest, sizeOf, toDigest, toIdSet, toText, union, type IdSet } from "./id-set.ts";
import type { Schema } from "./schema.ts";

/**
 * Ids are forgotten so long after they were committed, in milliseconds: 30 days. But never those of the 30 days before
 * what is being read: a collector that comes back after a long time meets again what it had seen last.
 */
export const KEEP_IDS_MS = 30 * 86_400_000;

/**
 * The ids of collected events. Rows hold the ids of one hour of the events' times; a row that comes to others is merged
 * with those that are not much larger, so that an hour has few rows (as many as its ids have binary digits, and one for
 * each 32,768 of them) however many pages it came in, however late. What asks for ids reads the rows of their hours only.
 */
export interface EventIds {
  /** Which of the ids are kept. */
  find(key: StreamKey, ids: readonly TimedId[]): Promise<Set<string>>;
  /** Writes the ids of a page, whose stream's row is there, and forgets some of those that are too old. */
  write(trx: Transaction<Schema>, key: StreamKey, ids: readonly TimedId[], read: ReadWhen): Promise<void>;
}

export interface ReadWhen {
  /** Epoch milliseconds. */
  now: number;
  /** The earliest time that the page tells of, epoch milliseconds; a page that tells of none has nothing forgotten. */
  from: number | undefined;
}

export interface TimedId {
  id: string;
  /** Epoch milliseconds. */
  at: number;
}

export function createEventIds(db: Kysely<Schema>): EventIds {
  const cache = createIdCache(CACHED_BYTES);
  return {
    find: async (key, ids) => {
      const found = new Set<string>();
      for (const [hour, inHour] of byHour(ids)) {
        let asked: { id: string; digest: string }[] | undefined;
        for await (const kept of readHour(db, cache, key, hour)) {
          // Of most hours nothing is kept yet, and then no digest is needed.
          asked ??= inHour.map(({ id }) => ({ id, digest: toDigest(id) }));
          for (const { id, digest } of asked) if (hasDigest(kept, digest)) found.add(id);
        }
      }
      return found;
    },

    write: async (trx, key, ids, { now, from }) => {
      const hours = byHour(ids);
      let n = await reserveNumbers(trx, key, hours.size);
      for (const [hour, inHour] of hours) {
        n += 1;
        const { kept, merged } = await takeSmaller(trx, key, hour, toIdSet(inHour.map(({ id }) => toDigest(id))));
        for (const each of merged) cache.remove(nameOf(key, each));
        const row = { hour, n, count: sizeOf(kept), committed_at: now, ids: toText(kept) };
        await trx
          .insertInto("event_ids")
          .values({ ...key, ...row })
          .execute();
      }
      if (from === undefined) return;
      const beforeHour = Math.floor((from - KEEP_IDS_MS) / HOUR_MS);
      await forget(trx, key, { before: now - KEEP_IDS_MS, beforeHour, most: FORGET_AT_ONCE + 2 * hours.size });
    },
  };
}

// --- internal ---

const HOUR_MS = 3_600_000;

/** Of ids as they were read last: half a million of them; beyond that, they are read again with each page. */
const CACHED_BYTES = 8 * 1024 * 1024;

/** A row has no more than these; what it would be merged to is kept apart. */
const MOST_IDS = 65_536;

/** Rows forgotten with each page, beside two for each that is added. */
const FORGET_AT_ONCE = 16;

function byHour(ids: readonly TimedId[]): Map<number, TimedId[]> {
  return Map.groupBy(ids, ({ at }) => Math.floor(at / HOUR_MS));
}

/** The sets of an hour, one after the other. One that was merged while the others were read is read with its merger. */
async function* readHour(
  db: Kysely<Schema>,
  cache: IdCache,
  key: StreamKey,
  hour: number,
): AsyncGenerator<IdSet, void, void> {
  const read = new Set<number>();
  for (let isWhole = false; !isWhole;) {
    isWhole = true;
    for (const { n } of await findRows(db, key, hour)) {
      if (read.has(n)) continue;
      read.add(n);
      const ids = await load(db, cache, key, hour, n);
      if (ids === undefined) isWhole = false;
      else yield ids;
    }
  }
}

/** What the cache calls a row. */
function nameOf({ instance, stream, sink }: StreamKey, n: number): string {
  return JSON.stringify([instance, stream, sink, n]);
}

/** Undefined when it is gone. A row never changes while it is there, and no other gets its number. */
async function load(
  db: Kysely<Schema>,
  cache: IdCache,
  key: StreamKey,
  hour: number,
  n: number,
): Promise<IdSet | undefined> {
  const name = nameOf(key, n);
  const cached = cache.get(name);
  if (cached !== undefined) return cached;
  const [ids] = await readIds(db, key, hour, [n]);
  if (ids !== undefined) cache.add(name, ids);
  return ids;
}

/** The rows of an hour, the latest first. */
function findRows(db: Kysely<Schema>, key: StreamKey, hour: number): Promise<{ n: number; count: number }[]> {
  return db
    .selectFrom("event_ids")
    .select(["n", "count"])
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .where("hour", "=", hour)
    .orderBy("n", "desc")
    .execute();
}

async function readIds(db: Kysely<Schema>, key: StreamKey, hour: number, numbers: number[]): Promise<IdSet[]> {
  const rows = await db
    .selectFrom("event_ids")
    .select("ids")
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .where("hour", "=", hour)
    .where("n", "in", numbers)
    .execute();
  return rows.map(({ ids }) => fromText(ids));
}

/** The last number that is taken; so many after it are the caller's. */
async function reserveNumbers(trx: Transaction<Schema>, key: StreamKey, count: number): Promise<number> {
  const { last_ids } = await trx
    .updateTable("event_stream")
    .set((eb) => ({ last_ids: eb("last_ids", "+", count) }))
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .returning("last_ids")
    .executeTakeFirstOrThrow();
  return last_ids - count;
}

/** The ids with those of the hour's rows that are not much larger, which are removed: each id moves a few times only. */
async function takeSmaller(
  trx: Transaction<Schema>,
  key: StreamKey,
  hour: number,
  ids: IdSet,
): Promise<{ kept: IdSet; merged: number[] }> {
  const merged: number[] = [];
  let total = sizeOf(ids);
  for (const { n, count } of await findRows(trx, key, hour)) {
    if (count > 2 * total || count + total > MOST_IDS) break;
    merged.push(n);
    total += count;
  }
  if (merged.length === 0) return { kept: ids, merged };
  const kept = (await readIds(trx, key, hour, merged)).reduce(union, ids);
  for (const n of merged) await remove(trx, key, hour, n);
  return { kept, merged };
}

async function remove(trx: Transaction<Schema>, key: StreamKey, hour: number, n: number): Promise<void> {
  await trx
    .deleteFrom("event_ids")
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .where("hour", "=", hour)
    .where("n", "=", n)
    .execute();
}

async function forget(
  trx: Transaction<Schema>,
  key: StreamKey,
  { before, beforeHour, most }: { before: number; beforeHour: number; most: number },
): Promise<void> {
  const old = await trx
    .selectFrom("event_ids")
    .select(["hour", "n"])
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .where("committed_at", "<=", before)
    .where("hour", "<", beforeHour)
    .limit(most)
    .execute();
  for (const { hour, n } of old) await remove(trx, key, hour, n);
}
