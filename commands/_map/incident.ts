import type { FetchedIncident, JsonObject, Severity } from "soarkit";
import type { FileEvent } from "../_api/file-events.ts";
import type { Session } from "../_api/sessions.ts";
import { toFileEventRow } from "./file-event-table.ts";
import type { SessionNames } from "./security-alert.ts";
import { currentSeverity, currentSeverityName, currentState } from "./session.ts";
import { toIso } from "./time.ts";

/** What is known of a session beside itself. */
export interface SessionExtras {
  names: SessionNames;
  /** `https://console.…`, without a slash at the end. */
  consoleUrl: string;
  /** Absent when they were not asked for. */
  fileEvents?: readonly FileEvent[] | undefined;
  /** What could not be found out, in sentences. */
  gaps: readonly string[];
  /** When it occurred if the session itself does not say: epoch milliseconds. */
  seenAt: number;
}

/** A session as an incident: Incydr's own object in rawJSON, the fields of the incident type filled in. */
export function toIncident(session: Session, extras: SessionExtras): FetchedIncident {
  const { names, fileEvents, gaps } = extras;
  const beginTimeIso = toIso(session.beginTime);
  const occurred = beginTimeIso ?? toIso(session.firstObserved) ?? new Date(extras.seenAt).toISOString();
  const enriched = {
    ...session,
    riskSeverity: currentSeverityName(session),
    state: currentState(session),
    actor: names.actor,
    rule_names: names.rules.join(", "),
    beginTimeIso,
    alertUrl: alertUrl(session, extras.consoleUrl),
    fileevents: fileEvents ?? [],
  };
  return {
    name: `Code42 - ${session.exfiltrationSummary ?? session.sessionId}`,
    occurred,
    severity: toIncidentSeverity(currentSeverity(session)),
    ...(gaps.length > 0 && { details: gaps.join("\n") }),
    rawJSON: JSON.stringify(enriched),
    CustomFields: toCustomFields(session, extras, occurred),
  };
}

/** Incydr's 0–4 as XSOAR's severity: no risk is informational, never scored is unknown. */
export function toIncidentSeverity(severity: number | undefined): Severity {
  return severity === undefined ? 0 : (SEVERITIES[severity] ?? 0);
}

// --- internal ---

const SEVERITIES: readonly Severity[] = [0.5, 1, 2, 3, 4];

/** The fields of the incident type `Code42 Security Alert`, by machine name. */
function toCustomFields(session: Session, extras: SessionExtras, occurred: string): JsonObject {
  const { names, fileEvents } = extras;
  const fields: Record<string, string | null | undefined> = {
    code42alertid: session.sessionId,
    code42alertname: session.exfiltrationSummary,
    code42alertdescription: names.rules.join(", "),
    code42alertstate: currentState(session),
    code42alerttimestamp: occurred,
    code42alerttype: session.type,
    code42alertriskseveritysummary: session.exfiltrationSummary,
    code42alerturl: alertUrl(session, extras.consoleUrl),
    code42severity: currentSeverityName(session),
    code42username: names.actor,
  };
  const given = Object.entries(fields).flatMap(([field, value]) => (value ? [[field, value] as const] : []));
  return {
    ...Object.fromEntries(given),
    ...(fileEvents && {
      code42fileevents: fileEvents.map((event) => ({ ...toFileEventRow(event) })),
      code42fileeventsversion: "2",
    }),
  };
}

function alertUrl(session: Session, consoleUrl: string): string {
  return `${consoleUrl}/app/#/alerts/review-alerts/${encodeURIComponent(session.sessionId)}`;
}
