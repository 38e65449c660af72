import { isRecord, tableToMarkdown } from "soarkit";
import { rowOf, type FileEventRow } from "./file-event-row.ts";
import { toRowV1 } from "./file-event-row-v1.ts";
import { toRowV2 } from "./file-event-row-v2.ts";

/** Any file event: version 2 as Incydr gives it, version 1 (flat) as old incidents hold it, or a row made before. */
export function toFileEventRow(event: unknown): FileEventRow {
  if (!isRecord(event)) return {};
  if (isRecord(event.event)) return toRowV2(event);
  const flat = Object.fromEntries(Object.entries(event).map(([key, value]) => [key.toLowerCase(), value]));
  return "eventid" in flat || "eventtimestamp" in flat ? toRowV1(flat) : rowOf(flat);
}

/** File events as markdown, one row each; columns in which none of them says anything are left out. */
export function toFileEventTable(title: string, events: readonly unknown[]): string {
  return tableToMarkdown(title, events.map(toFileEventRow), {
    headers: Object.keys(COLUMNS),
    headerTransform: (key) => COLUMNS[key] ?? key,
    removeNull: true,
  });
}

/** The events without those whose id came before; an event without an id is no other's double. */
export function withoutDoubles(events: readonly unknown[]): unknown[] {
  const seen = new Set<string>();
  return events.filter((event) => {
    const { id } = toFileEventRow(event);
    if (id === undefined) return true;
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
}

// --- internal ---

/** What is shown, in order; the id is for telling events apart only. */
const COLUMNS: Record<string, string> = {
  timestamp: "Timestamp",
  action: "Action",
  observer: "Observer",
  filename: "File Name",
  directory: "Directory",
  size: "Size",
  category: "Category",
  sha256: "SHA256",
  user: "User",
  source: "Source",
  destination: "Destination",
  riskscore: "Risk Score",
  severity: "Severity",
  indicators: "Indicators",
  trusted: "Trusted",
};
