import type { Kysely } from "kysely";
import type { CommittedPage, FetchStore, ItemState } from "../incidents/fetch.ts";
import { commitItem, type PageCommit } from "./commit-item.ts";
import { readJson } from "./json-column.ts";
import type { Schema } from "./schema.ts";

/** What fetch runs remember, and the one place where it changes: the commit of a page. */
export function createFetch(db: Kysely<Schema>): FetchStore {
  return {
    lastRun: async (instance, stream) => {
      const row = await db
        .selectFrom("cursor")
        .select("json")
        .where("instance", "=", instance)
        .where("stream", "=", stream)
        .executeTakeFirst();
      return row === undefined ? null : readJson(row.json, `lastRun of ${instance}, ${stream}`);
    },

    known: async (instance, stream, ids) => {
      const known = new Map<string, ItemState>();
      for (let start = 0; start < ids.length; start += CHUNK) {
        const rows = await db
          .selectFrom("seen")
          .select(["id", "state"])
          .where("instance", "=", instance)
          .where("stream", "=", stream)
          .where("id", "in", ids.slice(start, start + CHUNK))
          .execute();
        for (const { id, state } of rows) known.set(id, readJson(state, `state of ${instance}, ${stream}, ${id}`));
      }
      return known;
    },

    commit: (instance, stream, page, options) =>
      db.transaction().execute(async (trx) => {
        const commit: PageCommit = { trx, instance, stream, ...options };
        const committed: CommittedPage = { created: [], updated: [], unmatched: [] };
        for (const item of page.items) await commitItem(commit, item, committed);
        await moveCursor(commit, JSON.stringify(page.lastRun));
        await forgetExpired(commit);
        return committed;
      }),
  };
}

// --- internal ---

/** Fewer than the parameters that one statement may have. */
const CHUNK = 500;

/** Expired states forgotten with each page: more than a page adds, so that they do not pile up. */
const FORGET_AT_ONCE = 2_000;

async function moveCursor({ trx, instance, stream, now }: PageCommit, json: string): Promise<void> {
  await trx
    .insertInto("cursor")
    .values({ instance, stream, version: 1, json, updated_at: now })
    .onConflict((conflict) =>
      conflict.columns(["instance", "stream"]).doUpdateSet((eb) => ({
        version: eb("cursor.version", "+", 1),
        json,
        updated_at: now,
      })),
    )
    .execute();
}

async function forgetExpired({ trx, instance, stream, now }: PageCommit): Promise<void> {
  const expired = trx
    .selectFrom("seen")
    .select("id")
    .where("instance", "=", instance)
    .where("stream", "=", stream)
    .where("expires_at", "<=", now)
    .limit(FORGET_AT_ONCE);
  await trx
    .deleteFrom("seen")
    .where("instance", "=", instance)
    .where("stream", "=", stream)
    .where("id", "in", expired)
    .execute();
}
