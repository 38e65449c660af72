import type { Transaction } from "kysely";
import type { StreamKey } from "../events/events.ts";
import { mergeRows } from "../events/merge-rows.ts";
import { KEEP_IDS_MS } from "./event-ids.ts";
import { fromPageRow, toPageRow } from "./event-page-row.ts";
import { isForgottenAfter, type Latest } from "./forgotten-pages.ts";
import type { Schema } from "./schema.ts";

/**
 * Merges some of a stream's pages whose ids are forgotten with what is committed now (`latest`), as `mergeRows` does.
 * Looks at so many that follow `after`, which is where the last call ended; what it comes to is kept for the next. At
 * the end it begins anew: what was merged grows old, and then is merged further, so that the rows of a stream grow with
 * the logarithm of time, and with gaps.
 */
export async function mergePages(
  trx: Transaction<Schema>,
  key: StreamKey,
  { after, latest }: { after: number; latest: Latest },
): Promise<void> {
  const next = trx
    .selectFrom("event_page")
    .selectAll()
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .where("n", ">", after)
    .orderBy("n")
    .limit(LOOKED_AT);
  const rows = await trx
    .selectFrom(next.as("page"))
    .selectAll()
    .where("read_at", "<=", latest.readAt - KEEP_IDS_MS)
    .orderBy("n")
    .execute();
  const now = latest.readAt;
  const old = rows.map((row) => fromPageRow(row, now)).filter((row) => isForgottenAfter(row, latest));
  const kept = mergeRows(old, now);
  if (kept.length < old.length) {
    const before = new Set(old);
    for (const row of kept) if (!before.has(row)) await rewrite(trx, key, toPageRow(row));
    const numbers = new Set(kept.map(({ n }) => n));
    await remove(
      trx,
      key,
      old.flatMap(({ n }) => (numbers.has(n) ? [] : [n])),
    );
  }
  // The last of them is looked at again: its neighbour comes next.
  const end = old.length < 2 ? 0 : (old.at(-1)?.n ?? 1) - 1;
  if (end === after) return;
  await trx
    .updateTable("event_stream")
    .set({ merged_to: end })
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .execute();
}

// --- internal ---

/** Pages with each one that is added: many, since a store may hold those of years when it is opened first. */
const LOOKED_AT = 64;

async function rewrite(
  trx: Transaction<Schema>,
  key: StreamKey,
  { n, ...row }: ReturnType<typeof toPageRow>,
): Promise<void> {
  await trx
    .updateTable("event_page")
    .set(row)
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .where("n", "=", n)
    .execute();
}

async function remove(trx: Transaction<Schema>, key: StreamKey, numbers: number[]): Promise<void> {
  await trx
    .deleteFrom("event_page")
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .where("n", "in", numbers)
    .execute();
}
