import type { Kysely } from "kysely";
import type { StreamKey } from "../events/events.ts";
import type { Range } from "../incidents/fetch.ts";
import type { Schema } from "./schema.ts";

/** How many ids are kept of the hours that begin in `range`. */
export async function tallyIds(db: Kysely<Schema>, key: StreamKey, { from, to }: Range): Promise<number> {
  const { total } = await db
    .selectFrom("event_ids")
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>("count"), eb.lit(0)).as("total"))
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .where("hour", ">=", Math.ceil(from / HOUR_MS))
    .where("hour", "<", Math.ceil(to / HOUR_MS))
    .executeTakeFirstOrThrow();
  return total;
}

// --- internal ---

const HOUR_MS = 3_600_000;
