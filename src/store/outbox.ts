import type { Kysely, Selectable, Transaction } from "kysely";
import { durableStep } from "../durable-step.ts";
import { isRecord } from "../json.ts";
import type { MirrorStore, OutgoingChange, RemoteChange } from "../incidents/mirror.ts";
import { forgetChanges, KEEP_MIRRORED_MS } from "./forget-mirrored.ts";
import { damaged, readJson } from "./json-column.ts";
import type { Schema } from "./schema.ts";

type OutboxRow = Selectable<Schema["outbox"]>;

/** The changes made here that the vendor is to hear of. */
export function createOutbox(
  db: Kysely<Schema>,
): Pick<MirrorStore, "waiting" | "waitingByInstance" | "changes" | "trying" | "done" | "failed"> {
  return {
    waiting: async (instance) => {
      const rows = await db
        .selectFrom("outbox")
        .selectAll()
        .where("instance", "=", instance)
        .where("done_at", "is", null)
        .orderBy("n")
        .execute();
      return rows.map(toChange);
    },

    waitingByInstance: () =>
      db
        .selectFrom("outbox")
        .select(({ fn }) => ["instance", fn.countAll<number>().as("changes"), fn.min("intended_at").as("since")])
        .where("done_at", "is", null)
        .groupBy("instance")
        .orderBy("instance")
        .execute(),

    changes: async (incidentId) => {
      if (!/^\d{1,15}$/.test(incidentId)) return [];
      return (await readOutbox(db, Number(incidentId))).map(toChange);
    },

    trying: (n, { tries, now }) =>
      step("outgoing change to be tried", async () => {
        const { numUpdatedRows } = await db
          .updateTable("outbox")
          .set({ tries: tries + 1, tried_at: now, uncertain: 1, error: null })
          .where("n", "=", n)
          .where("tries", "=", tries)
          .where("done_at", "is", null)
          .executeTakeFirstOrThrow();
        return numUpdatedRows > 0n;
      }),

    done: (n, now) =>
      step("outgoing change to be done", async () => {
        await db
          .updateTable("outbox")
          .set({ done_at: now, uncertain: 0, error: null, forget_at: now + KEEP_MIRRORED_MS })
          .where("n", "=", n)
          .execute();
      }),

    failed: (n, { now, error, mayHaveHappened, givenUp = false }) =>
      step("outgoing change to be failed", async () => {
        const end = givenUp ? { done_at: now, forget_at: now + KEEP_MIRRORED_MS } : { done_at: null };
        await db
          .updateTable("outbox")
          .set({ error, uncertain: mayHaveHappened ? 1 : 0, ...end })
          .where("n", "=", n)
          .where("done_at", "is", null)
          .execute();
      }),
  };
}

/**
 * Puts a change into the outbox, within the transaction of what it tells of, and forgets some of those that are over;
 * its number. The last one is always there, so that no number is given twice.
 */
export async function enqueue(
  trx: Transaction<Schema>,
  { instance, number, source_id }: { instance: string; number: number; source_id: string },
  change: RemoteChange,
  now: number,
): Promise<number> {
  const newest = await trx.selectFrom("outbox").select("n").orderBy("n", "desc").limit(1).executeTakeFirst();
  const n = (newest?.n ?? 0) + 1;
  const row = { n, instance, incident: number, source_id, change: JSON.stringify(change), intended_at: now };
  await trx
    .insertInto("outbox")
    .values({ ...row, tries: 0, tried_at: null, uncertain: 0, done_at: null, error: null, echo: null, forget_at: null })
    .execute();
  await forgetChanges(trx, now);
  return n;
}

/** The changes to an incident that are kept, in the order in which they were made. */
export function readOutbox(db: Kysely<Schema>, incident: number): Promise<OutboxRow[]> {
  return db.selectFrom("outbox").selectAll().where("incident", "=", incident).orderBy("n").execute();
}

/** The change of a row. */
export function parseChange({ change, n }: Pick<OutboxRow, "change" | "n">): RemoteChange {
  const value: unknown = readJson(change, `outgoing change ${n}`);
  if (!isChange(value)) throw damaged(`outgoing change ${n}`);
  return value;
}

// --- internal ---

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  durableStep(name);
  const result = await work();
  durableStep(name.replace(" to be ", " was "));
  return result;
}

function toChange(row: OutboxRow): OutgoingChange {
  return {
    n: row.n,
    instance: row.instance,
    incidentId: String(row.incident),
    sourceId: row.source_id,
    change: parseChange(row),
    intendedAt: row.intended_at,
    tries: row.tries,
    ...(row.tried_at === null ? {} : { triedAt: row.tried_at }),
    mayHaveHappened: row.uncertain === 1,
    ...(row.done_at === null ? {} : { doneAt: row.done_at }),
    ...(row.error === null ? {} : { error: row.error }),
  };
}

/** Enough to tell a change that soarkit wrote. */
function isChange(value: unknown): value is RemoteChange {
  if (!isRecord(value)) return false;
  if (value.kind === "close") return typeof value.reason === "string" && typeof value.remoteState === "string";
  if (value.kind === "assign") return typeof value.owner === "string";
  return value.kind === "note" && typeof value.text === "string";
}
