import * as v from "valibot";
import { pageByNumber, type HttpClient } from "soarkit";
import { orAbsent } from "./absent.ts";
import { FileEventsPageSchema, type FileEventsPage } from "./file-events.ts";
import { knownOfFileEvents, knownOfSession } from "./known.ts";
import { listOf, number, text } from "./tolerant.ts";

/** What a session (formerly: an alert) can be set to. */
export type SessionState =
  "OPEN" | "OPEN_NEW_DATA" | "IN_PROGRESS" | "CLOSED" | "CLOSED_TP" | "CLOSED_TP_BENIGN" | "CLOSED_FP";

/**
 * A span of one actor's activity that raised alerts. Only the id is certain: one session with an odd field must not
 * stop the fetching of all others.
 */
export const SessionSchema = v.looseObject({
  sessionId: v.pipe(v.string(), v.nonEmpty()),
  actorId: text,
  /** Absent from older payloads. */
  actorName: text,
  userId: text,
  type: text,
  /** Epoch milliseconds, as all times of a session. */
  beginTime: number,
  endTime: number,
  firstObserved: number,
  lastUpdated: number,
  criticalEvents: number,
  highEvents: number,
  moderateEvents: number,
  lowEvents: number,
  noRiskEvents: number,
  exfiltrationSummary: text,
  contextSummary: text,
  /** History, not only the current one. `severity`: 0 no risk, 1 low, 2 moderate, 3 high, 4 critical. */
  scores: listOf(v.looseObject({ severity: v.picklist([0, 1, 2, 3, 4]), sourceTimestamp: number })),
  /** History. `state` is deprecated in favour of `stateV2`. */
  states: listOf(v.looseObject({ state: text, stateV2: text, sourceTimestamp: number })),
  triggeredAlerts: listOf(v.looseObject({ alertId: text, ruleId: text, ruleName: text })),
});

export type Session = v.InferOutput<typeof SessionSchema>;

export interface SessionFilter {
  /** Begin time, epoch milliseconds, inclusive. */
  onOrAfter?: number;
  /** Begin time, epoch milliseconds, exclusive. */
  before?: number;
  states?: readonly string[];
  /** 0 to 4. */
  severities?: readonly number[];
}

export interface Sessions {
  /** Undefined when there is no such session. */
  get(id: string, signal: AbortSignal): Promise<Session | undefined>;
  /** Sessions with alerts, latest end time first. Filters by begin time are the only ones by time that Incydr has. */
  pages(filter: SessionFilter, signal: AbortSignal): AsyncIterable<Session[]>;
  /** The file events of a session. May hold fewer than its `totalCount`. */
  events(id: string, signal: AbortSignal): Promise<FileEventsPage>;
  /** At most 100 ids. */
  changeState(ids: readonly string[], newState: SessionState, signal: AbortSignal): Promise<void>;
}

/** `/v1/sessions` */
export function createSessions(http: HttpClient): Sessions {
  return {
    get: (id, signal) =>
      orAbsent(http.send({ method: "GET", path: pathOf(id), answer: SessionSchema, known: SESSION_VALUES, signal })),

    pages: (filter, signal) =>
      pageByNumber({
        // Sessions count pages from 0, most other resources from 1.
        first: 0,
        size: MAX_PAGE_SIZE,
        signal,
        fetchPage: (page) =>
          http.send({
            method: "GET",
            path: "/v1/sessions",
            query: {
              on_or_after: filter.onOrAfter,
              before: filter.before,
              state: filter.states ?? [],
              severity: filter.severities ?? [],
              has_alerts: true,
              order_by: "end_time",
              // A session with new activity moves to the front, which repeats a row; the other order would skip one.
              sort_direction: "desc",
              page_number: page,
              page_size: MAX_PAGE_SIZE,
            },
            answer: SessionsPageSchema,
            known: PAGE_VALUES,
            signal,
          }),
      }),

    events: async (id, signal) => {
      const answer = await http.send({
        method: "GET",
        path: `${pathOf(id)}/events`,
        answer: SessionEventsSchema,
        known: EVENT_VALUES,
        signal,
      });
      return answer.queryResult;
    },

    changeState: async (ids, newState, signal) => {
      await http.send({
        method: "POST",
        path: "/v1/sessions/change-state",
        body: { ids, newState },
        // Setting the same state again changes nothing that matters.
        repeatable: true,
        signal,
      });
    },
  };
}

// --- internal ---

const MAX_PAGE_SIZE = 50;

const SESSION_VALUES = knownOfSession("");
const PAGE_VALUES = knownOfSession("items[]");
const EVENT_VALUES = knownOfFileEvents("queryResult.fileEvents[]");

const SessionsPageSchema = v.pipe(
  v.looseObject({ items: v.array(SessionSchema), totalCount: number }),
  v.transform(({ items, totalCount }) => ({ items, totalCount })),
);

const SessionEventsSchema = v.looseObject({ queryResult: FileEventsPageSchema });

function pathOf(id: string): string {
  return `/v1/sessions/${encodeURIComponent(id)}`;
}
