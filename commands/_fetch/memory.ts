import { isJsonObject, type Json, type JsonObject } from "soarkit";
import type { Session } from "../_api/sessions.ts";
import { currentSeverity, currentState, severityNames } from "../_map/session.ts";

/** What is remembered of a session, to see what has changed when it is met again. */
export function toMemory(session: Session): JsonObject {
  return {
    alerts: alertIds(session),
    severity: currentSeverity(session) ?? null,
    state: currentState(session) ?? null,
    lastUpdated: session.lastUpdated ?? null,
  };
}

/** The same of one that waits for its turn to become an incident. */
export function toWaitingMemory(session: Session): JsonObject {
  return { ...toMemory(session), waiting: true };
}

/** Whether what is remembered is that a session waits for its turn. */
export function isWaiting(memory: Json): boolean {
  return isJsonObject(memory) && memory.waiting === true;
}

/**
 * What has happened to a session since it was remembered, in sentences; undefined when nothing has. The list is empty
 * where something changed that is not worth a note.
 */
export function changesSince(memory: Json, session: Session): string[] | undefined {
  const before = isJsonObject(memory) ? memory : {};
  const after = toMemory(session);
  const known = new Set(Array.isArray(before.alerts) ? before.alerts : []);
  const alerts = session.triggeredAlerts.filter(({ alertId }) => alertId && !known.has(alertId));
  const changes = alerts.map(({ alertId, ruleName }) => `New alert: ${ruleName ?? alertId ?? ""}.`);
  if (before.severity !== after.severity) {
    changes.push(`Severity changed from ${nameOf(before.severity)} to ${nameOf(after.severity)}.`);
  }
  if (before.state !== after.state) {
    changes.push(`State changed from ${text(before.state)} to ${text(after.state)}.`);
  }
  return changes.length > 0 || before.lastUpdated !== after.lastUpdated ? changes : undefined;
}

// --- internal ---

function alertIds(session: Session): string[] {
  return session.triggeredAlerts.flatMap(({ alertId }) => (alertId ? [alertId] : []));
}

function nameOf(severity: Json | undefined): string {
  return (typeof severity === "number" ? severityNames[severity] : undefined) ?? "unknown";
}

function text(state: Json | undefined): string {
  return typeof state === "string" ? state : "unknown";
}
