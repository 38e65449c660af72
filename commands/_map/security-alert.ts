import type { Session } from "../_api/sessions.ts";
import { currentSeverityName, currentState, type SeverityName } from "./session.ts";
import { toIso } from "./time.ts";

/** The names behind a session's ids, as far as they could be had. */
export interface SessionNames {
  actor?: string | undefined;
  rules: readonly string[];
}

/** An alert under `Code42.SecurityAlert`. What is unknown or empty is left out. */
export interface SecurityAlert {
  ID: string;
  Username?: string;
  Occurred?: string;
  Name?: string;
  Description?: string;
  State?: string;
  Type?: string;
  Severity?: SeverityName;
}

/** Columns of an alert's table. */
export const securityAlertHeaders = ["Occurred", "Username", "Name", "Description", "State", "Severity", "ID"] as const;

export function toSecurityAlert(session: Session, names: SessionNames): SecurityAlert {
  const occurred = toIso(session.beginTime);
  const state = currentState(session);
  const severity = currentSeverityName(session);
  return {
    ID: session.sessionId,
    ...(names.actor && { Username: names.actor }),
    ...(occurred && { Occurred: occurred }),
    ...(session.exfiltrationSummary && { Name: session.exfiltrationSummary }),
    ...(names.rules.length > 0 && { Description: names.rules.join(", ") }),
    ...(state && { State: state }),
    ...(session.type && { Type: session.type }),
    ...(severity && { Severity: severity }),
  };
}
