import type { Kysely } from "kysely";
import { createTable } from "./create-table.ts";
import type { Schema } from "./schema.ts";

/** Step 3: items that wait for their turn, and what collectors of events remember. */
export async function createEventTables(db: Kysely<Schema>): Promise<void> {
  await createTable(db, "pending", { instance: "text", stream: "text", id: "text", at: "bigint", value: "text" }, [
    "instance",
    "stream",
    "id",
  ]);
  await index(db, "pending", "pending_turn", ["instance", "stream", "at", "id"]);
  await createTable(
    db,
    "event_stream",
    {
      ...key,
      version: "bigint",
      last_run: "text",
      position: "text",
      last_page: "bigint",
      last_ids: "bigint",
      updated_at: "bigint",
    },
    [...keyColumns],
  );
  await createTable(
    db,
    "event_page",
    {
      ...key,
      n: "bigint",
      read_at: "bigint",
      sent: "bigint",
      events_from: "bigint?",
      events_to: "bigint?",
      events_node: "bigint?",
      covered_from: "bigint?",
      covered_to: "bigint?",
      covered_node: "bigint?",
      query: "text?",
      late_count: "bigint",
      late_most_ms: "bigint",
    },
    [...keyColumns, "n"],
  );
  for (const kind of ["events", "covered"]) {
    for (const end of ["from", "to"]) {
      const columns = [...keyColumns, `${kind}_node`, `${kind}_${end}`];
      await index(db, "event_page", `event_page_${kind}_${end}`, columns);
    }
  }
  await createTable(
    db,
    "event_ids",
    { ...key, hour: "bigint", n: "bigint", count: "bigint", committed_at: "bigint", ids: "text" },
    [...keyColumns, "hour", "n"],
  );
  await index(db, "event_ids", "event_ids_age", [...keyColumns, "committed_at"]);
  await createTable(db, "event", { instance: "text", stream: "text", id: "text", at: "bigint", json: "text" }, [
    "instance",
    "stream",
    "id",
  ]);
  await index(db, "event", "event_time", ["at", "instance", "stream", "id"]);
}

// --- internal ---

const key = { instance: "text", stream: "text", sink: "text" } as const;
const keyColumns = ["instance", "stream", "sink"] as const;

async function index(db: Kysely<Schema>, table: keyof Schema, name: string, columns: string[]): Promise<void> {
  await db.schema.createIndex(name).on(table).columns(columns).execute();
}
