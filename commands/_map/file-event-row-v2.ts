import get from "lodash/get.js";
import { isRecord } from "soarkit";
import { firstText, rowOf, type FileEventRow } from "./file-event-row.ts";

/** A file event of version 2, as Incydr gives it. */
export function toRowV2(event: Record<string, unknown>): FileEventRow {
  const at = (path: string): unknown => get(event, path);
  return rowOf({
    id: at("event.id"),
    timestamp: event["@timestamp"] ?? event.timestamp,
    action: at("event.action"),
    observer: at("event.observer"),
    filename: at("file.name"),
    directory: at("file.directory"),
    size: at("file.sizeInBytes"),
    category: at("file.category"),
    sha256: at("file.hash.sha256"),
    user: firstText(at("user.email"), at("source.user.email")),
    source: placeOf(at("source")),
    destination: placeOf(at("destination")),
    riskscore: at("risk.score"),
    severity: at("risk.severity"),
    indicators: namesOf(at("risk.indicators")),
    trusted: at("risk.trusted"),
  });
}

// --- internal ---

/** What a source or destination is best known by, and who there. */
function placeOf(place: unknown): string | undefined {
  const at = (path: string): unknown => get(place, path);
  const name = firstText(
    at("name"),
    at("removableMedia.name"),
    at("removableMedia.mediaName"),
    at("printerName"),
    at("domains"),
    at("category"),
  );
  const who = firstText(at("email.recipients"), at("user.email"), at("accountName"));
  return who === undefined ? name : name === undefined ? who : `${name} (${who})`;
}

function namesOf(indicators: unknown): string | undefined {
  if (!Array.isArray(indicators)) return firstText(indicators);
  return firstText(indicators.map((indicator: unknown) => (isRecord(indicator) ? indicator.name : indicator)));
}
