import { isJsonObject, type Json, type RemoteItem, type RemoteQueryHandler } from "soarkit";
import type { Session } from "./_api/sessions.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { currentState } from "./_map/session.ts";
import { foreignNotes } from "./_mirror/notes.ts";
import { readSessions } from "./_mirror/read-sessions.ts";

/**
 * The sessions of the incidents: which were closed or reopened, and the notes that people wrote there. Only a session
 * that was seen closed can be found reopened, so that one whose closing is still to be handed over is not.
 */
export const run: RemoteQueryHandler<Code42> = async ({ client, incidents, lastRun, signal }) => {
  const wanted = incidents.map(({ sourceId, occurred }) => ({ id: sourceId, begin: Date.parse(occurred) }));
  const sessions = await readSessions(client.sessions, wanted, signal);
  const before = closedIn(lastRun);
  const closed: string[] = [];
  const changes = incidents.flatMap(({ sourceId, state }): RemoteItem[] => {
    const session = sessions.get(sourceId);
    const isClosed = session ? isClosedState(currentState(session)) : before.has(sourceId);
    if (isClosed) closed.push(sourceId);
    return session ? changeOf(session, { wasOpen: state !== "closed", wasClosedThere: before.has(sourceId) }) : [];
  });
  return { changes, lastRun: { closed } };
};

// --- internal ---

function changeOf(session: Session, known: { wasOpen: boolean; wasClosedThere: boolean }): RemoteItem[] {
  const { sessionId } = session;
  const state = currentState(session) ?? "";
  const notes = foreignNotes(session);
  const item = { sourceId: sessionId, ...(notes.length > 0 && { notes }) };
  const updates = { CustomFields: { code42alertstate: state } };
  if (known.wasOpen && isClosedState(state)) return [{ ...item, updates, closed: { reason: state } }];
  if (!known.wasOpen && !isClosedState(state) && known.wasClosedThere) return [{ ...item, updates, reopened: true }];
  return notes.length > 0 ? [item] : [];
}

/** New kinds of being closed count too. */
function isClosedState(state: string | undefined): boolean {
  return state?.startsWith("CLOSED") ?? false;
}

function closedIn(lastRun: Json): Set<Json> {
  return new Set(isJsonObject(lastRun) && Array.isArray(lastRun.closed) ? lastRun.closed : []);
}
