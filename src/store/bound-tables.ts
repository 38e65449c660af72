import { sql, type Kysely } from "kysely";
import type { Schema } from "./schema.ts";

/** Step 6: what it takes to merge pages, and to forget what was mirrored, before they grow without bound. */
export async function boundTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .alterTable("event_stream")
    .addColumn("merged_to", "bigint", (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable("event_page").addColumn("late_spread", "text").execute();
  // What tells of no time is found by nobody.
  await db.deleteFrom("event_page").where("events_node", "is", null).where("covered_node", "is", null).execute();
  await db.schema.alterTable("outbox").addColumn("forget_at", "bigint").execute();
  await db.schema.createIndex("outbox_forget").on("outbox").column("forget_at").execute();
  await db
    .updateTable("outbox")
    .set({ forget_at: sql`done_at + ${sql.lit(31 * 86_400_000)}` })
    .where("done_at", "is not", null)
    .execute();
  await db
    .updateTable("seen")
    .set({ expires_at: 0 })
    .where("stream", "=", "mirror-notes")
    .where("expires_at", "is", null)
    .execute();
}
