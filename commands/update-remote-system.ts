import { ArgumentError, isNotFound, NotFoundError, type RemoteUpdateHandler } from "soarkit";
import { SESSION_STATES, type Session, type SessionState } from "./_api/sessions.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { currentState } from "./_map/session.ts";
import { hasNoteOf, noteOf } from "./_mirror/notes.ts";

/** Sets a session's state and adds its note. What a try before this one has done is found by looking, not done again. */
export const run: RemoteUpdateHandler<Code42> = async (input) => {
  const { id, incident, change, intendedAt, mayHaveHappened, client, signal } = input;
  const { sourceId } = incident;
  const session = mayHaveHappened ? await client.sessions.get(sourceId, signal) : undefined;
  if (mayHaveHappened && !session) throw noSession(sourceId);
  try {
    if (change.kind === "close" && !(session && wasSet(session, change.remoteState, intendedAt))) {
      await client.sessions.changeState([sourceId], toState(change.remoteState), signal);
    }
    const note = noteOf(change, id);
    if (note !== undefined && !(session && hasNoteOf(session, id))) {
      await client.sessions.addNote(sourceId, note, signal);
    }
  } catch (error) {
    throw isNotFound(error) ? noSession(sourceId, error) : error;
  }
};

// --- internal ---

/** How far Incydr's clock and ours may differ. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/** It is so, or was: somebody may have changed it since, which is not ours to undo. */
function wasSet(session: Session, wanted: string, since: number): boolean {
  if (currentState(session) === wanted) return true;
  return session.states.some(
    ({ state, stateV2, sourceTimestamp }) =>
      (stateV2 ?? state) === wanted && (sourceTimestamp ?? 0) >= since - CLOCKS_DIFFER_MS,
  );
}

function toState(text: string): SessionState {
  const state = SESSION_STATES.find((each) => each === text);
  if (state) return state;
  throw new ArgumentError(`Incydr has no session state "${text}".`, `It has: ${SESSION_STATES.join(", ")}.`);
}

function noSession(id: string, cause?: unknown): NotFoundError {
  return new NotFoundError(`There is no alert with the ID ${id} at Incydr.`, "It may have been removed there.", {
    cause,
  });
}
