import { tableToMarkdown, type Handler } from "soarkit";
import type { FileEvent } from "./_api/file-events.ts";
import type { Incydr } from "./_api/incydr.ts";
import { searchAuditLog, type Following } from "./_audit-log.ts";
import { searchFileEvents } from "./_file-events.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toAuditLogContext, toAuditLogTable } from "./_map/audit-event.ts";
import { toFileEventRow } from "./_map/file-event-table.ts";
import { faultsOfBounds, refuseFaults } from "./_map/search-bounds.ts";
import { toIso } from "./_map/time.ts";

export const run: Handler<Code42, "code42-get-events"> = async ({ args, client, progress, signal }) => {
  const { start_date: from, end_date: to, limit, event_type } = args;
  refuseFaults(
    faultsOfBounds({
      wanted: { name: "limit", value: limit },
      start: { name: "start_date", value: from },
      end: { name: "end_date", value: to },
    }),
  );
  const show = event_type.startsWith("audit") ? showAuditLog : showFileEvents;
  const { events, table } = await show(client, { from, to, limit }, { progress, signal });
  return { readable: events.length === 0 ? "No results found." : `${table}\nEvents: ${events.length}.`, raw: events };
};

// --- internal ---

interface Wanted {
  /** Epoch milliseconds. */
  from: number;
  to: number;
  limit: number;
}

type Show = (
  client: Incydr,
  wanted: Wanted,
  following: Following,
) => Promise<{ events: readonly unknown[]; table: string }>;

const showAuditLog: Show = async (client, { from, to, limit }, following) => {
  const events = await searchAuditLog(client, { startTime: from, endTime: to }, limit, following);
  return { events, table: toAuditLogTable("Audit Logs", toAuditLogContext(events)) };
};

/** By the time of insertion, as the collecting of events goes by it. */
const showFileEvents: Show = async (client, { from, to, limit }, following) => {
  const filters = [
    { term: "event.inserted", operator: "ON_OR_AFTER", value: toIso(from) ?? null },
    { term: "event.inserted", operator: "ON_OR_BEFORE", value: toIso(to) ?? null },
  ];
  const groups = [{ filterClause: "AND" as const, filters }];
  const query = { groupClause: "AND" as const, groups, srtKey: "event.inserted", srtDir: "asc" as const };
  const { events } = await searchFileEvents(client, query, limit, following);
  return { events, table: tableToMarkdown("File Events", events.map(toRow), { headers: HEADERS, removeNull: true }) };
};

const HEADERS = ["ID", "Inserted", "Timestamp", "Action", "File Name", "User", "Severity"];

function toRow(event: FileEvent): Record<string, unknown> {
  const { id, timestamp, action, filename, user, severity } = toFileEventRow(event);
  return {
    ID: id,
    Inserted: event.event.inserted,
    Timestamp: timestamp,
    Action: action,
    "File Name": filename,
    User: user,
    Severity: severity,
  };
}
