import type { Kysely, Transaction } from "kysely";
import type { Cursor } from "../incidents/fetch.ts";
import type { Json } from "../json.ts";
import { readJson } from "./json-column.ts";
import type { Schema } from "./schema.ts";

/** Where a stream of an instance goes on from. */
export async function readCursor(db: Kysely<Schema>, instance: string, stream: string): Promise<Cursor> {
  const row = await db
    .selectFrom("cursor")
    .select(["json", "version"])
    .where("instance", "=", instance)
    .where("stream", "=", stream)
    .executeTakeFirst();
  if (row === undefined) return { lastRun: null, version: 0 };
  return { lastRun: readJson(row.json, `lastRun of ${instance}, ${stream}`), version: row.version };
}

/** Moves the cursor that stood at `version`. */
export async function moveCursor(
  trx: Transaction<Schema>,
  { instance, stream, version, now }: { instance: string; stream: string; version: number; now: number },
  lastRun: Json,
): Promise<void> {
  const row = { version: version + 1, json: JSON.stringify(lastRun), updated_at: now };
  await trx
    .insertInto("cursor")
    .values({ instance, stream, ...row })
    .onConflict((conflict) => conflict.columns(["instance", "stream"]).doUpdateSet(row))
    .execute();
}
