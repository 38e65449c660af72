import type { AlertRule } from "../alert-rules.ts";
import type { Person } from "../people.ts";
import { firstUse, type Indicator, type Theme } from "../themes.ts";
import type { Counts, EventBatch, SessionFacts } from "../world.ts";

export const sessionTypes = ["STANDARD", "ACCOUNT_TAKE_OVER"] as const;
export type SessionType = (typeof sessionTypes)[number];

export const sessionStates = [
  "OPEN",
  "IN_PROGRESS",
  "CLOSED",
  "CLOSED_TP",
  "CLOSED_TP_BENIGN",
  "CLOSED_FP",
  "OPEN_NEW_DATA",
] as const;
export type SessionState = (typeof sessionStates)[number];

/** A severity as Incydr counts it: no risk, low, moderate, high, critical. */
export type Severity = 0 | 1 | 2 | 3 | 4;

/** A session as the simulator keeps it. Times in epoch milliseconds. */
export interface Session extends SessionFacts {
  person: Person;
  theme: Theme;
  type: SessionType;
  beginTime: number;
  endTime: number;
  /** Invisible before. */
  firstObserved: number;
  lastUpdated: number;
  batches: EventBatch[];
  /** Histories; the last entry is the current one. */
  scores: { score: number; at: number }[];
  states: { state: SessionState; at: number }[];
  alerts: { alertId: string; rule: AlertRule }[];
  notes: { id: string; content: string; at: number; userId: string }[];
  /** What content inspection found. */
  detected: string[];
}

export function stateOf(session: Session): SessionState {
  return session.states.at(-1)?.state ?? "OPEN";
}

export function scoreOf(session: Session): number {
  return session.scores.at(-1)?.score ?? 0;
}

/** All of a session's events, by severity. */
export function countsOf(session: Session): Counts {
  const sum: Counts = { critical: 0, high: 0, moderate: 0, low: 0, noRisk: 0 };
  for (const { counts } of session.batches) {
    sum.critical += counts.critical;
    sum.high += counts.high;
    sum.moderate += counts.moderate;
    sum.low += counts.low;
    sum.noRisk += counts.noRisk;
  }
  return sum;
}

/** The session's two strongest indicators, and how many of its events carry them; see `Theme` for which do. */
export function indicatorsOf(session: Session): (Indicator & { eventCount: number })[] {
  const { critical, high, moderate, low } = countsOf(session);
  const { destinationIndicator, contentIndicator, behaviourIndicator } = session.theme;
  return [
    { ...destinationIndicator, eventCount: critical + high + moderate },
    { ...contentIndicator, eventCount: critical + high },
    { ...firstUse, eventCount: critical },
    { ...behaviourIndicator, eventCount: low },
  ]
    .filter(({ eventCount }) => eventCount > 0)
    .slice(0, 2);
}
