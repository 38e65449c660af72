import { isJsonObject, ParameterError, type Json, type JsonObject } from "soarkit";

export interface FetchSpan {
  now: number;
  /** How far back the very first run goes. */
  firstFetchMs: number;
  /** How late after it began a session may turn up. */
  lookBackMs: number;
}

/** Of the states that are written today. */
export const VERSION = 2;

/**
 * A fetch state of any version as one of today.
 * @throws ParameterError for one of a later version, and for what is no fetch state
 */
export function migrate(state: Json, span: FetchSpan): JsonObject {
  if (!isJsonObject(state)) throw unknown();
  const version = state.version ?? 0;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 0) throw unknown();
  if (version > VERSION) {
    throw new ParameterError(
      `The fetch state is of version ${version}, and this integration knows those up to ${VERSION}.`,
      "Update the integration to the version that wrote it, or give the instance a new name to fetch anew.",
    );
  }
  return MIGRATIONS.slice(version).reduce((each, step) => step(each, span), state);
}

// --- internal ---

/** Each from the version of its place to the next. */
const MIGRATIONS: readonly ((state: JsonObject, span: FetchSpan) => JsonObject)[] = [fromPack, fromFirst];

/**
 * Version 0 is what the Code42 pack of Cortex XSOAR keeps: `last_fetch`, until its release 6.0 the wall clock in seconds,
 * since 6.1 the greatest `firstObserved` in milliseconds, with the ids of the sessions that were first observed then.
 * They have no ledger: what was observed before counts as taken.
 */
function fromPack(
  { last_fetch: given, incidents_at_last_fetch_timestamp: ids }: JsonObject,
  span: FetchSpan,
): JsonObject {
  const number = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
  if (typeof number !== "number" || !Number.isFinite(number) || number < 0) throw unknown();
  // As seconds, times of this century have ten digits before the point; as milliseconds thirteen.
  const observedAt = Math.min(Math.floor(number < 1e11 ? number * 1000 : number), span.now);
  const since = observedAt - span.lookBackMs;
  return {
    version: 1,
    startedAt: span.now,
    floor: since,
    since,
    taken: { observedAt, ids: Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [] },
  };
}

/** Version 1 held `since` back before what the limit had left out. That is now met again, and waits in the store. */
function fromFirst(state: JsonObject): JsonObject {
  return { ...state, version: 2 };
}

function unknown(): ParameterError {
  return new ParameterError(
    "The fetch state is none that this integration has written, so it cannot go on from it.",
    "Give the instance a new name to fetch anew.",
  );
}
