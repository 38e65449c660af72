import { severityOfScore } from "../themes.ts";
import { countsOf, indicatorsOf, scoreOf, stateOf, type Session, type Severity, type SessionState } from "./session.ts";

/** A session as Incydr answers with it. */
export interface SessionBody {
  sessionId: string;
  tenantId: string;
  actorId: string;
  /** Absent in older answers. */
  actorName?: string;
  userId: string;
  type: string;
  beginTime: number;
  endTime: number;
  firstObserved: number;
  lastUpdated: number;
  criticalEvents: number;
  highEvents: number;
  moderateEvents: number;
  lowEvents: number;
  noRiskEvents: number;
  exfiltrationSummary: string;
  contextSummary: string;
  contentInspectionResults: InspectionBody;
  notes: { id: string; content: string; sourceTimestamp: number; userId: string }[];
  riskIndicators: { id: string; name: string; weight: number; eventCount: number }[];
  scores: { score: number; severity: Severity; sourceTimestamp: number }[];
  states: { state: SessionState; stateV2: SessionState; sourceTimestamp: number; userId: null }[];
  triggeredAlerts: { alertId: string; ruleId: string; ruleName?: string; lessonId: string | null }[];
}

/** What was found in files' contents; the second shape is that of 2024. */
type InspectionBody =
  | { detectedOnAlerts: string[] }
  | { status: string; eventResults: { eventId: string; piiType: string[]; status: string }[] };

/** How answers differ from one time to another. */
export interface SessionShape {
  /** Whether actors and rules are named, as they are since 2026, or only given by id. */
  names: boolean;
  /** Whether the inspection of contents tells its results for each event, as in 2024, or for all alerts together. */
  results: boolean;
}

/** @param eventIds those of the session's events */
export function toSessionBody(
  session: Session,
  tenantId: string,
  { names, results }: SessionShape,
  eventIds: () => readonly string[],
): SessionBody {
  const { person } = session;
  const counts = countsOf(session);
  return {
    sessionId: session.sessionId,
    tenantId,
    actorId: person.actorId,
    ...(names && { actorName: person.email }),
    userId: person.actorId,
    type: session.type,
    beginTime: session.beginTime,
    endTime: session.endTime,
    firstObserved: session.firstObserved,
    lastUpdated: session.lastUpdated,
    criticalEvents: counts.critical,
    highEvents: counts.high,
    moderateEvents: counts.moderate,
    lowEvents: counts.low,
    noRiskEvents: counts.noRisk,
    exfiltrationSummary: session.theme.summary,
    contextSummary: person.endDate === null ? "" : "Departing employee",
    contentInspectionResults: results ? inspectionByEvent(session, eventIds) : { detectedOnAlerts: session.detected },
    notes: session.notes.map(({ id, content, at, userId }) => ({ id, content, sourceTimestamp: at, userId })),
    riskIndicators: indicatorsOf(session).map(({ name, weight, eventCount }) => ({
      id: name,
      name,
      weight,
      eventCount,
    })),
    scores: session.scores.map(({ score, at }) => ({ score, severity: severityOfScore(score), sourceTimestamp: at })),
    states: session.states.map(({ state, at }) => ({
      // The older of the two fields does not know that a true positive was benign.
      state: state === "CLOSED_TP_BENIGN" ? "CLOSED_TP" : state,
      stateV2: state,
      sourceTimestamp: at,
      userId: null,
    })),
    triggeredAlerts: session.alerts.map(({ alertId, rule }) => ({
      alertId,
      ruleId: rule.id,
      ...(names && { ruleName: rule.name }),
      lessonId: rule.education?.lessonId ?? null,
    })),
  };
}

function inspectionByEvent({ detected }: Session, eventIds: () => readonly string[]): InspectionBody {
  const status = detected.length > 0 ? "FOUND" : "NOT_FOUND";
  // The first event holds all that was found.
  const eventResults = eventIds().map((eventId, index) =>
    index === 0 ? { eventId, piiType: detected, status } : { eventId, piiType: [], status: "NOT_FOUND" },
  );
  return { status, eventResults };
}

/** A session as the control API tells the truth about it. */
export interface SessionTruth {
  sessionId: string;
  actorId: string;
  beginTime: number;
  firstObserved: number;
  alertIds: string[];
  severity: Severity;
  state: SessionState;
}

export function toSessionTruth(session: Session): SessionTruth {
  return {
    sessionId: session.sessionId,
    actorId: session.person.actorId,
    beginTime: session.beginTime,
    firstObserved: session.firstObserved,
    alertIds: session.alerts.map(({ alertId }) => alertId),
    severity: severityOfScore(scoreOf(session)),
    state: stateOf(session),
  };
}
