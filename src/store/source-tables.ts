import type { Kysely } from "kysely";
import { createTable } from "./create-table.ts";
import type { Schema } from "./schema.ts";

/** Step 5: the sources of events with their states, and what troubled them. */
export async function createSourceTables(db: Kysely<Schema>): Promise<void> {
  await createTable(db, "source", { name: "text", version: "bigint", json: "text", updated_at: "bigint" }, ["name"]);
  await createTable(db, "health_event", { source: "text", n: "bigint", at: "bigint", json: "text" }, ["source", "n"]);
  await db.schema.createIndex("health_event_time").on("health_event").columns(["at", "source", "n"]).execute();
}
