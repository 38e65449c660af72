import type { Kysely, Transaction } from "kysely";
import type { Schema } from "./schema.ts";

/** The command lines that were run, so that a prompt can call them up again. Secrets are taken out before they come here. */
export interface History {
  /** Keeps a line: with the next entries that are stored, or when the store is closed. */
  add(line: string): void;
  /** The newest first, at most `limit`. */
  newest(limit: number): Promise<string[]>;
}

/** Lines that are kept; the oldest make room. */
export const MOST_LINES = 1_000;

/** Lines that wait for a transaction: a commit of their own would cost each command one more write to the disk. */
export interface WaitingLines {
  /** Writes those that wait; they are let go of by `written`, once the transaction is committed. */
  write(trx: Transaction<Schema>): Promise<void>;
  written(): void;
  /** Writes those that wait in a transaction of their own. */
  flush(): Promise<void>;
}

export function createHistory(db: Kysely<Schema>, now: () => number): History & WaitingLines {
  const waiting: { line: string; at: number }[] = [];
  const history: History & WaitingLines = {
    add: (line) => void waiting.push({ line, at: now() }),
    write: async (trx) => {
      for (const { line, at } of waiting) await insert(trx, line, at);
    },
    written: () => void waiting.splice(0),
    flush: async () => {
      if (waiting.length === 0) return;
      await db.transaction().execute((trx) => history.write(trx));
      history.written();
    },
    newest: async (limit) => {
      await history.flush();
      const rows = await db.selectFrom("history").select("line").orderBy("n", "desc").limit(limit).execute();
      return rows.map(({ line }) => line);
    },
  };
  return history;
}

// --- internal ---

/** A line that repeats the one before only moves its time. */
async function insert(trx: Transaction<Schema>, line: string, at: number): Promise<void> {
  const last = await trx.selectFrom("history").select(["n", "line"]).orderBy("n", "desc").limit(1).executeTakeFirst();
  if (last?.line === line) {
    await trx.updateTable("history").set({ at }).where("n", "=", last.n).execute();
    return;
  }
  const n = (last?.n ?? 0) + 1;
  await trx.insertInto("history").values({ n, line, at }).execute();
  await trx
    .deleteFrom("history")
    .where("n", "<=", n - MOST_LINES)
    .execute();
}
