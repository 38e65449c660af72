import type { Kysely } from "kysely";
import { durableStep } from "../durable-step.ts";
import type { CommittedPage, FetchPage, FetchStore, ItemState } from "../incidents/fetch.ts";
import { commitItem, type PageCommit } from "./commit-item.ts";
import { moveCursor, readCursor } from "./cursor.ts";
import { writePage } from "./event-pages.ts";
import { readJson } from "./json-column.ts";
import type { Schema } from "./schema.ts";

/** What fetch runs remember, and the one place where it changes: the commit of a page. */
export function createFetch(db: Kysely<Schema>): FetchStore {
  return {
    cursor: (instance, stream) => readCursor(db, instance, stream),

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

    pending: async (instance, stream, most) => {
      const rows = await db
        .selectFrom("pending")
        .innerJoin("seen", (join) =>
          join
            .onRef("seen.instance", "=", "pending.instance")
            .onRef("seen.stream", "=", "pending.stream")
            .onRef("seen.id", "=", "pending.id"),
        )
        .select(["pending.id", "pending.at", "pending.value", "seen.state"])
        .where("pending.instance", "=", instance)
        .where("pending.stream", "=", stream)
        .orderBy("pending.at")
        .orderBy("pending.id")
        .limit(most)
        .execute();
      return rows.map(({ id, at, value, state }) => ({
        id,
        at,
        value: readJson(value, `waiting item ${id} of ${instance}, ${stream}`),
        state: readJson(state, `state of ${instance}, ${stream}, ${id}`),
      }));
    },

    commit: async (instance, stream, page, options) => {
      const outcome = await db.transaction().execute(async (trx) => {
        const { version } = await readCursor(trx, instance, stream);
        if (version !== options.version) return undefined;
        const commit: PageCommit = { trx, instance, stream, ...options };
        const committed: CommittedPage = { created: [], updated: [], unmatched: [] };
        for (const item of page.items) await commitItem(commit, item, committed);
        await moveCursor(trx, commit, page.lastRun);
        await writeCovered(commit, page, committed);
        await forgetExpired(commit);
        durableStep("fetch page to be committed");
        return committed;
      });
      durableStep("fetch page committed");
      return outcome;
    },
  };
}

// --- internal ---

/** Fewer than the parameters that one statement may have. */
const CHUNK = 500;

/** Expired states forgotten with each page: more than a page adds, so that they do not pile up. */
const FORGET_AT_ONCE = 2_000;

/** Where the coverage of fetched incidents is kept: beside that of the streams of events. */
async function writeCovered(
  { trx, instance, stream, now }: PageCommit,
  { covered }: FetchPage,
  { created, updated }: CommittedPage,
): Promise<void> {
  if (covered === undefined) return;
  const sent = created.length + updated.length;
  await writePage(trx, { instance, stream, sink: "store" }, { readAt: now, sent, covered });
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
