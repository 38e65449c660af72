import { ApiError, CredentialsError, type Log } from "soarkit";
import type { FileEvent } from "../_api/file-events.ts";
import type { Incydr } from "../_api/incydr.ts";
import type { Session } from "../_api/sessions.ts";
import { settle } from "./belonging.ts";
import { MOST_EVENTS, searchBatches, searchFiles } from "./file-search.ts";

export interface SessionFiles {
  events: FileEvent[];
  /** What could not be had, in a sentence. */
  gap?: string;
}

export type FileReader = <T extends { session: Session }>(
  entries: readonly T[],
) => AsyncGenerator<SessionFiles & { entry: T }>;

/**
 * Reads the file events of sessions, in their order. One search asks for those of hundreds of them, by user and time;
 * where what it gives is not what a session counts, the session itself is asked. Where Incydr refuses, or fails again
 * and again, nothing more is asked in this run, and the sessions go without.
 */
export function createFileReader(client: Incydr, { log, signal }: { log: Log; signal: AbortSignal }): FileReader {
  const search = untilFailing((sessions: readonly Session[]) => searchFiles(client, sessions, signal));
  const askOne = untilFailing((id: string) => client.sessions.events(id, signal));

  /** What the search gives; where Incydr does not accept it, what it gives for each half. */
  async function searchAll(sessions: readonly Session[]): Promise<Found> {
    const answer = await search(sessions);
    if ("value" in answer) return { events: answer.value, gaps: new Map() };
    const { reason, isRefused } = answer;
    if (!isRefused || sessions.length === 1) {
      log.warn("The file events of sessions could not be searched.", { sessions: sessions.length, error: reason });
      const gap = `The file events could not be read (${reason}).`;
      return { events: new Map(), gaps: new Map(sessions.map(({ sessionId }) => [sessionId, gap])) };
    }
    const half = Math.ceil(sessions.length / 2);
    const [one, other] = [await searchAll(sessions.slice(0, half)), await searchAll(sessions.slice(half))];
    return { events: new Map([...one.events, ...other.events]), gaps: new Map([...one.gaps, ...other.gaps]) };
  }

  /** What the session itself says are its events. Its answer may be cut; then those of the search are added. */
  async function ask(id: string, searched: readonly FileEvent[]): Promise<SessionFiles> {
    const answer = await askOne(id);
    if (!("value" in answer)) {
      return { events: [...searched], gap: `The file events could not be read completely (${answer.reason}).` };
    }
    const { fileEvents, totalCount } = answer.value;
    if (totalCount === undefined || fileEvents.length >= totalCount) return { events: fileEvents };
    const all = new Map([...fileEvents, ...searched].map((event) => [event.event.id, event]));
    const events = [...all.values()];
    if (all.size < totalCount) return { events, gap: `Only ${all.size} of ${totalCount} file events could be read.` };
    if (all.size === totalCount) return { events };
    return {
      events,
      gap: `Of these ${all.size} file events of the user at that time, ${totalCount} are the session's.`,
    };
  }

  async function read(sessions: readonly Session[]): Promise<Map<string, SessionFiles>> {
    const { events, gaps } = await searchAll(sessions);
    const asked = new Map<string, SessionFiles>();
    const whole = new Map<string, FileEvent[]>();
    let belonging = settle(sessions, events);
    for (const { sessionId } of sessions) {
      if (belonging.get(sessionId)?.isComplete || gaps.has(sessionId)) continue;
      const files = await ask(sessionId, belonging.get(sessionId)?.events ?? []);
      asked.set(sessionId, files);
      if (files.gap !== undefined) continue;
      // What is this session's now is no other's, which may tell what is theirs without asking them.
      whole.set(sessionId, files.events);
      belonging = settle(sessions, events, whole);
    }
    return new Map(
      sessions.map(({ sessionId }) => {
        const gap = gaps.get(sessionId);
        const files = asked.get(sessionId) ?? { events: belonging.get(sessionId)?.events ?? [] };
        return [sessionId, gap === undefined ? files : { events: [], gap }];
      }),
    );
  }

  return async function* (entries) {
    for (const batch of searchBatches(entries)) {
      const files = await read(batch.map(({ session }) => session));
      for (const entry of batch) {
        const { events = [], gap } = files.get(entry.session.sessionId) ?? {};
        yield { entry, ...cut(events, gap) };
      }
    }
  };
}

// --- internal ---

interface Found {
  events: Map<string, FileEvent[]>;
  gaps: Map<string, string>;
}

/** So many failures in a run, and no more is asked for. */
const MOST_FAILURES = 3;

type Answer<T> = { value: T } | { reason: string; isRefused: boolean };

/** Asks until the permission turns out to be missing, or Incydr has failed too often. */
function untilFailing<A, T>(work: (given: A) => Promise<T>): (given: A) => Promise<Answer<T>> {
  let failures = 0;
  let last = "";
  return async (given) => {
    if (failures >= MOST_FAILURES)
      return { reason: `not asked for, after others had failed: ${last}`, isRefused: false };
    try {
      return { value: await work(given) };
    } catch (error) {
      if (!(error instanceof ApiError || error instanceof CredentialsError)) throw error;
      const isRefused = error instanceof ApiError && error.status >= 400 && error.status < 500;
      if (!isRefused) failures += error instanceof CredentialsError ? MOST_FAILURES : 1;
      last = error.message;
      return { reason: error.message, isRefused };
    }
  };
}

/** An incident holds so many, and no more. */
function cut(events: FileEvent[], gap: string | undefined): SessionFiles {
  if (events.length <= MOST_EVENTS) return { events, ...(gap !== undefined && { gap }) };
  const rest = `Of ${events.length} file events, the first ${MOST_EVENTS} are kept.`;
  return { events: events.slice(0, MOST_EVENTS), gap: gap === undefined ? rest : `${gap} ${rest}` };
}
