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
  endTime: number;
  lastUpdated: number;
  states: { stateV2: string; sourceTimestamp: number }[];
  severity: number;
  alerts: string[];
}

export interface Model {
  sessions: ModelSession[];
  now: number;
  /** Happens before each page is read: the world does not stand still. */
  beforePage: () => void;
  client: Incydr;
}

export const PAGE_SIZE = 3;

export function createModel(sessions: ModelSession[], now: number): Model {
  const refuse = () => Promise.reject(new Error("not part of the model"));
  const http: HttpClient = { send: refuse, stream: refuse };
  const nothingElse = createIncydr({ gateway: http, console: http, consoleUrl: "https://console.us.code42.com" });
  const model: Model = {
    sessions,
    now,
    beforePage: () => undefined,
    client: {
      ...nothingElse,
      sessions: {
        ...nothingElse.sessions,
        async *pages(filter) {
          for (let page = 0; ; page++) {
            model.beforePage();
            const all = visible(model, filter);
            const items = all.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
            if (items.length > 0) yield items.map(toBody);
            if ((page + 1) * PAGE_SIZE >= all.length) return;
          }
        },
      },
    },
  };
  return model;
}

// --- internal ---

function visible(model: Model, filter: SessionFilter): ModelSession[] {
  return model.sessions
    .filter(({ observedAt }) => observedAt <= model.now)
    .filter(({ beginTime }) => beginTime >= (filter.onOrAfter ?? -Infinity) && beginTime < (filter.before ?? Infinity))
    .filter(({ states }) => filter.states?.includes(states.at(-1)!.stateV2) ?? true)
    .filter(({ severity }) => !filter.severities?.length || filter.severities.includes(severity))
    .sort((a, b) => b.endTime - a.endTime || (a.id < b.id ? -1 : 1));
}

function toBody(session: ModelSession): Session {
  const { id, beginTime, endTime, observedAt, lastUpdated, states, severity, alerts } = session;
  return toSession({
    sessionId: id,
    beginTime,
    endTime,
    firstObserved: observedAt,
    lastUpdated,
    states,
    scores: [{ score: severity, severity, sourceTimestamp: observedAt }],
    triggeredAlerts: alerts.map((alertId) => ({ alertId, ruleId: "r", ruleName: `Rule of ${alertId}` })),
  });
}
