import type { Kysely, Transaction } from "kysely";
import { laneRequests } from "../http/budget.ts";
import type { BudgetReader, BudgetStore } from "../http/ports.ts";
import type { Schema } from "./schema.ts";

/**
 * The request budgets, each shared by all processes of the store. A budget is the exact log of its latest takes: one
 * more is admitted when the take `requests` before it is at least `perMs` old, so that no window of `perMs`, wherever
 * it begins, holds more than `requests`; for the lanes behind others, as many fewer as are kept free for those. Each
 * take is one transaction that looks up two rows and writes one.
 */
export function createBudget(db: Kysely<Schema>, clock: () => number): BudgetStore & BudgetReader {
  return {
    left: async (key, limit, now, lane) => {
      const { taken } = await db
        .selectFrom("budget")
        .select(({ fn }) => fn.countAll<number>().as("taken"))
        .where("key", "=", key)
        .where("at", ">", now - limit.perMs)
        .executeTakeFirstOrThrow();
      return Math.max(0, laneRequests(limit, lane) - taken);
    },

    take: (key, limit, askedAt, lane) =>
      db.transaction().execute(async (trx) => {
        const { requests, perMs } = limit;
        // The caller read its clock before it waited for the lock; the request leaves after that.
        const now = Math.max(askedAt, clock());
        const last = await lastTake(trx, key, now, perMs);
        // The log never runs backwards, though one process's clock may lag behind another's.
        const at = Math.max(now, last.at);
        const n = last.n + 1;
        const blocking = await trx
          .selectFrom("budget")
          .select("at")
          .where("key", "=", key)
          .where("n", "=", n - laneRequests(limit, lane))
          .executeTakeFirst();
        if (blocking !== undefined && blocking.at + perMs > at) return blocking.at + perMs - now;
        await trx.insertInto("budget").values({ key, n, at }).execute();
        await trx
          .deleteFrom("budget")
          .where("key", "=", key)
          .where("n", "<=", n - requests)
          .execute();
        return 0;
      }),
  };
}

// --- internal ---

/** The latest take. If the clock was set back by more than a window, all takes count as made at this moment. */
async function lastTake(
  trx: Transaction<Schema>,
  key: string,
  now: number,
  perMs: number,
): Promise<{ n: number; at: number }> {
  const last = await trx
    .selectFrom("budget")
    .select(["n", "at"])
    .where("key", "=", key)
    .orderBy("n", "desc")
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return { n: 0, at: now };
  if (last.at <= now + perMs) return last;
  await trx.updateTable("budget").set({ at: now }).where("key", "=", key).execute();
  return { n: last.n, at: now };
}
