import type { Selectable } from "kysely";
import type { CoverageRow } from "../events/events.ts";
import type { LateSpread } from "../events/lateness.ts";
import type { Range } from "../incidents/fetch.ts";
import { KEEP_IDS_MS } from "./event-ids.ts";
import { forkNode, toMoment } from "./interval-tree.ts";
import { damaged, readJson } from "./json-column.ts";
import type { Schema } from "./schema.ts";

type PageRow = Selectable<Schema["event_page"]>;

/** What a row says, `now` by the clock. */
export function fromPageRow(row: PageRow, now: number): CoverageRow {
  return {
    n: row.n,
    readAt: row.read_at,
    sent: row.sent,
    ...(row.events_from === null || row.events_to === null
      ? {}
      : { events: { from: row.events_from, to: row.events_to + 1 } }),
    ...(row.covered_from === null || row.covered_to === null
      ? {}
      : { covered: { from: row.covered_from, to: row.covered_to + 1, query: row.query ?? "" } }),
    late: {
      count: row.late_count,
      mostMs: row.late_most_ms,
      ...(row.late_spread === null ? {} : { spread: parseSpread(row.late_spread) }),
    },
    ...(row.read_at <= now - KEEP_IDS_MS ? { forgotten: true as const } : {}),
  };
}

/** The columns beside those of the stream's key. */
export function toPageRow({ n, readAt, sent, events, covered, late }: CoverageRow): Omit<PageRow, KeyColumn> {
  return {
    n,
    read_at: readAt,
    sent,
    ...columns("events", events),
    ...columns("covered", covered),
    query: covered?.query ?? null,
    late_count: late.count,
    late_most_ms: late.mostMs,
    late_spread: late.spread ? JSON.stringify(late.spread) : null,
  };
}

// --- internal ---

type KeyColumn = "instance" | "stream" | "sink";
type Kind = "events" | "covered";
type Columns<K extends Kind> = Record<`${K}_${"from" | "to" | "node"}`, number | null>;

/** A range without a moment in it is none. */
function columns<K extends Kind>(kind: K, range: Range | undefined): Columns<K> {
  const isEmpty = range === undefined || range.to <= range.from;
  const from = isEmpty ? null : toMoment(range.from);
  const to = isEmpty ? null : toMoment(range.to - 1);
  const node = from === null || to === null ? null : forkNode(from, to);
  return { [`${kind}_from`]: from, [`${kind}_to`]: to, [`${kind}_node`]: node } as Columns<K>;
}

function parseSpread(text: string): LateSpread {
  const value: unknown = readJson(text, "late events of merged pages");
  if (!isSpread(value)) throw damaged("late events of merged pages");
  return value;
}

function isSpread(value: unknown): value is LateSpread {
  return (
    Array.isArray(value) &&
    value.every((pair: unknown) => Array.isArray(pair) && pair.length === 2 && pair.every(Number.isFinite))
  );
}
