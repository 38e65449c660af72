import type { FetchedIncident, FetchHandler, FetchItem } from "soarkit";
import type { Session } from "./_api/sessions.ts";
import { advance, readCursor, writeCursor } from "./_fetch/cursor.ts";
import { readSessionFiles } from "./_fetch/files.ts";
import { toMemory } from "./_fetch/memory.ts";
import { readFetchSettings } from "./_fetch/settings.ts";
import { beginOf, survey } from "./_fetch/survey.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toIncident } from "./_map/incident.ts";
import { createNames } from "./_names.ts";

/**
 * Open sessions with alerts become incidents, oldest first; those met before that got new alerts, another severity or
 * state update theirs. Every page's cursor stands before the oldest session that is not emitted yet, so that it does
 * not matter after which page a run ends.
 */
export const run: FetchHandler<Code42> = async function* (input) {
  const { params, client, lastRun, known, limit, log, signal } = input;
  const { severities, ...spans } = readFetchSettings(params);
  const span = { now: input.now(), ...spans };
  const cursor = readCursor(lastRun, span);
  const found = await survey({ sessions: client.sessions, cursor, span, severities, known, limit, signal });
  const { fresh, changed, oldestLeft } = found;
  log.info("Sessions surveyed.", { fresh: fresh.length, changed: changed.length });

  const nameOf = createNames(client, { signal, tolerant: true });
  const describe = async (sessions: Session[]): Promise<Map<string, FetchedIncident>> => {
    const files = params.include_files ? await readSessionFiles(client, sessions, { log, signal }) : undefined;
    const incidents = new Map<string, FetchedIncident>();
    for (const session of sessions) {
      const { gaps, ...names } = await nameOf(session);
      const file = files?.get(session.sessionId);
      const extras = {
        names,
        consoleUrl: client.consoleUrl,
        fileEvents: file?.events,
        gaps: file?.gap ? [...gaps, file.gap] : gaps,
        seenAt: span.now,
      };
      incidents.set(session.sessionId, toIncident(session, extras));
    }
    return incidents;
  };

  for (let from = 0; from < changed.length; from += PAGE_SIZE) {
    const page = changed.slice(from, from + PAGE_SIZE);
    const incidents = await describe(page.map(({ session }) => session));
    const items = page.flatMap(({ session, changes }) => toUpdate(session, changes, incidents.get(session.sessionId)));
    // Updates move nothing: the sessions after them are all still to come.
    yield { items, lastRun: writeCursor(cursor) };
  }

  for (let from = 0; from < fresh.length; from += PAGE_SIZE) {
    const page = fresh.slice(from, from + PAGE_SIZE);
    const incidents = await describe(page);
    const items = page.flatMap((session) => toNew(session, incidents.get(session.sessionId)));
    const next = fresh[from + PAGE_SIZE];
    const left = [oldestLeft, next && beginOf(next, span.now)].filter((at) => at !== undefined);
    const oldest = left.length > 0 ? Math.min(...left) : undefined;
    yield { items, lastRun: writeCursor(advance(cursor, oldest, span)) };
  }

  if (fresh.length === 0) yield { items: [], lastRun: writeCursor(advance(cursor, oldestLeft, span)) };
};

// --- internal ---

/** Few enough to be searched for file events at once. */
const PAGE_SIZE = 50;

function toNew(session: Session, incident: FetchedIncident | undefined): FetchItem[] {
  return incident ? [{ id: session.sessionId, state: toMemory(session), incident }] : [];
}

function toUpdate(session: Session, changes: string[], incident: FetchedIncident | undefined): FetchItem[] {
  if (!incident) return [];
  const note = changes.join("\n");
  return [{ id: session.sessionId, state: toMemory(session), updates: { ...incident, ...(note !== "" && { note }) } }];
}
