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
  const { events, table, count } = await show(client, { from, to, limit }, { progress, signal });
  return { readable: events.length === 0 ? "No results found." : `${table}\nEvents: ${count}`, raw: events };
};

// --- internal ---

interface Wanted {
  /** Epoch milliseconds. */
  from: number;
  to: number;
  limit: number;
}

interface Shown {
  events: readonly unknown[];
  table: string;
  /** How many they are, and whether of more. */
  count: string;
}

type Show = (client: Incydr, wanted: Wanted, following: Following) => Promise<Shown>;

const showAuditLog: Show = async (client, { from, to, limit }, following) => {
  const events = await searchAuditLog(client, { startTime: from, endTime: to }, limit, following);
  // Incydr tells no total of them.
  const more = events.length === limit ? " There may be more." : "";
  const table = toAuditLogTable("Audit Logs", toAuditLogContext(events));
  return { events, table, count: `${events.length}.${more}` };
};

/** By the time of insertion, as the collecting of events goes by it. */
const showFileEvents: Show = async (client, { from, to, limit }, following) => {
  const filters = [
    { term: "event.inserted", operator: "ON_OR_AFTER", value: toIso(from) ?? null },
    { term: "event.inserted", operator: "ON_OR_BEFORE", value: toIso(to) ?? null },
  ];
  const groups = [{ filterClause: "AND" as const, filters }];
  const query = { groupClause: "AND" as const, groups, srtKey: "event.inserted", srtDir: "asc" as const };
  const { events, totalCount = 0 } = await searchFileEvents(client, query, limit, following);
  const total = totalCount > events.length ? ` of ${totalCount}` : "";
  const table = tableToMarkdown("File Events", events.map(toRow), { headers: HEADERS, removeNull: true });
  return { events, table, count: `${events.length}${total}.` };
};

const HEADERS = ["Inserted", "Timestamp", "Action", "File Name", "User", "Severity", "ID"];

function toRow(event: FileEvent): Record<string, unknown> {
  const { id, timestamp, action, filename, user, severity } = toFileEventRow(event);
  return {
    Inserted: event.event.inserted,
    Timestamp: timestamp,
    Action: action,
    "File Name": filename,
    User: user,
    Severity: severity,
    ID: id,
  };
}
