import { ApiError, type Log } from "soarkit";
import type { FileEvent, FileEventQuery, FilterGroup } from "../_api/file-events.ts";
import type { Incydr } from "../_api/incydr.ts";
import type { Session } from "../_api/sessions.ts";
import { eventCount } from "../_map/session.ts";
import { toIso } from "../_map/time.ts";

export interface SessionFiles {
  events: FileEvent[];
  /** What could not be had, in a sentence. */
  gap?: string;
}

/**
 * The file events of sessions, by session id. One search asks for those of all of them (at most 341, by Incydr's limit
 * of filters), by user and time; where it does not give as many as a session counts, the session itself is asked.
 */
export async function readSessionFiles(
  client: Incydr,
  sessions: readonly Session[],
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<Map<string, SessionFiles>> {
  const searchable = sessions.filter((session) => toGroup(session) !== undefined);
  const found = new Map(sessions.map((session) => [session.sessionId, [] as FileEvent[]]));
  const query = toQuery(searchable);
  try {
    if (query) await search(client, query, searchable, found, signal);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    log.warn("The file events of a batch of sessions could not be searched.", { error: error.message });
    const gap = `The file events could not be read (${error.message}).`;
    return new Map(sessions.map(({ sessionId }) => [sessionId, { events: [], gap }]));
  }
  const files = new Map<string, SessionFiles>();
  for (const session of sessions) {
    const events = found.get(session.sessionId) ?? [];
    const isComplete = events.length === eventCount(session);
    files.set(session.sessionId, isComplete ? { events } : await ask(client, session, events, signal));
  }
  return files;
}

// --- internal ---

const PAGE_SIZE = 5_000;

function userOf(session: Session): string | undefined {
  return session.userId ?? session.actorId ?? undefined;
}

function toGroup(session: Session): FilterGroup | undefined {
  const [user, from, to] = [userOf(session), toIso(session.beginTime), toIso(session.endTime)];
  if (user === undefined || from === undefined || to === undefined) return undefined;
  return {
    filterClause: "AND",
    filters: [
      { term: "user.id", operator: "IS", value: user },
      { term: "@timestamp", operator: "ON_OR_AFTER", value: from },
      { term: "@timestamp", operator: "ON_OR_BEFORE", value: to },
    ],
  };
}

function toQuery(sessions: readonly Session[]): FileEventQuery | undefined {
  const groups = sessions.flatMap((session) => toGroup(session) ?? []);
  return groups.length === 0 ? undefined : { groupClause: "OR", groups };
}

async function search(
  client: Incydr,
  query: FileEventQuery,
  sessions: readonly Session[],
  found: Map<string, FileEvent[]>,
  signal: AbortSignal,
): Promise<void> {
  const byUser = Map.groupBy(sessions, userOf);
  for await (const page of client.fileEvents.pages(query, PAGE_SIZE, signal)) {
    for (const event of page.fileEvents) {
      const at = Date.parse(event["@timestamp"] ?? "");
      for (const session of byUser.get(userIdOf(event)) ?? []) {
        if (isWithin(at, session)) found.get(session.sessionId)?.push(event);
      }
    }
  }
}

function userIdOf(event: FileEvent): string | undefined {
  const user = event.user;
  return typeof user === "object" && user !== null && "id" in user && typeof user.id === "string" ? user.id : undefined;
}

function isWithin(at: number, { beginTime, endTime }: Session): boolean {
  return at >= (beginTime ?? Infinity) && at <= (endTime ?? -Infinity);
}

/** What the session itself says are its events. Its answer may be cut; then those of the search are added. */
async function ask(
  client: Incydr,
  session: Session,
  searched: readonly FileEvent[],
  signal: AbortSignal,
): Promise<SessionFiles> {
  try {
    const { fileEvents, totalCount } = await client.sessions.events(session.sessionId, signal);
    if (totalCount === undefined || fileEvents.length >= totalCount) return { events: fileEvents };
    const all = new Map([...fileEvents, ...searched].map((event) => [event.event.id, event]));
    const gap = `Only ${all.size} of ${totalCount} file events could be read.`;
    return { events: [...all.values()], ...(all.size < totalCount && { gap }) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { events: [...searched], gap: `The file events could not be read completely (${error.message}).` };
  }
}
