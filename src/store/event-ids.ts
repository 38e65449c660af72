import { hash } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import type { StreamKey } from "../events/events.ts";
import type { Schema } from "./schema.ts";

interface Id {
  id: string;
  at: number;
}

/** Writes the ids of a page: a row for each hour in which they lie. */
export async function writeIds(
  trx: Transaction<Schema>,
  key: StreamKey,
  ids: readonly Id[],
  now: number,
): Promise<void> {
  const hours = byHour(ids);
  if (hours.size === 0) return;
  const { last_ids } = await trx
    .updateTable("event_stream")
    .set((eb) => ({ last_ids: eb("last_ids", "+", hours.size) }))
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .returning("last_ids")
    .executeTakeFirstOrThrow();
  let n = last_ids - hours.size;
  for (const [hour, inHour] of hours) {
    n += 1;
    const digests = [...new Set(inHour.map(digest))].sort((one, other) => Buffer.compare(one, other));
    await trx
      .insertInto("event_ids")
      .values({
        ...key,
        hour,
        n,
        count: digests.length,
        committed_at: now,
        ids: Buffer.concat(digests).toString("base64"),
      })
      .execute();
  }
}

/** Which of the ids are there. */
export async function findIds(db: Kysely<Schema>, key: StreamKey, ids: readonly Id[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const [hour, inHour] of byHour(ids)) {
    const rows = await db
      .selectFrom("event_ids")
      .select("ids")
      .where("instance", "=", key.instance)
      .where("stream", "=", key.stream)
      .where("sink", "=", key.sink)
      .where("hour", "=", hour)
      .execute();
    const known = new Set<string>();
    for (const row of rows) {
      const bytes = Buffer.from(row.ids, "base64");
      for (let at = 0; at < bytes.length; at += BYTES) known.add(bytes.toString("latin1", at, at + BYTES));
    }
    for (const { id } of inHour) if (known.has(digest({ id }).toString("latin1"))) found.add(id);
  }
  return found;
}

// --- internal ---

const BYTES = 16;
const HOUR_MS = 3_600_000;

function digest({ id }: Pick<Id, "id">): Buffer {
  return hash("sha256", id, "buffer").subarray(0, BYTES);
}

function byHour(ids: readonly Id[]): Map<number, Id[]> {
  return Map.groupBy(ids, ({ at }) => Math.floor(at / HOUR_MS));
}
