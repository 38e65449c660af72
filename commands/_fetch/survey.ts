import type { Json } from "soarkit";
import type { Session, SessionFilter, SessionPage } from "../_api/sessions.ts";
import { changesSince, isWaiting } from "./memory.ts";

/** A session as a fetch meets it. */
export interface Met {
  session: Session;
  /** What of it could not be read, by the names of its fields. */
  faults: readonly string[];
}

/** What of one page matters to a fetch. */
export interface Sifted {
  /** Never met before, or waiting and changed since: to wait, as they are now. */
  fresh: Met[];
  /** Those whose incident is to be updated, and why, in sentences. */
  changed: (Met & { changes: string[] })[];
}

/** The sessions that a fetch looks at: open, or opened again. A closed one has been dealt with. */
export function surveyed(
  severities: readonly number[],
  window?: { from: number; to: number },
): SessionFilter & { states: string[] } {
  // Without a window those that new data has reopened, of any age: a window of begin times would miss them.
  if (!window) return { states: ["OPEN_NEW_DATA"], severities };
  return { onOrAfter: window.from, before: window.to, states: ["OPEN", "OPEN_NEW_DATA"], severities };
}

/** When a session began, or the nearest to it that is known; `now` where nothing is. */
export function beginOf(session: Session, now: number): number {
  return session.beginTime ?? session.firstObserved ?? now;
}

/** @param isWanted whether a session never met before is to become an incident */
export async function sift(
  { items, faults }: SessionPage,
  {
    known,
    isWanted,
  }: { known: (ids: string[]) => Promise<Map<string, Json>>; isWanted: (session: Session) => boolean },
): Promise<Sifted> {
  const memories = await known(items.map(({ sessionId }) => sessionId));
  const sifted: Sifted = { fresh: [], changed: [] };
  // A page may show a session twice.
  for (const session of new Map(items.map((each) => [each.sessionId, each])).values()) {
    const met = { session, faults: faults.get(session.sessionId) ?? [] };
    const memory = memories.get(session.sessionId);
    if (memory === undefined) {
      if (isWanted(session)) sifted.fresh.push(met);
      continue;
    }
    const changes = changesSince(memory, session);
    if (changes === undefined) continue;
    if (isWaiting(memory)) sifted.fresh.push(met);
    else sifted.changed.push({ ...met, changes });
  }
  return sifted;
}

/** What coverage remembers of a search, in Incydr's words. */
export function queryText({ states = [], severities = [] }: SessionFilter): string {
  const query = new URLSearchParams({ has_alerts: "true" });
  for (const state of states) query.append("state", state);
  for (const severity of severities) query.append("severity", String(severity));
  return `GET /v1/sessions?${query.toString()}`;
}
