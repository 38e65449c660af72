import type { FileEvent, FileEventQuery, FilterGroup } from "../_api/file-events.ts";
import type { Incydr } from "../_api/incydr.ts";
import type { Session } from "../_api/sessions.ts";
import { eventCount } from "../_map/session.ts";
import { toIso } from "../_map/time.ts";

/** As many sessions as one search can ask for: three filters each, and Incydr takes 1,024. */
export const MOST_SESSIONS = 341;

/** As many events as one answer holds, and as are held at a time. */
export const MOST_EVENTS = 10_000;

/** The sessions in their order, as many at a time as one search with one answer can do. */
export function* searchBatches<T extends { session: Session }>(entries: readonly T[]): Generator<T[]> {
  let batch: T[] = [];
  let events = 0;
  for (const entry of entries) {
    const more = eventCount(entry.session) ?? 0;
    if (batch.length > 0 && (batch.length === MOST_SESSIONS || events + more > MOST_EVENTS)) {
      yield batch;
      [batch, events] = [[], 0];
    }
    batch.push(entry);
    events += more;
  }
  if (batch.length > 0) yield batch;
}

/**
 * The file events of the sessions' users in the sessions' times, by session id: those of the session, and what its user
 * did beside it. One search asks for all of them. One that Incydr does not accept is asked again in halves, so that no
 * session keeps the others from theirs.
 * @throws ApiError when Incydr fails, and when it does not accept the search for a single session
 */
export async function searchFiles(
  client: Incydr,
  sessions: readonly Session[],
  signal: AbortSignal,
): Promise<Map<string, FileEvent[]>> {
  const found = new Map(sessions.map(({ sessionId }) => [sessionId, [] as FileEvent[]]));
  const byUser = Map.groupBy(sessions.filter(isSearchable), userOf);
  const groups = [...byUser].flatMap(([user, those]) => spansOf(those).map((span) => toGroup(user ?? "", span)));
  if (groups.length === 0) return found;
  const query: FileEventQuery = { groupClause: "OR", groups };
  let held = 0;
  for await (const page of client.fileEvents.pages(query, MOST_EVENTS, signal)) {
    for (const event of page.fileEvents) {
      const at = Date.parse(event["@timestamp"] ?? "");
      for (const { sessionId, beginTime, endTime } of byUser.get(userIdOf(event)) ?? []) {
        if (at >= (beginTime ?? Infinity) && at <= (endTime ?? -Infinity)) found.get(sessionId)?.push(event);
      }
    }
    // What counts more than one answer holds is a single session; the rest of a flood of others is left out.
    if ((held += page.fileEvents.length) >= 2 * MOST_EVENTS) break;
  }
  return found;
}

/** Whether a search can tell a session's events: by user and time. */
function isSearchable(session: Session): boolean {
  const user = userOf(session);
  // Incydr takes these for wildcards.
  if (user === undefined || /[*?]/.test(user)) return false;
  return toIso(session.beginTime) !== undefined && toIso(session.endTime) !== undefined;
}

// --- internal ---

interface Span {
  from: number;
  to: number;
}

function userOf(session: Session): string | undefined {
  return session.userId ?? session.actorId ?? undefined;
}

/** The times of one user's sessions; those that overlap or touch as one. */
function spansOf(sessions: readonly Session[]): Span[] {
  const spans: Span[] = [];
  const given = sessions.map(({ beginTime, endTime }) => ({ from: beginTime ?? NaN, to: endTime ?? NaN }));
  for (const span of given.sort((one, other) => one.from - other.from)) {
    const last = spans.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else spans.push(span);
  }
  return spans;
}

function toGroup(user: string, { from, to }: Span): FilterGroup {
  return {
    filterClause: "AND",
    filters: [
      { term: "user.id", operator: "IS", value: user },
      { term: "@timestamp", operator: "ON_OR_AFTER", value: toIso(from) ?? "" },
      { term: "@timestamp", operator: "ON_OR_BEFORE", value: toIso(to) ?? "" },
    ],
  };
}

function userIdOf(event: FileEvent): string | undefined {
  const user = event.user;
  return typeof user === "object" && user !== null && "id" in user && typeof user.id === "string" ? user.id : undefined;
}
