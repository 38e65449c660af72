import type { Json } from "soarkit";
import type { Session, Sessions } from "../_api/sessions.ts";
import { isWanted, windowStart, type Cursor, type FetchSpan } from "./cursor.ts";
import { changesSince } from "./memory.ts";
import { createOldest } from "./oldest.ts";

export interface Survey {
  /** Sessions never met before, by begin time; at most `limit`. */
  fresh: Session[];
  /** Begin of the oldest session that the limit left out and that only a run from there on finds again; or Infinity. */
  oldestLeft: number;
  changed: { session: Session; changes: string[] }[];
}

/** When a session began, or the nearest to it that is known; `now` where nothing is. */
export function beginOf(session: Session, now: number): number {
  return session.beginTime ?? session.firstObserved ?? now;
}

/** Pages of sessions that new data has reopened, of any age: a window of begin times would miss them. */
export async function readReopened(
  sessions: Sessions,
  severities: readonly number[],
  signal: AbortSignal,
): Promise<Session[][]> {
  const reopened: Session[][] = [];
  for await (const page of sessions.pages({ states: ["OPEN_NEW_DATA"], severities }, signal)) reopened.push(page);
  return reopened;
}

/**
 * Reads all other sessions that may be of interest and keeps what is new or changed. The pages are stable: nothing that
 * begins after `now` comes in, and a session that moves from one page to another counts once. What slips through
 * between two pages is met by the next run, since the windows overlap.
 */
export async function survey(input: {
  sessions: Sessions;
  reopened: readonly Session[][];
  cursor: Cursor;
  span: FetchSpan;
  /** 0 to 4; empty for all. */
  severities: readonly number[];
  known: (ids: string[]) => Promise<Map<string, Json>>;
  limit: number;
  signal: AbortSignal;
}): Promise<Survey> {
  const { sessions, reopened, cursor, span, severities, known, limit, signal } = input;
  const start = windowStart(cursor, span);
  const begin = (session: Session) => beginOf(session, span.now);
  const inWindow = createOldest<Session>(limit, begin);
  const older = createOldest<Session>(limit, begin);
  const changed: Survey["changed"] = [];
  const seen = new Set<string>();

  const sift = async (page: readonly Session[]) => {
    const met = page.filter(({ sessionId }) => !seen.has(sessionId) && seen.add(sessionId));
    const memories = await known(met.map(({ sessionId }) => sessionId));
    for (const session of met) {
      const memory = memories.get(session.sessionId);
      if (memory === undefined) {
        if (isWanted(session, cursor)) (begin(session) < start ? older : inWindow).add(session);
        continue;
      }
      const changes = changesSince(memory, session);
      if (changes) changed.push({ session, changes });
    }
  };

  for (const page of reopened) await sift(page);
  const recent = { onOrAfter: start, before: span.now, states: ["OPEN", "OPEN_NEW_DATA"], severities };
  for await (const page of sessions.pages(recent, signal)) await sift(page);

  return join(inWindow.take(), older.take().kept, changed, limit, span.now);
}

// --- internal ---

/** Both kinds by begin time, cut to the limit. The older ones need no cursor: they are found again at any age. */
function join(
  inWindow: { kept: Session[]; oldestLeft: number | undefined },
  older: Session[],
  changed: Survey["changed"],
  limit: number,
  now: number,
): Survey {
  const fresh = [...older, ...inWindow.kept].slice(0, limit);
  const cut = inWindow.kept[fresh.length - older.length];
  return { fresh, oldestLeft: cut ? beginOf(cut, now) : (inWindow.oldestLeft ?? Infinity), changed };
}
