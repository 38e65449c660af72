import { isJsonObject, listPieces, readFields, Refusal, type Fields, type Json, type Route } from "soarkit/simulator";

import type { AlertRule } from "../alert-rules.ts";
import type { Counts, World } from "../world.ts";
import { drawAlerts, drawCounts, makeSession, scoreOfSeverity, type Wanted } from "./make-session.ts";
import { toSessionTruth } from "./session-body.ts";
import type { SessionStore } from "./session-store.ts";
import { sessionStates, sessionTypes, stateOf, type Session, type Severity } from "./session.ts";

const minuteMs = 60_000;
const yearMs = 366 * 86_400_000;

/** What happens to the tenant's sessions at a tester's command. */
export interface SessionControl {
  routes: Route[];
  /** Makes sessions, observed now, that began `lateMs` or, where it is more, `unseenMs` earlier. */
  add(count: number, lateMs: number, unseenMs?: number): Session[];
  /** New activity, with one new alert, of so many of the sessions that are there. */
  change(count: number): Session[];
  /** How often `change` has met a session, and the alert of the last time. */
  changedOf(session: Session): { times: number; mark: string } | undefined;
}

export function sessionControl(world: World, rules: readonly AlertRule[], store: SessionStore): SessionControl {
  const { clock } = world;
  let made = 0;
  let grown = 0;
  const changed = new Map<Session, { times: number; mark: string }>();

  function make(wanted: Wanted): Session {
    made += 1;
    const session = makeSession(world, rules, world.random("made-session", made), wanted);
    store.add(session);
    return session;
  }

  function addSessions(fields: Fields): Session[] {
    const count = fields.integer("count", { min: 1, max: 10_000 }) ?? 1;
    const observedAgoMs = fields.integer("observedAgoMs", { min: -yearMs, max: yearMs }) ?? 0;
    const beginAgoMs = fields.integer("beginAgoMs", { min: -yearMs, max: 2 * yearMs }) ?? observedAgoMs + 30 * minuteMs;
    if (beginAgoMs < observedAgoMs) refuse("a session cannot be observed before it begins");
    const [beginTime, observedAt] = [clock.now() - beginAgoMs, clock.now() - observedAgoMs];
    const type = fields.choice("type", sessionTypes);
    const counts = fields.has("counts") ? readCounts(fields) : undefined;
    const wanted: Wanted = {
      beginTime,
      endTime: Math.min(beginTime + 20 * minuteMs, observedAt),
      observedAt,
      severity: readSeverity(fields) ?? 3,
      alerts: readAlerts(fields) ?? 1,
      state: fields.choice("state", sessionStates) ?? "OPEN",
      ...(type && { type }),
      ...(counts && { counts }),
    };
    return Array.from({ length: count }, () => make(wanted));
  }

  return {
    add: (count, lateMs, unseenMs = 0) => {
      const observedAt = clock.now();
      const beganAgoMs = Math.max(lateMs, unseenMs);
      const beginTime = observedAt - beganAgoMs;
      const endTime = observedAt - Math.max(0, beganAgoMs - 20 * minuteMs);
      const wanted = { beginTime, endTime, observedAt, severity: 3, alerts: 1, state: "OPEN" } as const;
      return Array.from({ length: count }, () => make(wanted));
    },
    changedOf: (session) => changed.get(session),
    change: (count) => {
      const observed = store.observed();
      if (observed.length === 0) return [];
      return Array.from({ length: count }, () => {
        grown += 1;
        const session = world.random("changed-session", grown).pick(observed);
        grow(world, rules, session, grown, { severity: undefined, alerts: 1, counts: undefined });
        const mark = session.alerts.at(-1)?.alertId ?? "";
        changed.set(session, { times: (changed.get(session)?.times ?? 0) + 1, mark });
        store.changed("end");
        return session;
      });
    },
    routes: [
      {
        method: "GET",
        path: "/truth/sessions",
        handle: () => ({ pieces: listPieces("sessions", store.observed().values().map(toSessionTruth)) }),
      },
      {
        method: "POST",
        path: "/sessions",
        handle: ({ body }) => {
          const sessions = addSessions(readFields(body ?? {}, errorBody));
          return { body: { sessions: sessions.map(toSessionTruth) }, applied: true };
        },
      },
      {
        // New activity of a session that is there already: events, alerts, another severity. It re-opens the session.
        method: "POST",
        path: "/sessions/:sessionId/data",
        handle: ({ params, body }) => {
          const session = store.find(params.sessionId ?? "");
          if (!session) throw new Refusal(404, errorBody("session not found"));
          const fields = readFields(body ?? {}, errorBody);
          const more = {
            severity: readSeverity(fields),
            alerts: readAlerts(fields) ?? 0,
            counts: fields.has("counts") ? readCounts(fields) : undefined,
          };
          // What is refused must not be counted: the next change would be another one when the simulator is restarted.
          grown += 1;
          grow(world, rules, session, grown, more);
          store.changed("end");
          return { body: { sessions: [toSessionTruth(session)] }, applied: true };
        },
      },
    ],
  };
}

// --- internal ---

function grow(
  world: World,
  rules: readonly AlertRule[],
  session: Session,
  number: number,
  more: { severity: Severity | undefined; alerts: number; counts: Counts | undefined },
): void {
  const now = world.clock.now();
  const random = world.random("session-data", number);
  const counts = more.counts ?? drawCounts(random, more.severity ?? 1);
  session.batches.push({ from: session.endTime, to: now, observedAt: now, counts });
  session.endTime = now;
  session.lastUpdated = now;
  if (more.severity !== undefined) session.scores.push({ score: scoreOfSeverity[more.severity], at: now });
  const first = session.theme.rule + session.alerts.length;
  session.alerts.push(...drawAlerts(random, rules, first, more.alerts));
  if (stateOf(session) !== "OPEN_NEW_DATA") session.states.push({ state: "OPEN_NEW_DATA", at: now });
}

function errorBody(error: string): { error: string } {
  return { error };
}

function refuse(message: string): never {
  throw new Refusal(400, errorBody(message));
}

const severityNames = ["NO_RISK", "LOW", "MODERATE", "HIGH", "CRITICAL"] as const;
const severities: readonly Severity[] = [0, 1, 2, 3, 4];

/** A name in any letter case, or Incydr's number. */
function readSeverity(fields: Fields): Severity | undefined {
  const given = fields.value("severity");
  if (given === undefined) return undefined;
  const number = typeof given === "string" ? severityNames.findIndex((name) => name === given.toUpperCase()) : given;
  const found = severities.find((severity) => severity === number);
  return found ?? refuse(`severity must be one of ${severityNames.join(", ")}, or 0 to 4`);
}

/** How many; true and false stand for one and none. */
function readAlerts(fields: Fields): number | undefined {
  const given = fields.value("alerts");
  return typeof given === "boolean" ? Number(given) : fields.integer("alerts", { min: 0, max: 100 });
}

function readCounts(fields: Fields): Counts {
  const given: Json = fields.value("counts") ?? null;
  if (!isJsonObject(given)) return refuse("counts must be an object");
  const counts = readFields(given, errorBody);
  const bounds = { min: 0, max: 100_000 };
  return {
    critical: counts.integer("critical", bounds) ?? 0,
    high: counts.integer("high", bounds) ?? 0,
    moderate: counts.integer("moderate", bounds) ?? 0,
    low: counts.integer("low", bounds) ?? 0,
    noRisk: counts.integer("noRisk", bounds) ?? 0,
  };
}
