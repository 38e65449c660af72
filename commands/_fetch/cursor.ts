import { isJsonObject, ParameterError, type Json, type JsonObject } from "soarkit";
import type { Session } from "../_api/sessions.ts";
import { currentState } from "../_map/session.ts";

/** What a fetch remembers from run to run. All times are epoch milliseconds. */
export interface Cursor {
  /** When the first run was. */
  startedAt: number;
  /** How far back the first run went. */
  floor: number;
  /** Every session that began before is done, unless it is reported late. */
  since: number;
}

export interface FetchSpan {
  now: number;
  /** How far back the very first run goes. */
  firstFetchMs: number;
  /** How late after it began a session may turn up. */
  lookBackMs: number;
}

/**
 * The cursor that the last page left, or that of a first run.
 * @throws ParameterError for a cursor that another version wrote
 */
export function readCursor(lastRun: Json, { now, firstFetchMs }: FetchSpan): Cursor {
  if (lastRun === null || (isJsonObject(lastRun) && Object.keys(lastRun).length === 0)) {
    return { startedAt: now, floor: now - firstFetchMs, since: now - firstFetchMs };
  }
  const { version, startedAt, floor, since } = isJsonObject(lastRun) ? lastRun : {};
  if (version === VERSION && typeof startedAt === "number" && typeof floor === "number" && typeof since === "number") {
    return { startedAt, floor, since };
  }
  throw new ParameterError(
    `The fetch state is not of version ${VERSION}, so this integration cannot go on from it.`,
    "Update the integration to the version that wrote it, or give the instance a new name to fetch anew.",
  );
}

export function writeCursor(cursor: Cursor): JsonObject {
  return { version: VERSION, startedAt: cursor.startedAt, floor: cursor.floor, since: cursor.since };
}

/**
 * The begin time from which a run reads. Incydr filters by begin time only, and reports a session minutes to days after
 * it began (a laptop was offline), so every run but the first reads `lookBackMs` again.
 */
export function windowStart(cursor: Cursor, { now, lookBackMs }: FetchSpan): number {
  return cursor.startedAt === now ? cursor.since : Math.min(cursor.since, now - lookBackMs);
}

/**
 * The cursor after a page. `oldestLeft` is the begin of the oldest session in the window that is not emitted yet,
 * Infinity where all are.
 */
export function advance(cursor: Cursor, oldestLeft: number, { now, lookBackMs }: FetchSpan): Cursor {
  return { ...cursor, since: Math.min(oldestLeft, now - lookBackMs) };
}

/**
 * Whether a session never met before is to become an incident. One that began before the first run's range only if
 * something happened to it since: it was reported late, raised an alert, or got new data.
 */
export function isWanted(session: Session, cursor: Cursor): boolean {
  if (typeof session.beginTime !== "number" || session.beginTime >= cursor.floor) return true;
  const changedAt = session.lastUpdated ?? session.firstObserved ?? 0;
  return changedAt >= (currentState(session) === "OPEN_NEW_DATA" ? cursor.floor : cursor.startedAt);
}

// --- internal ---

const VERSION = 1;
