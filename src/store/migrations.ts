import type { Kysely } from "kysely";
import { boundTables } from "./bound-tables.ts";
import { createTable } from "./create-table.ts";
import { createEventTables } from "./event-tables.ts";
import { createMirrorTables } from "./mirror-tables.ts";
import type { Schema } from "./schema.ts";
import { createSourceTables } from "./source-tables.ts";

/** Each step leads from the version of its index to the next. A step that was published never changes. */
export const migrations: readonly ((db: Kysely<Schema>) => Promise<void>)[] = [
  createFirstTables,
  createHistory,
  createEventTables,
  createMirrorTables,
  createSourceTables,
  boundTables,
];

// --- internal ---

async function createFirstTables(db: Kysely<Schema>): Promise<void> {
  await createTable(db, "investigation", { id: "text", last_entry: "bigint", created_at: "bigint" }, ["id"]);
  await createTable(
    db,
    "incident",
    {
      number: "bigint",
      instance: "text",
      source_id: "text",
      state: "text",
      name: "text",
      occurred: "text",
      severity: "double precision",
      type: "text?",
      details: "text?",
      raw_json: "text",
      custom_fields: "text?",
      created_at: "bigint",
    },
    ["number"],
  );
  await db.schema.createIndex("incident_source").unique().on("incident").columns(["instance", "source_id"]).execute();
  await createTable(
    db,
    "entry",
    { investigation_id: "text", n: "bigint", file_id: "text?", json: "text", created_at: "bigint" },
    ["investigation_id", "n"],
  );
  await createTable(db, "context", { investigation_id: "text", json: "text", updated_at: "bigint" }, [
    "investigation_id",
  ]);
  await createTable(
    db,
    "cursor",
    { instance: "text", stream: "text", version: "bigint", json: "text", updated_at: "bigint" },
    ["instance", "stream"],
  );
  await createTable(
    db,
    "seen",
    { instance: "text", stream: "text", id: "text", state: "text", expires_at: "bigint?" },
    ["instance", "stream", "id"],
  );
  await db.schema.createIndex("seen_expiry").on("seen").column("expires_at").execute();
  await createTable(
    db,
    "effect",
    {
      id: "text",
      run_id: "text",
      task_id: "text",
      instance: "text",
      command: "text",
      args: "text",
      intended_at: "bigint",
      outcome: "text?",
      finished_at: "bigint?",
    },
    ["id"],
  );
  await createTable(
    db,
    "file",
    {
      id: "text",
      investigation_id: "text",
      name: "text",
      size: "bigint",
      md5: "text",
      sha1: "text",
      sha256: "text",
      sha512: "text",
      type: "text",
      extension: "text",
      info: "bigint",
      created_at: "bigint",
    },
    ["id"],
  );
  await createTable(db, "token", { owner: "text", sealed: "text", updated_at: "bigint" }, ["owner"]);
  await createTable(db, "budget", { key: "text", n: "bigint", at: "bigint" }, ["key", "n"]);
}

/** The command lines that were run: `n` counts them. */
async function createHistory(db: Kysely<Schema>): Promise<void> {
  await createTable(db, "history", { n: "bigint", line: "text", at: "bigint" }, ["n"]);
}
