// Incydr's sessions as a model in memory, small enough to be tried thousands of times.
import type { HttpClient } from "soarkit";
import { createIncydr, type Incydr } from "../../../commands/_api/incydr.ts";
import type { Session, SessionFilter } from "../../../commands/_api/sessions.ts";
import { toSession } from "../examples.ts";

export interface ModelSession {
  id: string;
  beginTime: number;
  /** When Incydr first shows it. */
  observedAt: number;
  /** What Incydr says of that. @default observedAt */
  firstObserved?: number;
  endTime: number;
  lastUpdated: number;
  states: { stateV2: string; sourceTimestamp: number }[];
  severity: number;
  alerts: string[];
}

export interface Model {
  sessions: ModelSession[];
  now: number;
  /** How many pages have been asked for. */
  requests: number;
  /** Ids of all sessions that any page has shown. */
  served: Set<string>;
  /** Happens before each page is read: the world does not stand still. */
  beforePage: () => void;
  client: Incydr;
}

export function createModel(sessions: ModelSession[], now: number): Model {
  const refuse = () => Promise.reject(new Error("not part of the model"));
  const http: HttpClient = { send: refuse, stream: refuse };
  const nothingElse = createIncydr({ gateway: http, console: http, consoleUrl: "https://console.us.code42.com" });
  const model: Model = {
    sessions,
    now,
    requests: 0,
    served: new Set(),
    beforePage: () => undefined,
    client: {
      ...nothingElse,
      sessions: {
        ...nothingElse.sessions,
        async page({ filter }, { number, size }) {
          model.requests += 1;
          model.beforePage();
          const all = visible(model, filter);
          const items = all.slice(number * size, (number + 1) * size).map(toBody);
          for (const { sessionId } of items) model.served.add(sessionId);
          return { items, faults: new Map(), totalCount: all.length };
        },
        // Small, so that few sessions make many pages.
        pageSize: 7,
      },
    },
  };
  return model;
}

export const hour = 3_600_000;
export const day = 24 * hour;

/** Of the first run, by convention. */
export const start = Date.UTC(2026, 0, 10);

/** @param given.beginAgo hours before `start` */
export function toModelSession(
  { beginAgo, lateHours }: { beginAgo: number; lateHours: number },
  index: number,
): ModelSession {
  const beginTime = start - beginAgo * hour;
  const observedAt = beginTime + lateHours * hour;
  return {
    id: `s${index}`,
    beginTime,
    observedAt,
    endTime: beginTime + hour / 2,
    lastUpdated: observedAt,
    states: [{ stateV2: "OPEN", sourceTimestamp: observedAt }],
    severity: 3,
    alerts: [`a${index}`],
  };
}

/** New data of a session that Incydr shows already: it is open again, and moves to the front. */
export function touch(session: ModelSession | undefined, now: number): void {
  if (session === undefined || session.observedAt > now) return;
  session.endTime = now;
  session.lastUpdated = now;
  session.states.push({ stateV2: "OPEN_NEW_DATA", sourceTimestamp: now });
}

/** Somebody has dealt with a session that Incydr shows already: it is gone from lists of open ones. */
export function close(session: ModelSession | undefined, now: number): void {
  if (session === undefined || session.observedAt > now) return;
  session.lastUpdated = now;
  session.states.push({ stateV2: "CLOSED_TP", sourceTimestamp: now });
}

/** Somebody deals with those at the front of the list of open ones: all others move up. */
export function clear(model: Model, count: number): void {
  const open = visible(model, { states: ["OPEN", "OPEN_NEW_DATA"] });
  for (const session of open.slice(0, count)) close(session, model.now);
}

// --- internal ---

function visible(model: Model, filter: SessionFilter): ModelSession[] {
  return (
    model.sessions
      .filter(({ observedAt }) => observedAt <= model.now)
      .filter(
        ({ beginTime }) => beginTime >= (filter.onOrAfter ?? -Infinity) && beginTime < (filter.before ?? Infinity),
      )
      .filter(({ states }) => filter.states?.includes(states.at(-1)!.stateV2) ?? true)
      // Searches are for sessions with alerts.
      .filter(({ alerts }) => alerts.length > 0)
      .filter(({ severity }) => !filter.severities?.length || filter.severities.includes(severity))
      .sort((a, b) => b.endTime - a.endTime || (a.id < b.id ? -1 : 1))
  );
}

function toBody(session: ModelSession): Session {
  const { id, beginTime, endTime, observedAt, lastUpdated, states, severity, alerts } = session;
  return toSession({
    sessionId: id,
    beginTime,
    endTime,
    firstObserved: session.firstObserved ?? observedAt,
    lastUpdated,
    states,
    scores: [{ score: severity, severity, sourceTimestamp: observedAt }],
    triggeredAlerts: alerts.map((alertId) => ({ alertId, ruleId: "r", ruleName: `Rule of ${alertId}` })),
  });
}
