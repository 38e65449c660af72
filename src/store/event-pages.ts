import type { Kysely, Transaction } from "kysely";
import type { CoverageRow, StreamKey } from "../events/events.ts";
import type { Covered, Range } from "../incidents/fetch.ts";
import { KEEP_IDS_MS } from "./event-ids.ts";
import { branches, forkNode, toMoment } from "./interval-tree.ts";
import type { Schema } from "./schema.ts";

/** What is kept of a page for good. */
export interface WrittenPage {
  readAt: number;
  sent: number;
  /** Of its events, both ends included. */
  events?: Range | undefined;
  covered?: Covered | undefined;
  late?: { count: number; mostMs: number };
}

/** Writes the row of a page under the next number of its stream. */
export async function writePage(trx: Transaction<Schema>, key: StreamKey, page: WrittenPage): Promise<void> {
  const { last_page: n } = await trx
    .insertInto("event_stream")
    .values({ ...key, ...EMPTY, last_page: 1, updated_at: page.readAt })
    .onConflict((conflict) =>
      conflict
        .columns(["instance", "stream", "sink"])
        .doUpdateSet((eb) => ({ last_page: eb("event_stream.last_page", "+", 1), updated_at: page.readAt })),
    )
    .returning("last_page")
    .executeTakeFirstOrThrow();
  const { events, covered, late } = page;
  const last = covered && { ...covered, to: covered.to - 1 };
  await trx
    .insertInto("event_page")
    .values({
      ...key,
      n,
      read_at: page.readAt,
      sent: page.sent,
      ...columns("events", events),
      ...columns("covered", last),
      query: covered?.query ?? null,
      late_count: late?.count ?? 0,
      late_most_ms: late?.mostMs ?? 0,
    })
    .execute();
}

/** The stream's row before anything was committed. */
const EMPTY = { version: 0, last_run: "null", position: "null", last_page: 0, last_ids: 0 } as const;

/** The pages whose events or covered ranges overlap the range, in the order of their numbers. */
export async function readPages(
  db: Kysely<Schema>,
  key: StreamKey,
  { from, to }: Range,
  now: number,
): Promise<CoverageRow[]> {
  if (to <= from) return [];
  const [first, last] = [toMoment(from), toMoment(to - 1)];
  const { before, after } = branches(first, last);
  const rows = await db
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
    .orderBy("n")
    .execute();
  return rows.map((row) => ({
    n: row.n,
    readAt: row.read_at,
    sent: row.sent,
    ...(row.events_from === null || row.events_to === null
      ? {}
      : { events: { from: row.events_from, to: row.events_to + 1 } }),
    ...(row.covered_from === null || row.covered_to === null
      ? {}
      : { covered: { from: row.covered_from, to: row.covered_to + 1, query: row.query ?? "" } }),
    late: { count: row.late_count, mostMs: row.late_most_ms },
    ...(row.read_at <= now - KEEP_IDS_MS ? { forgotten: true as const } : {}),
  }));
}

// --- internal ---

type Kind = "events" | "covered";
type Columns<K extends Kind> = Record<`${K}_${"from" | "to" | "node"}`, number | null>;

/** A range without a moment in it is none. */
function columns<K extends Kind>(kind: K, range: Range | undefined): Columns<K> {
  const isEmpty = range === undefined || range.to < range.from;
  const from = isEmpty ? null : toMoment(range.from);
  const to = isEmpty ? null : toMoment(range.to);
  const node = from === null || to === null ? null : forkNode(from, to);
  return { [`${kind}_from`]: from, [`${kind}_to`]: to, [`${kind}_node`]: node } as Columns<K>;
}
