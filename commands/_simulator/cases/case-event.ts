import type { FileEvent } from "../file-events/index.ts";

/** A file event as a case lists it, with the exposure types of version 1 of file events. */
export interface CaseEventBody {
  eventId: string;
  eventTimestamp: string;
  exposure: string[];
  fileAvailability: "EXACT_FILE_AVAILABLE" | "NO_FILE_AVAILABLE";
  fileName: string | null;
  filePath: string | null;
  riskIndicators: { name: string; weight: number }[];
  riskScore: number;
  riskSeverity: string;
}

/** @param isKept whether Incydr has the event's file */
export function toCaseEvent(event: FileEvent, isKept: boolean): CaseEventBody {
  return {
    eventId: event.event.id,
    eventTimestamp: event["@timestamp"],
    exposure: exposureOf(event),
    fileAvailability: isKept ? "EXACT_FILE_AVAILABLE" : "NO_FILE_AVAILABLE",
    fileName: event.file.name,
    filePath: event.file.directory,
    riskIndicators: event.risk.indicators.map(({ name, weight }) => ({ name, weight })),
    riskScore: event.risk.score,
    riskSeverity: event.risk.severity,
  };
}

// --- internal ---

function exposureOf({ event }: FileEvent): string[] {
  if (event.action === "application-read") return ["ApplicationRead"];
  if (event.action.startsWith("removable-media-")) return ["RemovableMedia"];
  if (event.action.startsWith("sync-app-")) return ["CloudStorage"];
  return event.shareType.map((type) => exposureOfShare[type] ?? "OutsideTrustedDomains");
}

const exposureOfShare: Record<string, string> = {
  "Anyone with the link": "SharedViaLink",
  "Anyone in your organization": "SharedViaDomain",
};
