import type { Kysely, Transaction } from "kysely";
import { durableStep } from "../durable-step.ts";
import type { HealthEvent, Source, SourceStore } from "../events/source/ports.ts";
import { isRecord } from "../json.ts";
import { damaged, readJson } from "./json-column.ts";
import type { Schema } from "./schema.ts";

/** The sources of events, their states and health events. */
export function createSources(db: Kysely<Schema>, now: () => number): SourceStore {
  return {
    find: async (name) => {
      const row = await db.selectFrom("source").selectAll().where("name", "=", name).executeTakeFirst();
      return row === undefined ? undefined : { source: parseSource(row), version: row.version };
    },

    list: async () => (await db.selectFrom("source").selectAll().orderBy("name").execute()).map(parseSource),

    save: async (source, { version, health }) => {
      const isSaved = await db.transaction().execute(async (trx) => {
        if (!(await writeSource(trx, source, version, now()))) return false;
        for (const event of health) await writeHealth(trx, event);
        if (health.length > 0) await forgetOldest(trx, source.name);
        durableStep("state of source to be committed");
        return true;
      });
      if (isSaved) durableStep("state of source committed");
      return isSaved;
    },

    remove: (name) =>
      db.transaction().execute(async (trx) => {
        await trx.deleteFrom("health_event").where("source", "=", name).execute();
        const { numDeletedRows } = await trx.deleteFrom("source").where("name", "=", name).executeTakeFirstOrThrow();
        return numDeletedRows > 0n;
      }),

    health: async (most, name) => {
      const all = db.selectFrom("health_event").selectAll();
      const rows =
        name === undefined
          ? await all.orderBy("at", "desc").orderBy("source", "desc").orderBy("n", "desc").limit(most).execute()
          : await all.where("source", "=", name).orderBy("n", "desc").limit(most).execute();
      return rows.map(parseHealth);
    },
  };
}

// --- internal ---

/** Health events kept of each source; the oldest make room. */
const MOST_HEALTH_EVENTS = 1_000;

/** False unless the source stood at `version`. */
async function writeSource(trx: Transaction<Schema>, source: Source, version: number, now: number): Promise<boolean> {
  const row = { version: version + 1, json: JSON.stringify(source), updated_at: now };
  if (version === 0) {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto("source")
      .values({ name: source.name, ...row })
      .onConflict((conflict) => conflict.column("name").doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }
  const { numUpdatedRows } = await trx
    .updateTable("source")
    .set(row)
    .where("name", "=", source.name)
    .where("version", "=", version)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

async function writeHealth(trx: Transaction<Schema>, event: HealthEvent): Promise<void> {
  const row = { at: event.at, json: JSON.stringify(event) };
  await trx
    .insertInto("health_event")
    .values({ source: event.source, n: event.n, ...row })
    .onConflict((conflict) => conflict.columns(["source", "n"]).doUpdateSet(row))
    .execute();
}

async function forgetOldest(trx: Transaction<Schema>, source: string): Promise<void> {
  const newest = await trx
    .selectFrom("health_event")
    .select("n")
    .where("source", "=", source)
    .orderBy("n", "desc")
    .limit(1)
    .executeTakeFirst();
  await trx
    .deleteFrom("health_event")
    .where("source", "=", source)
    .where("n", "<=", (newest?.n ?? 0) - MOST_HEALTH_EVENTS)
    .execute();
}

function parseSource({ name, json }: { name: string; json: string }): Source {
  const value: unknown = readJson(json, `source ${name}`);
  if (!isSource(value)) throw damaged(`source ${name}`);
  return value;
}

function parseHealth({ source, n, json }: { source: string; n: number; json: string }): HealthEvent {
  const what = `health event ${n} of ${source}`;
  const value: unknown = readJson(json, what);
  if (!isHealthEvent(value)) throw damaged(what);
  return value;
}

/** Enough to tell a source that soarkit wrote. */
function isSource(value: unknown): value is Source {
  return isRecord(value) && typeof value.name === "string" && isRecord(value.status) && Array.isArray(value.faults);
}

/** Enough to tell a health event that soarkit wrote. */
function isHealthEvent(value: unknown): value is HealthEvent {
  return isRecord(value) && typeof value.source === "string" && typeof value.n === "number";
}
