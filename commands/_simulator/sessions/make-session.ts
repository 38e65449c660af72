import type { Random } from "soarkit/simulator";

import type { AlertRule } from "../alert-rules.ts";
import { themes } from "../themes.ts";
import type { Counts, World } from "../world.ts";
import type { Session, SessionState, SessionType, Severity } from "./session.ts";

/** What a session to be made is like. Times in epoch milliseconds. */
export interface Wanted {
  beginTime: number;
  endTime: number;
  observedAt: number;
  severity: Severity;
  /** How many alerts it has set off. */
  alerts: number;
  state: SessionState;
  type?: SessionType;
  /** @default drawn to fit the severity */
  counts?: Counts;
}

/** The score of an event, and so of a session, by severity. */
export const scoreOfSeverity = [0, 2, 5, 8, 11] as const;

/** A session of somebody, drawn from `random`. */
export function makeSession(world: World, rules: readonly AlertRule[], random: Random, wanted: Wanted): Session {
  const { beginTime, endTime, observedAt, severity } = wanted;
  const sessionId = random.uuid();
  const person = random.pick(world.people);
  const theme = random.pick(themes);
  const counts = wanted.counts ?? drawCounts(random, severity);
  return {
    sessionId,
    person,
    theme,
    type: wanted.type ?? "STANDARD",
    beginTime,
    endTime,
    firstObserved: observedAt,
    lastUpdated: observedAt,
    batches: [{ from: beginTime, to: endTime, observedAt, counts }],
    scores: drawScores(random, severity, endTime, observedAt),
    states: drawStates(wanted.state, endTime, observedAt),
    alerts: drawAlerts(random, rules, theme.rule, wanted.alerts),
    notes: [],
    detected: random.chance(0.2) ? ["PII"] : [],
  };
}

/** Alerts of a session: the first by the rule of its theme, the others by the rules that follow. */
export function drawAlerts(
  random: Random,
  rules: readonly AlertRule[],
  first: number,
  count: number,
): Session["alerts"] {
  return Array.from({ length: count }, (_, index) => rules[(first + index) % rules.length]).flatMap((rule) =>
    rule === undefined ? [] : [{ alertId: random.uuid(), rule }],
  );
}

/** Some events of the severity itself, and of lower ones; none of higher ones. */
export function drawCounts(random: Random, severity: Severity): Counts {
  function some(of: Severity): number {
    if (of > severity) return 0;
    return of === severity ? random.integer(1, 3) : random.integer(0, 4);
  }
  return { critical: some(4), high: some(3), moderate: some(2), low: some(1), noRisk: some(0) };
}

// --- internal ---

/** Most have one score. Some have risen to it, and a few have come down: the current one is the last, not the highest. */
function drawScores(random: Random, severity: Severity, endTime: number, observedAt: number): Session["scores"] {
  const current = { score: scoreOfSeverity[severity], at: observedAt };
  const draw = random.next();
  const earlier = draw < 0.2 ? severity - 1 : draw < 0.3 ? severity + 1 : severity;
  const score = scoreOfSeverity[earlier];
  if (earlier === severity || score === undefined) return [current];
  return [{ score, at: Math.min(endTime, observedAt) }, current];
}

function drawStates(state: SessionState, endTime: number, observedAt: number): Session["states"] {
  const open = { state: "OPEN", at: Math.min(endTime, observedAt) } as const;
  return state === "OPEN" ? [{ ...open, at: observedAt }] : [open, { state, at: observedAt }];
}
