import type { Handler } from "soarkit";
import type { Incydr } from "./_api/incydr.ts";
import { searchAuditLog, type Following } from "./_audit-log.ts";
import { searchFileEvents } from "./_file-events.ts";
import { NOTHING_FOUND } from "./_listing.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toAuditLogContext, toAuditLogTable } from "./_map/audit-event.ts";
import { toInsertedQuery, toInsertedTable } from "./_map/inserted-events.ts";
import { faultsOfBounds, refuseFaults } from "./_map/search-bounds.ts";

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
  return { readable: events.length === 0 ? NOTHING_FOUND : `${table}\nEvents: ${count}`, raw: events };
};

// --- internal ---

interface Shown {
  events: readonly unknown[];
  table: string;
  /** How many they are, and whether of more. */
  count: string;
}

/** Times are epoch milliseconds. */
type Show = (
  client: Incydr,
  wanted: { from: number; to: number; limit: number },
  following: Following,
) => Promise<Shown>;

const showAuditLog: Show = async (client, { from, to, limit }, following) => {
  const events = await searchAuditLog(client, { startTime: from, endTime: to }, limit, following);
  // Incydr tells no total of them.
  const more = events.length === limit ? " There may be more: raise limit." : "";
  const table = toAuditLogTable("Code42 Audit Log", toAuditLogContext(events));
  return { events, table, count: `${events.length}.${more}` };
};

const showFileEvents: Show = async (client, { from, to, limit }, following) => {
  const { events, totalCount = 0 } = await searchFileEvents(client, toInsertedQuery(from, to), limit, following);
  const total = totalCount > events.length ? ` of ${totalCount}. Raise limit to see more` : "";
  return { events, table: toInsertedTable("Code42 File Events", events), count: `${events.length}${total}.` };
};
