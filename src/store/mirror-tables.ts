import type { Kysely } from "kysely";
import { createTable } from "./create-table.ts";
import type { Schema } from "./schema.ts";

/** Step 4: who works on an incident and how it was closed, labels, and the outbox of changes for the vendor. */
export async function createMirrorTables(db: Kysely<Schema>): Promise<void> {
  const columns = {
    owner: "text",
    close_reason: "text",
    close_notes: "text",
    closed_at: "bigint",
    labels: "text",
  } as const;
  for (const [column, type] of Object.entries(columns)) {
    await db.schema.alterTable("incident").addColumn(column, type).execute();
  }
  await db.schema.createIndex("incident_state").on("incident").columns(["instance", "state", "number"]).execute();
  await createTable(
    db,
    "outbox",
    {
      n: "bigint",
      instance: "text",
      incident: "bigint",
      source_id: "text",
      change: "text",
      intended_at: "bigint",
      tries: "bigint",
      tried_at: "bigint?",
      uncertain: "bigint",
      done_at: "bigint?",
      error: "text?",
      echo: "text?",
    },
    ["n"],
  );
  await db.schema.createIndex("outbox_waiting").on("outbox").columns(["instance", "done_at", "n"]).execute();
  await db.schema.createIndex("outbox_incident").on("outbox").columns(["incident", "n"]).execute();
}
