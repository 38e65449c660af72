import * as v from "valibot";
import { pageByNumber, pageByToken, type HttpClient } from "soarkit";
import { orAbsent } from "./absent.ts";
import { FileEventsPageSchema, type FileEventsPage } from "./file-events.ts";
import { knownOfFileEvents, knownOfSession } from "./known.ts";
import { readSession } from "./session-element.ts";
import { listOf, number, text } from "./tolerant.ts";

/** What a session (formerly: an alert) can be set to. */
export const SESSION_STATES = [
  "OPEN",
  "OPEN_NEW_DATA",
  "IN_PROGRESS",
  "CLOSED",
  "CLOSED_TP",
  "CLOSED_TP_BENIGN",
  "CLOSED_FP",
] as const;

export type SessionState = (typeof SESSION_STATES)[number];

/**
 * A span of one actor's activity that raised alerts. Only the id is certain: one session with an odd field must not
 * stop the fetching of all others.
 */
export const SessionSchema = v.looseObject({
  sessionId: v.pipe(v.string(), v.nonEmpty()),
  tenantId: text,
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
  scores: listOf(v.looseObject({ severity: v.picklist([0, 1, 2, 3, 4]), score: number, sourceTimestamp: number })),
  /** History. `state` is deprecated in favour of `stateV2`. */
  states: listOf(v.looseObject({ state: text, stateV2: text, sourceTimestamp: number })),
  triggeredAlerts: listOf(v.looseObject({ alertId: text, ruleId: text, ruleName: text, lessonId: text })),
  riskIndicators: listOf(v.looseObject({ id: text, name: text, weight: number, eventCount: number })),
  notes: listOf(v.looseObject({ id: text, content: text, sourceTimestamp: number, userId: text })),
  /** What was found in files' contents: since 2024 `detectedOnAlerts`, before that `status` and `eventResults`. */
  contentInspectionResults: v.fallback(v.nullish(v.looseObject({})), undefined),
});

export type Session = v.InferOutput<typeof SessionSchema>;

/** A session must fit all that is given, and of a list any member; of `riskIndicators` it must have all. */
export interface SessionFilter {
  actorId?: string | undefined;
  /** Begin time, epoch milliseconds, inclusive. */
  onOrAfter?: number | undefined;
  /** Begin time, epoch milliseconds, exclusive. */
  before?: number | undefined;
  /** STANDARD or ACCOUNT_TAKE_OVER. */
  type?: string | undefined;
  /** @default true */
  hasAlerts?: boolean | undefined;
  riskIndicators?: readonly string[] | undefined;
  states?: readonly string[] | undefined;
  /** 0 to 4. */
  severities?: readonly number[] | undefined;
  ruleIds?: readonly string[] | undefined;
  watchlistIds?: readonly string[] | undefined;
  /** PENDING, FOUND or NOT_FOUND. */
  contentInspectionStatus?: string | undefined;
}

export interface SessionOrder {
  /** @default end_time */
  by?: "end_time" | "score" | undefined;
  /** @default desc */
  direction?: "asc" | "desc" | undefined;
}

export interface SessionPage {
  items: Session[];
  /** What could not be read, by the id of the session, as the names of its fields. */
  faults: Map<string, string[]>;
  /** How many sessions there are on all pages. */
  totalCount?: number | undefined;
}

export interface Sessions {
  /** Undefined when there is no such session. */
  get(id: string, signal: AbortSignal): Promise<Session | undefined>;
  /** Sessions with alerts, latest end time first. Filters by begin time are the only ones by time that Incydr has. */
  pages(filter: SessionFilter, signal: AbortSignal): AsyncIterable<Session[]>;
  /** How many sessions a page holds at most: 50. */
  pageSize: number;
  /** One page of a search, counted from 0, of at most `pageSize` sessions. */
  page(
    search: { filter: SessionFilter; order?: SessionOrder },
    page: { number: number; size: number },
    signal: AbortSignal,
  ): Promise<SessionPage>;
  /** The file events of a session. May hold fewer than its `totalCount`. */
  events(id: string, signal: AbortSignal): Promise<FileEventsPage>;
  /** At most 100 ids. */
  changeState(ids: readonly string[], newState: SessionState, signal: AbortSignal): Promise<void>;
  /**
   * Changes all sessions that match, some hundreds with each call; gives how often was called so far, after each.
   * Incydr refuses with 400 to go on after too long a pause: then what was changed stays so.
   */
  changeStates(filter: SessionFilter, newState: SessionState, signal: AbortSignal): AsyncIterable<number>;
  /** At most 2000 characters. Twice makes two notes. */
  addNote(id: string, content: string, signal: AbortSignal): Promise<void>;
}

