import type { Kysely, Transaction } from "kysely";
import { NotFoundError } from "../errors.ts";
import { isRecord } from "../json.ts";
import type { Entry } from "../output/entry.ts";
import { damaged, readJson } from "./json-column.ts";
import type { Schema } from "./schema.ts";

/** The investigation without an incident. It is there as soon as something is written to it. */
const PLAYGROUND = "playground";

/**
 * Appends entries to an investigation's War Room. The caller's transaction is serialised with every other that writes
 * to the same investigation from here on.
 * @throws NotFoundError if there is no such investigation.
 */
export async function appendEntries(
  trx: Transaction<Schema>,
  investigationId: string,
  entries: readonly Entry[],
  now: number,
): Promise<Entry[]> {
  const first = await reserveNumbers(trx, investigationId, entries.length, now);
  const created = new Date(now).toISOString();
  const stored = entries.map((entry, index) => ({
    ...entry,
    ID: entryId(first + index, investigationId),
    Metadata: { ...entry.Metadata, created },
  }));
  for (const [index, entry] of stored.entries()) {
    const row = {
      investigation_id: investigationId,
      n: first + index,
      file_id: entry.FileID ?? null,
      json: JSON.stringify(entry),
      created_at: now,
    };
    await trx.insertInto("entry").values(row).execute();
  }
  return stored;
}

/** Oldest first. */
export async function readEntries(db: Kysely<Schema>, investigationId: string): Promise<Entry[]> {
  const rows = await db
    .selectFrom("entry")
    .select(["n", "json"])
    .where("investigation_id", "=", investigationId)
    .orderBy("n")
    .execute();
  return rows.map(({ n, json }) => parseEntry(json, entryId(n, investigationId)));
}

/** An entry ID (`n@investigation`) in its two parts; undefined when it is none. */
export function parseEntryId(id: string): { n: number; investigationId: string } | undefined {
  const match = /^([1-9]\d{0,14})@(.+)$/s.exec(id);
  const [, n, investigationId] = match ?? [];
  return n === undefined || investigationId === undefined ? undefined : { n: Number(n), investigationId };
}

// --- internal ---

function entryId(n: number, investigationId: string): string {
  return `${n}@${investigationId}`;
}

/** The first of `count` numbers that nobody else will use. */
async function reserveNumbers(trx: Transaction<Schema>, id: string, count: number, now: number): Promise<number> {
  if (id === PLAYGROUND) {
    await trx
      .insertInto("investigation")
      .values({ id, last_entry: 0, created_at: now })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
  }
  const row = await trx
    .updateTable("investigation")
    .set((eb) => ({ last_entry: eb("last_entry", "+", count) }))
    .where("id", "=", id)
    .returning("last_entry")
    .executeTakeFirst();
  if (row === undefined) {
    throw new NotFoundError(`There is no incident ${id}.`, "`soar incidents` lists the incidents of this store.");
  }
  return row.last_entry - count + 1;
}

function parseEntry(text: string, id: string): Entry {
  const value: unknown = readJson(text, `entry ${id}`);
  if (!isEntry(value)) throw damaged(`entry ${id}`);
  return value;
}

/** Enough to tell an entry that soarkit wrote: the keys that every entry has. */
function isEntry(value: unknown): value is Entry {
  return (
    isRecord(value) && typeof value.Type === "number" && typeof value.ContentsFormat === "string" && "Contents" in value
  );
}
