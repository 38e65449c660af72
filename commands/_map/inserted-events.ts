import { tableToMarkdown } from "soarkit";
import type { FileEvent, FileEventQuery } from "../_api/file-events.ts";
import { toFileEventRow } from "./file-event-table.ts";

/**
 * The file events that were inserted within a span of time (epoch milliseconds, both bounds within it), in the order of
 * their insertion. Without an end, up to whatever there is.
 */
export function toInsertedQuery(from: number, to?: number): FileEventQuery {
  const bound = (operator: string, ms: number) => ({
    term: "event.inserted",
    operator,
    value: new Date(ms).toISOString(),
  });
  const filters = [bound("ON_OR_AFTER", from), ...(to === undefined ? [] : [bound("ON_OR_BEFORE", to)])];
  return {
    groupClause: "AND",
    groups: [{ filterClause: "AND", filters }],
    srtKey: "event.inserted",
    srtDir: "asc",
  };
}

/** File events as markdown, with what tells which were collected; columns in which none says anything are left out. */
export function toInsertedTable(title: string, events: readonly FileEvent[]): string {
  const rows = events.map((event) => {
    const { timestamp, action, filename, user, severity } = toFileEventRow(event);
    const { inserted, id } = event.event;
    return {
      Inserted: inserted,
      Timestamp: timestamp,
      Action: action,
      "File Name": filename,
      User: user,
      Severity: severity,
      ID: id,
    };
  });
  return tableToMarkdown(title, rows, { headers: HEADERS, removeNull: true });
}

// --- internal ---

const HEADERS = ["Inserted", "Timestamp", "Action", "File Name", "User", "Severity", "ID"];
