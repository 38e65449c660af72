import { ArgumentError, isNotFound, type Handler } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { noSession } from "./_sessions.ts";

export const run: Handler<Code42, "code42-session-add-note"> = async ({ args, client, signal }) => {
  const { id, notecontent } = args;
  if (notecontent.length > MAX_LENGTH) {
    throw new ArgumentError(
      `notecontent must have at most ${MAX_LENGTH} characters, got ${notecontent.length}.`,
      "Shorten it, or add several notes.",
    );
  }
  try {
    await client.sessions.addNote(id, notecontent, signal);
  } catch (error) {
    throw isNotFound(error) ? noSession(id, error) : error;
  }
  return { readable: `The note was added to session ${id}.` };
};

// --- internal ---

const MAX_LENGTH = 2000;
