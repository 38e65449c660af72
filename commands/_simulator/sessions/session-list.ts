import type { Query } from "soarkit/simulator";

import { severityOfScore } from "../themes.ts";
import type { SessionStore } from "./session-store.ts";
import { indicatorsOf, scoreOf, sessionStates, sessionTypes, stateOf, type Session } from "./session.ts";

export type IsMember = (watchlistId: string, actorId: string) => boolean;

/**
 * Answers queries. Of time, only the begin of a session can be asked for; state and severity are the current ones. Both
 * throw Refusal 400 for a parameter out of bounds.
 */
export interface SessionList {
  /** The page that is asked for, and how many sessions there are on all pages. */
  page(query: Query): { page: Session[]; totalCount: number };
  /** All that match, by the filters alone, in the order of their ids; with what tells one filter from another. */
  matching(query: Query): { filter: string; sessions: Session[] };
}

/** @param isMember whether somebody is on a watchlist */
export function createSessionList(store: SessionStore, isMember: IsMember): SessionList {
  // One page follows the other: what the last query found is kept until a session changes, else reading all pages of
  // a large tenant would look at every session for every page.
  let last = { key: "", revision: -1, found: [] as Session[] };

  function page(query: Query): { page: Session[]; totalCount: number } {
    const number = query.integer("page_number", { min: 0 }) ?? 0;
    const size = query.integer("page_size", { min: 1, max: 50 }) ?? 50;
    const wanted = read(query);
    const key = JSON.stringify(wanted);
    const sessions = store.byEnd();
    const revision = store.revision();
    // Who is on a watchlist can change without any session changing.
    if (key !== last.key || revision !== last.revision || wanted.watchlists.length > 0) {
      last = { key, revision, found: find(sessions, wanted, isMember) };
    }
    return { page: last.found.slice(number * size, (number + 1) * size), totalCount: last.found.length };
  }
  function matching(query: Query): { filter: string; sessions: Session[] } {
    const wanted = readFilter(query);
    const sessions = store.byEnd().filter((session) => matches(session, wanted, isMember));
    return {
      filter: JSON.stringify(wanted),
      sessions: sessions.sort((one, other) => (one.sessionId < other.sessionId ? -1 : 1)),
    };
  }
  return { page, matching };
}

// --- internal ---

interface Filter {
  actorId: string | undefined;
  onOrAfter: number | undefined;
  before: number | undefined;
  type: string | undefined;
  hasAlerts: boolean;
  states: string[];
  severities: number[];
  rules: string[];
  watchlists: string[];
  indicators: string[];
  inspection: string | undefined;
}

interface Wanted extends Filter {
  orderBy: "end_time" | "score";
  direction: "asc" | "desc";
}

function read(query: Query): Wanted {
  return {
    ...readFilter(query),
    orderBy: query.choices("order_by", ["end_time", "score"])[0] ?? "end_time",
    direction: query.choices("sort_direction", ["asc", "desc"])[0] ?? "desc",
  };
}

function readFilter(query: Query): Filter {
  return {
    actorId: query.text("actor_id"),
    onOrAfter: query.integer("on_or_after"),
    before: query.integer("before"),
    type: query.choices("type", sessionTypes)[0],
    hasAlerts: query.flag("has_alerts") ?? true,
    states: query.choices("state", sessionStates),
    severities: query.choices("severity", ["0", "1", "2", "3", "4"]).map(Number),
    rules: query.list("rule_id"),
    watchlists: query.list("watchlist_id"),
    indicators: query.list("risk_indicators"),
    inspection: query.choices("content_inspection_status", ["PENDING", "FOUND", "NOT_FOUND"])[0],
  };
}

function find(sessions: readonly Session[], wanted: Wanted, isMember: IsMember): Session[] {
  const found = sessions.filter((session) => matches(session, wanted, isMember));
  // The sort is stable: of equal scores, the latest end still comes first.
  if (wanted.orderBy === "score") found.sort((one, other) => scoreOf(other) - scoreOf(one));
  return wanted.direction === "asc" ? found.reverse() : found;
}

function matches(session: Session, wanted: Filter, isMember: IsMember): boolean {
  const { person, beginTime, alerts } = session;
  return (
    (wanted.actorId ?? person.actorId) === person.actorId &&
    (wanted.onOrAfter ?? beginTime) <= beginTime &&
    (wanted.before ?? Infinity) > beginTime &&
    (wanted.type ?? session.type) === session.type &&
    wanted.hasAlerts === alerts.length > 0 &&
    holds(wanted.states, (state) => state === stateOf(session)) &&
    holds(wanted.severities, (severity) => severity === severityOfScore(scoreOf(session))) &&
    holds(wanted.rules, (id) => alerts.some(({ rule }) => rule.id === id)) &&
    holds(wanted.watchlists, (id) => isMember(id, person.actorId)) &&
    wanted.indicators.every((id) => indicatorsOf(session).some(({ name }) => name === id)) &&
    // Every inspection here has ended.
    (wanted.inspection ?? inspectionOf(session)) === inspectionOf(session)
  );
}

/** Any of them is enough; none at all asks for nothing. */
function holds<T>(values: T[], test: (value: T) => boolean): boolean {
  return values.length === 0 || values.some(test);
}

function inspectionOf({ detected }: Session): "FOUND" | "NOT_FOUND" {
  return detected.length > 0 ? "FOUND" : "NOT_FOUND";
}
