import type { Session, SessionFilter, Sessions } from "../_api/sessions.ts";

/** A session to read, and when it began. */
export interface Wanted {
  id: string;
  /** Epoch milliseconds. */
  begin: number;
}

/**
 * Those sessions as they are now, by id, in as few requests as it can: page by page through the time in which they
 * began, as long as that takes fewer than asking for each; then for each that was not met.
 */
export async function readSessions(
  sessions: Pick<Sessions, "get" | "page" | "pageSize">,
  wanted: readonly Wanted[],
  signal: AbortSignal,
): Promise<Map<string, Session>> {
  const left = new Set(wanted.map(({ id }) => id));
  const found = new Map<string, Session>();
  const filter = rangeOf(wanted);
  let pages = left.size > 1 && filter ? 1 : 0;
  for (let number = 0; number < pages && left.size > 0; number += 1) {
    if (pages - number > left.size) break;
    const { items, totalCount } = await sessions.page(
      { filter: filter ?? {} },
      { number, size: sessions.pageSize },
      signal,
    );
    pages = Math.ceil((totalCount ?? 0) / sessions.pageSize);
    for (const session of items) if (left.delete(session.sessionId)) found.set(session.sessionId, session);
  }
  for (const id of left) {
    const session = await sessions.get(id, signal);
    if (session) found.set(id, session);
  }
  return found;
}

// --- internal ---

function rangeOf(wanted: readonly Wanted[]): SessionFilter | undefined {
  let [first, last] = [Infinity, -Infinity];
  for (const { begin } of wanted) {
    // One that cannot be read as a time is asked for by its id.
    if (Number.isNaN(begin)) continue;
    first = Math.min(first, begin);
    last = Math.max(last, begin);
  }
  return first === Infinity ? undefined : { onOrAfter: first, before: last + 1 };
}
