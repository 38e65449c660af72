import type { Kysely } from "kysely";
import type { CoverageRow, StreamKey } from "../events/events.ts";
import { KEEP_IDS_MS } from "./event-ids.ts";
import type { Schema } from "./schema.ts";

/**
 * Tells the pages whose ids may be forgotten from those that are merely old. Ids go with a page that is committed 30
 * days after them and tells of nothing earlier than 30 days after their events: with one that was, or with one of what
 * is about to be read again, up to `to`. So a collector that stood still has forgotten nothing.
 */
export function createForgotten(
  db: Kysely<Schema>,
  key: StreamKey,
  { to, now }: { to: number; now: number },
): (row: CoverageRow) => Promise<boolean> {
  let latest: Promise<Latest> | undefined;
  return async (row) => {
    if (isForgottenAfter(row, { readAt: now, to })) return true;
    latest ??= latestOf(db, key);
    return isForgottenAfter(row, await latest);
  };
}

/** When a stream was read last, and the latest time that any of its pages tells of. */
export interface Latest {
  readAt: number;
  to: number;
}

/** Whether the ids of a page may be forgotten once the stream was read so far. */
export function isForgottenAfter({ events, readAt }: CoverageRow, latest: Latest): boolean {
  return readAt <= latest.readAt - KEEP_IDS_MS && (events?.from ?? -Infinity) < latest.to - KEEP_IDS_MS;
}

// --- internal ---

async function latestOf(db: Kysely<Schema>, key: StreamKey): Promise<Latest> {
  const row = await db
    .selectFrom("event_page")
    .select(({ fn }) => [
      fn.max("read_at").as("readAt"),
      fn.max("events_to").as("eventsTo"),
      fn.max("covered_to").as("coveredTo"),
    ])
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .executeTakeFirstOrThrow();
  return { readAt: row.readAt, to: Math.max(row.eventsTo ?? 0, row.coveredTo ?? 0) + 1 };
}
