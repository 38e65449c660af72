import type { Kysely } from "kysely";
import { StoreError } from "../errors.ts";
import { migrations } from "./migrations.ts";
import type { Schema } from "./schema.ts";

/**
 * Brings the store to this soarkit's schema: forward only, all steps in one transaction, so that of several processes
 * that open a new store at once one migrates and the others find the work done.
 * `tables` are the names of the tables found on opening; `place` is the store's URL, for messages.
 * @throws StoreError if the store is from a newer soarkit, or is a database of something else.
 */
export async function migrate(
  db: Kysely<Schema>,
  { tables, place, now }: { tables: readonly string[]; place: string; now: number },
): Promise<void> {
  if (tables.includes("schema_version")) {
    if ((await readVersion(db, place)) === migrations.length) return;
  } else if (tables.length > 0) {
    throw new StoreError(
      `${place} is a database, but not a soarkit store: it holds the tables ${tables.slice(0, 3).join(", ")}.`,
      "Name another file with --store; soarkit creates it.",
    );
  }
  await db.transaction().execute(async (trx) => {
    await trx.schema
      .createTable("schema_version")
      .ifNotExists()
      .addColumn("version", "bigint", (column) => column.notNull().primaryKey())
      .addColumn("applied_at", "bigint", (column) => column.notNull())
      .execute();
    const found = await readVersion(trx, place);
    for (const [index, step] of migrations.entries()) {
      if (index < found) continue;
      await step(trx);
      await trx
        .insertInto("schema_version")
        .values({ version: index + 1, applied_at: now })
        .execute();
    }
  });
}

// --- internal ---

async function readVersion(db: Kysely<Schema>, place: string): Promise<number> {
  const newest = await db.selectFrom("schema_version").select("version").orderBy("version", "desc").limit(1).execute();
  const found = newest[0]?.version ?? 0;
  if (found > migrations.length) {
    throw new StoreError(
      `${place} was written by a newer soarkit: its schema is version ${found}, this soarkit knows ${migrations.length}.`,
      "Upgrade soarkit, or name another store with --store. A store is never migrated backwards.",
    );
  }
  return found;
}
