import { isJsonObject, ParameterError, type Covered, type Json, type JsonObject } from "soarkit";
import type { Session } from "../_api/sessions.ts";
import { currentState } from "../_map/session.ts";
import { migrate, VERSION, type FetchSpan } from "./cursor-versions.ts";

/** What a fetch remembers from run to run. All times are epoch milliseconds. */
export interface Cursor {
  /** When the first run was. */
  startedAt: number;
  /** How far back the first run went. */
  floor: number;
  /** Every session that began before and was reported by then has been met. */
  since: number;
  /** What another program had made incidents of before this one took over. */
  taken?: Taken;
}

export interface Taken {
  /** Every session first observed before is taken. */
  observedAt: number;
  /** Of those first observed at that very moment, these are. */
  ids: string[];
}

/**
 * The cursor that the last run left, or that of a first run. States of earlier versions are brought up to date.
 * @throws ParameterError for one that a later version wrote, or that is none
 */
export function readCursor(lastRun: Json, span: FetchSpan): Cursor {
  if (lastRun === null || (isJsonObject(lastRun) && Object.keys(lastRun).length === 0)) {
    const floor = span.now - span.firstFetchMs;
    return { startedAt: span.now, floor, since: floor };
  }
  const { startedAt, floor, since, taken } = migrate(lastRun, span);
  if (typeof startedAt !== "number" || typeof floor !== "number" || typeof since !== "number") {
    throw new ParameterError(
      "The fetch state is damaged, so this integration cannot go on from it.",
      "Give the instance a new name to fetch anew.",
    );
  }
  const read = readTaken(taken);
  return fromPast({ startedAt, floor, since, ...(read && { taken: read }) }, span);
}

export function writeCursor({ startedAt, floor, since, taken }: Cursor): JsonObject {
  return { version: VERSION, startedAt, floor, since, ...(taken && { taken: { ...taken } }) };
}

/**
 * The begin times that a run reads. Incydr filters by begin time only, and reports a session minutes to days after it
 * began (a laptop was offline), so every run but the first reads `lookBackMs` again.
 */
export function windowOf(cursor: Cursor, { now, lookBackMs }: FetchSpan): Pick<Covered, "from" | "to"> {
  const from = cursor.startedAt === now ? cursor.since : Math.min(cursor.since, now - lookBackMs);
  return { from, to: now };
}

/** The cursor once the whole window has been read, and everything in it is kept. */
export function advance(cursor: Cursor, { now, lookBackMs }: FetchSpan): Cursor {
  const since = now - lookBackMs;
  const { taken, ...rest } = cursor;
  if (!taken || since <= taken.observedAt) return { ...cursor, since };
  // The window holds nothing any more that could have been observed so early.
  return { ...rest, floor: Math.max(rest.floor, taken.observedAt), since };
}

/**
 * Whether a session never met before is to become an incident. One that began before the first run's range, or that
 * another program has taken, only if something happened to it since: it was reported late, raised an alert, or got new
 * data.
 */
export function isWanted(session: Session, cursor: Cursor): boolean {
  const { taken } = cursor;
  const isEarly = typeof session.beginTime === "number" && session.beginTime < cursor.floor;
  const isTaken = taken !== undefined && wasTaken(session, taken);
  if (!isEarly && !isTaken) return true;
  const changedAt = session.lastUpdated ?? session.firstObserved ?? 0;
  const floor = isTaken ? taken.observedAt + 1 : cursor.floor;
  return changedAt >= (currentState(session) === "OPEN_NEW_DATA" ? floor : cursor.startedAt);
}

// --- internal ---

/** Clocks of one vendor may differ so much. */
const CLOCKS_DIFFER_MS = 60_000;

/**
 * The cursor as it would be if the clock had been right. Where the first run took it to be later than it is now, it would
 * want nothing until then.
 */
function fromPast(cursor: Cursor, { now, firstFetchMs }: FetchSpan): Cursor {
  if (cursor.startedAt <= now + CLOCKS_DIFFER_MS) return cursor;
  const floor = Math.min(cursor.floor, now - firstFetchMs);
  return { ...cursor, startedAt: now, floor, since: Math.min(cursor.since, floor) };
}

function wasTaken({ sessionId, firstObserved }: Session, { observedAt, ids }: Taken): boolean {
  if (typeof firstObserved !== "number") return ids.includes(sessionId);
  return firstObserved === observedAt ? ids.includes(sessionId) : firstObserved < observedAt;
}

function readTaken(taken: Json | undefined): Taken | undefined {
  if (!isJsonObject(taken) || typeof taken.observedAt !== "number" || !Array.isArray(taken.ids)) return undefined;
  return { observedAt: taken.observedAt, ids: taken.ids.filter((id) => typeof id === "string") };
}