/** `/v1/sessions` */
export function createSessions(http: HttpClient): Sessions {
  const page: Sessions["page"] = ({ filter, order = {} }, { number, size }, signal) =>
    http.send({
      method: "GET",
      path: "/v1/sessions",
      query: {
        ...queryOf(filter),
        order_by: order.by ?? "end_time",
        // A session with new activity moves to the front, which repeats a row; the other order would skip one.
        sort_direction: order.direction ?? "desc",
        page_number: number,
        page_size: size,
      },
      answer: SessionsPageSchema,
      known: PAGE_VALUES,
      signal,
    });
  return {
    get: (id, signal) =>
      orAbsent(http.send({ method: "GET", path: pathOf(id), answer: SessionSchema, known: SESSION_VALUES, signal })),

    pages: (filter, signal) =>
      pageByNumber({
        // Sessions count pages from 0, most other resources from 1.
        first: 0,
        size: MAX_PAGE_SIZE,
        signal,
        fetchPage: (number) => page({ filter }, { number, size: MAX_PAGE_SIZE }, signal),
      }),

    pageSize: MAX_PAGE_SIZE,
    page,

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

    async *changeStates(filter, newState, signal) {
      let calls = 0;
      const pages = pageByToken({
        signal,
        fetchPage: async (token) => {
          const { continuationToken: next } = await http.send({
            method: "POST",
            path: "/v1/sessions/change-states",
            query: queryOf(filter),
            body: { continuationToken: token ?? null, newState },
            repeatable: true,
            answer: ContinuationSchema,
            signal,
          });
          return { items: [(calls += 1)], next };
        },
      });
      for await (const [call = 0] of pages) yield call;
    },

    addNote: async (id, noteContent, signal) => {
      await http.send({ method: "POST", path: `${pathOf(id)}/add-note`, body: { noteContent }, signal });
    },
  };
}

// --- internal ---

const MAX_PAGE_SIZE = 50;

const SESSION_VALUES = knownOfSession("");
const PAGE_VALUES = knownOfSession("items[]");
const EVENT_VALUES = knownOfFileEvents("queryResult.fileEvents[]");

const SessionsPageSchema = v.pipe(
  v.looseObject({ items: v.array(v.unknown()), totalCount: number }),
  v.transform(({ items, totalCount }): SessionPage => {
    const read = items.map((item) => readSession(item, SessionSchema));
    return {
      items: read.map(({ session }) => session),
      faults: new Map(read.flatMap(({ session, faults }) => (faults.length > 0 ? [[session.sessionId, faults]] : []))),
      totalCount: totalCount ?? undefined,
    };
  }),
);

const SessionEventsSchema = v.looseObject({ queryResult: FileEventsPageSchema });

/** Where nothing is left to do, Incydr may answer with nothing at all. */
const ContinuationSchema = v.optional(v.looseObject({ continuationToken: text }), {});

function queryOf(filter: SessionFilter) {
  return {
    actor_id: filter.actorId,
    on_or_after: filter.onOrAfter,
    before: filter.before,
    type: filter.type,
    state: filter.states ?? [],
    severity: filter.severities ?? [],
    rule_id: filter.ruleIds ?? [],
    watchlist_id: filter.watchlistIds ?? [],
    risk_indicators: filter.riskIndicators ?? [],
    content_inspection_status: filter.contentInspectionStatus,
    has_alerts: filter.hasAlerts ?? true,
  };
}

function pathOf(id: string): string {
  return `/v1/sessions/${encodeURIComponent(id)}`;
}
