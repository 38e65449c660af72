// What a session's histories say about now.
import type { Session } from "../_api/sessions.ts";

export type SeverityName = "NO RISK" | "LOW" | "MODERATE" | "HIGH" | "CRITICAL";

/** Incydr's severities by their number: 0 to 4. */
export const severityNames: readonly SeverityName[] = ["NO RISK", "LOW", "MODERATE", "HIGH", "CRITICAL"];

/** 0 to 4, as scored last; undefined for a session that was never scored. */
export function currentSeverity(session: Session): number | undefined {
  return latest(session.scores)?.severity;
}

/** The name of the severity as scored last. */
export function currentSeverityName(session: Session): SeverityName | undefined {
  const severity = currentSeverity(session);
  return severity === undefined ? undefined : severityNames[severity];
}

/** The score as given last. */
export function currentScore(session: Session): number | undefined {
  return latest(session.scores)?.score ?? undefined;
}

/**
 * Where people look at a session.
 * @param consoleUrl `https://console.…`, without a slash at the end
 */
export function sessionUrl(sessionId: string, consoleUrl: string): string {
  return `${consoleUrl}/app/#/alerts/review-alerts/${encodeURIComponent(sessionId)}`;
}

/** The state as set last. */
export function currentState(session: Session): string | undefined {
  const entry = latest(session.states);
  // Only stateV2 knows CLOSED_TP_BENIGN.
  return entry?.stateV2 ?? entry?.state ?? undefined;
}

/** How many file events the session counts, over all severities; undefined where a count is missing. */
export function eventCount(session: Session): number | undefined {
  const { criticalEvents, highEvents, moderateEvents, lowEvents, noRiskEvents } = session;
  const counts = [criticalEvents, highEvents, moderateEvents, lowEvents, noRiskEvents];
  return counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || typeof count !== "number" ? undefined : sum + count),
    0,
  );
}

// --- internal ---

/** Of two entries of the same time, the one that stands later in the history. */
function latest<T extends { sourceTimestamp?: number | null | undefined }>(history: readonly T[]): T | undefined {
  let found: T | undefined;
  for (const entry of history) {
    if (found === undefined || at(entry) >= at(found)) found = entry;
  }
  return found;
}

function at(entry: { sourceTimestamp?: number | null | undefined }): number {
  return entry.sourceTimestamp ?? -Infinity;
}
