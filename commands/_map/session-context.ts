import * as v from "valibot";
import type { Session } from "../_api/sessions.ts";
import { listOf, text } from "../_api/tolerant.ts";
import {
  currentScore,
  currentSeverity,
  currentSeverityName,
  currentState,
  sessionUrl,
  severityNames,
} from "./session.ts";
import { toIso } from "./time.ts";

/** Columns of a table of sessions. */
export const sessionHeaders = [
  "BeginTime",
  "Username",
  "ExfiltrationSummary",
  "State",
  "SeverityName",
  "Score",
  "ID",
] as const;

/** A session under `Code42.Session`: what is unknown or empty is left out, histories are kept whole. */
export type SessionContext = { ID: string } & Record<string, unknown>;

/**
 * @param username of the session's actor, where it is known otherwise than from the session itself
 * @param consoleUrl `https://console.…`, without a slash at the end
 */
export function toSessionContext(
  session: Session,
  { username, consoleUrl }: { username?: string | undefined; consoleUrl: string },
): SessionContext {
  return {
    ID: session.sessionId,
    ...present({
      TenantID: session.tenantId,
      ActorID: session.actorId,
      Username: session.actorName ?? username,
      UserID: session.userId,
      Type: session.type,
      BeginTime: toIso(session.beginTime),
      EndTime: toIso(session.endTime),
      FirstObserved: toIso(session.firstObserved),
      LastUpdated: toIso(session.lastUpdated),
      State: currentState(session),
      Severity: currentSeverity(session),
      SeverityName: currentSeverityName(session),
      Score: currentScore(session),
      CriticalEvents: session.criticalEvents,
      HighEvents: session.highEvents,
      ModerateEvents: session.moderateEvents,
      LowEvents: session.lowEvents,
      NoRiskEvents: session.noRiskEvents,
      ExfiltrationSummary: session.exfiltrationSummary,
      ContextSummary: session.contextSummary,
      RiskIndicators: session.riskIndicators.map(({ id, name, weight, eventCount }) =>
        present({ ID: id, Name: name, Weight: weight, EventCount: eventCount }),
      ),
      Notes: session.notes.map(({ id, content, sourceTimestamp, userId }) =>
        present({ ID: id, Content: content, Time: toIso(sourceTimestamp), UserID: userId }),
      ),
      States: session.states.map(({ state, stateV2, sourceTimestamp }) =>
        present({ State: stateV2 ?? state, Time: toIso(sourceTimestamp) }),
      ),
      Scores: session.scores.map(({ score, severity, sourceTimestamp }) =>
        present({
          Score: score,
          Severity: severity,
          SeverityName: severityNames[severity],
          Time: toIso(sourceTimestamp),
        }),
      ),
      TriggeredAlerts: session.triggeredAlerts.map(({ alertId, ruleId, ruleName, lessonId }) =>
        present({ AlertID: alertId, RuleID: ruleId, RuleName: ruleName, LessonID: lessonId }),
      ),
      ContentInspection: toContentInspection(session.contentInspectionResults),
      URL: sessionUrl(session.sessionId, consoleUrl),
    }),
  };
}

// --- internal ---

/** Both shapes: what was detected on the alerts and, before 2024, a status with a result for each event. */
const InspectionSchema = v.looseObject({
  detectedOnAlerts: listOf(v.string()),
  status: text,
  eventResults: listOf(v.looseObject({ eventId: text, piiType: listOf(v.string()), status: text })),
});

function toContentInspection(results: unknown): object | undefined {
  const parsed = v.safeParse(InspectionSchema, results);
  if (!parsed.success) return undefined;
  const { detectedOnAlerts, status, eventResults } = parsed.output;
  const found = present({
    DetectedOnAlerts: detectedOnAlerts,
    Status: status,
    Events: eventResults.map((event) =>
      present({ EventID: event.eventId, PiiTypes: event.piiType, Status: event.status }),
    ),
  });
  return Object.keys(found).length === 0 ? undefined : found;
}

/** Without what is unknown or empty; false and 0 stay. */
function present(fields: Record<string, unknown>): Record<string, unknown> {
  const isThere = (value: unknown) =>
    value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isThere(value)));
}
