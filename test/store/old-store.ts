import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { migrations } from "../../src/store/migrations.ts";
import type { Schema } from "../../src/store/schema.ts";
import { createSqliteDialect } from "../../src/store/sqlite-dialect.ts";

/** Makes a store at `path` as a soarkit of that schema version left it, with the rows that `statements` write. */
export async function makeOldStore(path: string, version: number, ...statements: string[]): Promise<void> {
  const database = new DatabaseSync(path);
  const db = new Kysely<Schema>({ dialect: createSqliteDialect({ database, place: path, waitMs: 0 }) });
  database.exec("CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL)");
  for (const [index, step] of migrations.slice(0, version).entries()) {
    await step(db);
    database.exec(`INSERT INTO schema_version VALUES (${index + 1}, 0)`);
  }
  for (const statement of statements) database.exec(statement);
  await db.destroy();
}
