import type { CreateTableBuilder, Kysely } from "kysely";
import type { Schema } from "./schema.ts";

/** A question mark: may be null. */
export type Column = "text" | "text?" | "bigint" | "bigint?" | "double precision";

/** Makes a table with its primary key, of the column types that SQLite and PostgreSQL share. */
export async function createTable(
  db: Kysely<Schema>,
  name: keyof Schema,
  columns: Record<string, Column>,
  key: [string, ...string[]],
): Promise<void> {
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(name);
  for (const [column, type] of Object.entries(columns)) {
    builder = isOptional(type)
      ? builder.addColumn(column, type === "text?" ? "text" : "bigint")
      : builder.addColumn(column, type, (definition) => definition.notNull());
  }
  await builder.addPrimaryKeyConstraint(`${name}_key`, key).execute();
}

// --- internal ---

function isOptional(type: Column): type is "text?" | "bigint?" {
  return type.endsWith("?");
}
