import type { Kysely, Transaction } from "kysely";
import type { CoverageRow, StreamKey } from "../events/events.ts";
import type { Covered, Range } from "../incidents/fetch.ts";
import { fromPageRow, toPageRow } from "./event-page-row.ts";
import { createForgotten } from "./forgotten-pages.ts";
import { branches, toMoment } from "./interval-tree.ts";
import { mergePages } from "./merge-pages.ts";
import type { ReadStream } from "./read-stream.ts";
import type { Schema } from "./schema.ts";

/** What is kept of a page for good, if not by itself. */
export interface WrittenPage {
  readAt: number;
  sent: number;
  /** Of its events, both ends included. */
  events?: Range | undefined;
  covered?: Covered | undefined;
  late?: { count: number; mostMs: number };
}

/**
 * Writes the row of a page under the next number of its stream, and merges some of those that are too old to be told
 * apart. A page that tells of no time gets a number only: nobody would find it.
 */
export async function writePage(trx: Transaction<Schema>, key: StreamKey, page: WrittenPage): Promise<void> {
  const { last_page: n, merged_to: after } = await trx
    .insertInto("event_stream")
    .values({ ...key, ...EMPTY, last_page: 1, updated_at: page.readAt })
    .onConflict((conflict) =>
      conflict
        .columns(["instance", "stream", "sink"])
        .doUpdateSet((eb) => ({ last_page: eb("event_stream.last_page", "+", 1), updated_at: page.readAt })),
    )
    .returning(["last_page", "merged_to"])
    .executeTakeFirstOrThrow();
  const { readAt, sent, events: times, covered, late = NOTHING_LATE } = page;
  const events = times && { from: times.from, to: times.to + 1 };
  const row = toPageRow({ n, readAt, sent, late, ...(events && { events }), ...(covered && { covered }) });
  if (row.events_node !== null || row.covered_node !== null) {
    await trx
      .insertInto("event_page")
      .values({ ...key, ...row })
      .execute();
  }
  const to = Math.max(events?.to ?? -Infinity, covered?.to ?? -Infinity);
  await mergePages(trx, key, { after, latest: { readAt, to } });
}

/** The pages whose events or covered ranges overlap the range, in the order of their numbers, read a few at a time. */
export async function* readPages(
  { db, stream, now }: { db: Kysely<Schema>; stream: ReadStream; now: number },
  key: StreamKey,
  { from, to }: Range,
): AsyncGenerator<CoverageRow, void, void> {
  if (to <= from) return;
  const [first, last] = [toMoment(from), toMoment(to - 1)];
  const { before, after } = branches(first, last);
  const query = db
    .selectFrom("event_page")
    .selectAll()
    .where("instance", "=", key.instance)
    .where("stream", "=", key.stream)
    .where("sink", "=", key.sink)
    .where((eb) =>
      eb.or(
        (["events", "covered"] as const).flatMap((kind) => [
          eb.between(`${kind}_node`, first, last),
          eb.and([eb(`${kind}_node`, "in", before), eb(`${kind}_to`, ">=", first)]),
          eb.and([eb(`${kind}_node`, "in", after), eb(`${kind}_from`, "<=", last)]),
        ]),
      ),
    )
    .orderBy("n");
  const isForgotten = createForgotten(db, key, { to, now });
  for await (const row of stream(query)) {
    const { forgotten, ...page } = fromPageRow(row, now);
    yield forgotten && (await isForgotten(page)) ? { ...page, forgotten } : page;
  }
}

// --- internal ---

/** The stream's row before anything was committed. */
const EMPTY = {
  version: 0,
  last_run: "null",
  position: "null",
  last_page: 0,
  last_ids: 0,
  merged_to: 0,
} as const;

const NOTHING_LATE = { count: 0, mostMs: 0 } as const;
