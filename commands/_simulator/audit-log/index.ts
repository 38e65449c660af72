import { listPieces, Refusal, type Item, type Json, type Route, type Stream } from "soarkit/simulator";

import { textKey } from "../file-events/draw.ts";
import { createRecent } from "../file-events/recent.ts";
import type { World } from "../world.ts";
import { auditCsv } from "./audit-csv.ts";
import { createAuditEntries, type AuditEntry } from "./audit-entries.ts";
import { identityOf, type AuditEvent } from "./audit-event.ts";
import { readAuditFilter, readAuditPage } from "./audit-query.ts";

export interface AuditLog {
  /** `/v1/audit` */
  routes: Route[];
  /** `GET /truth/audit-logs`: every entry with the id that the vendor does not give. */
  control: Route[];
  /** Its ids are what the vendor's entries say, hashed, and a number that tells apart those that say the same. */
  stream: Stream;
}

export interface AuditLogOptions {
  world: World;
  /** How many entries there are at the start. */
  count: number;
  /** The order of answers, which the vendor does not promise. */
  order: "asc" | "desc" | "arbitrary";
  /** Whether what happened exactly at a bound of the range is within it; the vendor does not say. */
  bounds: "inclusive" | "exclusive";
  /** How many of a hundred entries are followed by one that is the same in everything. */
  doubles: number;
}

/** The tenant's audit log. What is done in the simulated tenant is not written to it. */
export function createAuditLog({ world, order, bounds, ...options }: AuditLogOptions): AuditLog {
  const entries = createAuditEntries({ world, ...options });
  /** Download tokens, and what they stand for; one that was redeemed stands for nothing. */
  const downloads = createRecent<(() => IteratorObject<AuditEvent>) | undefined>(1000);
  let exported = 0;

  function found(body: Json | undefined): () => IteratorObject<AuditEvent> {
    const { span, passes } = readAuditFilter(body, bounds === "inclusive");
    return () =>
      inOrder(entries.within(span, order === "desc"))
        .map((entry) => entry.event())
        .filter(passes);
  }
  function inOrder(list: Iterable<AuditEntry>): IteratorObject<AuditEntry> {
    if (order !== "arbitrary") return Iterator.from(list);
    // The same for every page, or paging would make no sense at all.
    return [...list].sort((one, other) => textKey(one.id) - textKey(other.id)).values();
  }

  return {
    routes: [
      {
        method: "POST",
        path: "/v1/audit/search-audit-log",
        handle: ({ body }) => {
          const { page, size } = readAuditPage(body);
          const start = page * size;
          const events = found(body)().drop(start).take(size).toArray();
          return {
            body: { events, paginationRangeStartIndex: start, paginationRangeEndIndex: start + events.length },
          };
        },
      },
      {
        method: "POST",
        path: "/v1/audit/search-results-count",
        handle: ({ body }) => ({
          body: { totalResultCount: found(body)().reduce((sum) => sum + 1, 0) },
        }),
      },
      {
        method: "POST",
        path: "/v1/audit/export",
        handle: ({ body }) => {
          const download = found(body);
          exported += 1;
          const downloadToken = world.random("audit-export", exported).uuid();
          downloads.set(downloadToken, download);
          return { body: { downloadToken } };
        },
      },
      {
        method: "GET",
        path: "/v1/audit/redeem-download-token",
        handle: ({ query }) => {
          const token = query.text("downloadToken") ?? "";
          const download = downloads.get(token);
          if (download === undefined) throw new Refusal(404, { error: "There is no such download, or no more." });
          downloads.set(token, undefined);
          return { pieces: auditCsv(download()), headers: csvHeaders };
        },
      },
    ],
    control: [
      {
        method: "GET",
        path: "/truth/audit-logs",
        handle: ({ query }) => {
          const limit = query.integer("limit", { min: 0 }) ?? Infinity;
          return { pieces: listPieces("auditLogs", all().take(limit).map(toTruth)) };
        },
      },
    ],
    stream: {
      truth: () => identified(all()).map(({ item }) => item),
      add: (count, lateMs, unseenMs = 0) => {
        const fresh = entries.add(count, Math.max(lateMs, unseenMs));
        const ids = new Set(fresh.map(({ id }) => id));
        const time = fresh[0]?.at ?? 0;
        const sameTime = entries.within({ from: (at) => at >= time, until: (at) => at <= time }, false);
        return [...identified(sameTime)].filter(({ entry }) => ids.has(entry.id)).map(({ item }) => item);
      },
    },
  };

  function all(): IteratorObject<AuditEntry> {
    return Iterator.from(entries.within({ from: () => true, until: () => true }, false));
  }
}

// --- internal ---

const csvHeaders = {
  "Content-Type": "text/csv",
  "Content-Disposition": 'attachment; filename="AuditLog_SearchResults.csv"',
};

/** Entries in order of time with their items: those that are the same have the same time, and follow one another. */
function* identified(entries: Iterable<AuditEntry>): Generator<{ entry: AuditEntry; item: Item }> {
  let at: number | undefined;
  const counts = new Map<string, number>();
  for (const entry of entries) {
    if (entry.at !== at) counts.clear();
    at = entry.at;
    const identity = identityOf(entry.event());
    const count = (counts.get(identity) ?? 0) + 1;
    counts.set(identity, count);
    yield { entry, item: { id: `${identity}#${String(count)}`, at: entry.seenAt } };
  }
}

function toTruth(entry: AuditEntry): { id: string; at: string; event: AuditEvent } {
  return { id: entry.id, at: new Date(entry.seenAt).toISOString(), event: entry.event() };
}
