import type { FetchedIncident } from "soarkit";
import type { FileEvent } from "../_api/file-events.ts";
import { isMadeUp } from "../_api/session-element.ts";
import type { Session } from "../_api/sessions.ts";
import { toFileEventRow } from "./file-event-table.ts";
import type { SessionNames } from "./security-alert.ts";
import { currentSeverityName, currentState, sessionUrl } from "./session.ts";
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

/**
 * A session as an incident: Incydr's own object in rawJSON, with what the manifest's mapper reads beside it. The fields
 * of the incident type and the severity are the mapper's.
 */
export function toIncident(session: Session, extras: SessionExtras): FetchedIncident {
  const { names, fileEvents, gaps } = extras;
  const beginTimeIso = toIso(session.beginTime);
  const occurred = beginTimeIso ?? toIso(session.firstObserved) ?? new Date(extras.seenAt).toISOString();
  const enriched = {
    ...session,
    riskSeverity: currentSeverityName(session),
    state: currentState(session),
    actor: names.actor,
    // Nothing rather than an empty text: the mapper leaves the field alone.
    rule_names: names.rules.length > 0 ? names.rules.join(", ") : undefined,
    beginTimeIso,
    // Incydr has no page for what it gave no id.
    alertUrl: isMadeUp(session.sessionId) ? undefined : sessionUrl(session.sessionId, extras.consoleUrl),
    fileevents: fileEvents ?? [],
    ...(fileEvents && { fileevents_version: "2", fileeventrows: fileEvents.map(toFileEventRow) }),
  };
  return {
    name: `Code42 - ${session.exfiltrationSummary ?? session.sessionId}`.slice(0, LONGEST_NAME),
    occurred,
    ...(gaps.length > 0 && { details: gaps.join("\n") }),
    rawJSON: JSON.stringify(enriched),
  };
}

// --- internal ---

/** Cortex XSOAR takes no longer one. */
const LONGEST_NAME = 600;
