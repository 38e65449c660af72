import { listPieces, Refusal, type Json, type Route, type Stream } from "soarkit/simulator";

import { textKey } from "../file-events/draw.ts";
import { createRecent } from "../file-events/recent.ts";
import type { World } from "../world.ts";
import { auditCsv } from "./audit-csv.ts";
import { createAuditEntries, type AuditEntry } from "./audit-entries.ts";
import type { AuditEvent } from "./audit-event.ts";
import { readAuditFilter, readAuditPage } from "./audit-query.ts";

export interface AuditLog {
  /** `/v1/audit` */
  routes: Route[];
  /** `GET /truth/audit-logs`: every entry with the id that the vendor does not give. */
  control: Route[];
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
      truth: () => all().map(toItem),
      add: (count, lateMs) => entries.add(count, lateMs).map(toItem),
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

function toItem({ id, seenAt }: AuditEntry): { id: string; at: number } {
  return { id, at: seenAt };
}

function toTruth(entry: AuditEntry): { id: string; at: string; event: AuditEvent } {
  return { id: entry.id, at: new Date(entry.seenAt).toISOString(), event: entry.event() };
}
