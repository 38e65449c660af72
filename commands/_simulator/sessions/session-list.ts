import type { Query } from "soarkit/simulator";

import { severityOfScore } from "../themes.ts";
import { indicatorsOf, scoreOf, sessionStates, sessionTypes, stateOf, type Session } from "./session.ts";

/**
 * The page of sessions that a list query asks for, and how many there are on all pages. Of time, only the begin of a
 * session can be asked for; state and severity are the current ones.
 * @param sessions the latest end first
 * @param isMember whether somebody is on a watchlist
 * @throws Refusal 400 for a parameter out of bounds
 */
export function listSessions(
  sessions: readonly Session[],
  query: Query,
  isMember: (watchlistId: string, actorId: string) => boolean,
): { page: Session[]; totalCount: number } {
  const number = query.integer("page_number", { min: 0 }) ?? 0;
  const size = query.integer("page_size", { min: 1, max: 50 }) ?? 50;
  const [orderBy = "end_time"] = query.choices("order_by", ["end_time", "score"]);
  const [direction = "desc"] = query.choices("sort_direction", ["asc", "desc"]);
  const matches = conditions(query, isMember);

  const chosen = sessions.filter((session) => matches.every((match) => match(session)));
  // The sort is stable: of equal scores, the latest end still comes first.
  if (orderBy === "score") chosen.sort((one, other) => scoreOf(other) - scoreOf(one));
  if (direction === "asc") chosen.reverse();
  return { page: chosen.slice(number * size, (number + 1) * size), totalCount: chosen.length };
}

// --- internal ---

type Condition = (session: Session) => boolean;

/** One condition for each parameter that is there. */
function conditions(query: Query, isMember: (watchlistId: string, actorId: string) => boolean): Condition[] {
  const conditions: Condition[] = [];
  function when<T>(value: T | undefined, condition: (session: Session, value: T) => boolean): void {
    if (value !== undefined) conditions.push((session) => condition(session, value));
  }
  when(query.text("actor_id"), ({ person }, id) => person.actorId === id);
  when(query.integer("on_or_after"), ({ beginTime }, at) => beginTime >= at);
  when(query.integer("before"), ({ beginTime }, at) => beginTime < at);
  when(query.choices("type", sessionTypes)[0], ({ type }, wanted) => type === wanted);
  when(query.flag("has_alerts") ?? true, ({ alerts }, wanted) => alerts.length > 0 === wanted);
  when(some(query.choices("state", sessionStates)), (session, states) => states.includes(stateOf(session)));
  when(some(query.choices("severity", ["0", "1", "2", "3", "4"])), (session, severities) =>
    severities.some((severity) => Number(severity) === severityOfScore(scoreOf(session))),
  );
  when(some(query.list("rule_id")), ({ alerts }, ids) => alerts.some(({ rule }) => ids.includes(rule.id)));
  when(some(query.list("watchlist_id")), ({ person }, ids) => ids.some((id) => isMember(id, person.actorId)));
  when(some(query.list("risk_indicators")), (session, ids) => {
    const present = indicatorsOf(session).map(({ name }) => name);
    return ids.every((id) => present.includes(id));
  });
  when(query.choices("content_inspection_status", ["PENDING", "FOUND", "NOT_FOUND"])[0], ({ detected }, status) =>
    // Every inspection here has ended.
    status === "FOUND" ? detected.length > 0 : status === "NOT_FOUND" && detected.length === 0,
  );
  return conditions;
}

function some<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list;
}
