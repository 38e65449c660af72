import { firstText, rowOf, type FileEventRow } from "./file-event-row.ts";

/**
 * A file event of version 1, flat, with its keys in lower case (as in Incydr's old answers, lower-cased, or in the
 * columns of old incidents).
 */
export function toRowV1(event: Record<string, unknown>): FileEventRow {
  return rowOf({
    id: event.eventid,
    timestamp: event.eventtimestamp,
    action: actionOf(event),
    observer: event.source,
    filename: event.filename,
    directory: event.filepath,
    size: event.filesize,
    category: event.filecategory,
    sha256: event.sha256checksum,
    user: firstText(event.deviceusername, event.actor),
    source: firstText(event.oshostname, event.domainname),
    destination: firstText(
      event.removablemedianame,
      event.removablemediamedianame,
      event.removablemediavendor,
      event.emailrecipients,
      event.sharedwith,
      event.taburl,
      event.windowtitle,
      event.url,
    ),
    riskscore: event.riskscore,
    severity: event.riskseverity,
    indicators: SIGNS.filter(([sign]) => event[sign] === true).map(([, indicator]) => indicator),
    trusted: event.trusted,
  });
}

// --- internal ---

/** Flags of version 1 that became risk indicators. */
const SIGNS = [
  ["remoteactivity", "Remote"],
  ["mimetypemismatch", "File mismatch"],
  ["outsideactivehours", "Off hours"],
] as const;

/** Version 2 folds the exposure into the action. */
function actionOf(event: Record<string, unknown>): string | undefined {
  const exposure = firstText(event.exposure);
  const type = firstText(event.eventtype);
  return exposure !== undefined && type !== undefined ? `${type} (${exposure})` : (type ?? exposure);
}
