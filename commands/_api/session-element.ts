import { createHash } from "node:crypto";
import { isJsonObject, type Json } from "soarkit";
import * as v from "valibot";
import type { Session, SessionSchema } from "./sessions.ts";

/** One element of a page of sessions, whatever it is, as a session. */
export interface ReadSession {
  session: Session;
  /** What of it could not be read, by the names of its fields; `sessionId` where it has none and got one made up. */
  faults: string[];
}

/**
 * Reads one element by itself, so that none makes its page unreadable. One without an id gets that of its content: the
 * same element has the same id whenever it is met.
 */
export function readSession(given: unknown, schema: typeof SessionSchema): ReadSession {
  const object = isObject(given) ? given : { unreadable: given };
  const hasId = typeof object.sessionId === "string" && object.sessionId !== "";
  const session = v.parse(schema, hasId ? object : { ...object, sessionId: `${MADE_UP}${hashOf(given)}` });
  for (const time of TIMES) {
    const at = session[time];
    if (typeof at === "number" && Math.abs(at) > LATEST) session[time] = undefined;
  }
  const lost = Object.entries(object).flatMap(([key, value]) =>
    key !== "sessionId" && isLost(value, session[key]) ? [key] : [],
  );
  return { session, faults: hasId ? lost : ["sessionId", ...lost] };
}

/** Whether an id is one that Incydr did not give. */
export function isMadeUp(sessionId: string): boolean {
  return sessionId.startsWith(MADE_UP);
}

// --- internal ---

const MADE_UP = "without-id-";

const TIMES = ["beginTime", "endTime", "firstObserved", "lastUpdated"] as const;

/** The last moment that a `Date` can hold, epoch milliseconds. */
const LATEST = 8_640_000_000_000_000;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a given value, or a member or field of it, did not get through the schema. */
function isLost(given: unknown, read: unknown, depth = 0): boolean {
  if (given === null || given === undefined) return false;
  if (read === undefined || Array.isArray(read) !== Array.isArray(given)) return true;
  if (Array.isArray(given)) {
    if (!Array.isArray(read) || read.length < given.length) return true;
    return depth < 2 && given.some((member, index) => isLost(member, read[index], depth + 1));
  }
  if (depth === 0 || !isObject(given) || !isObject(read)) return false;
  return Object.entries(given).some(([key, value]) => isLost(value, read[key], depth + 1));
}

function hashOf(given: unknown): string {
  return createHash("sha256").update(JSON.stringify(given, sorted)).digest("hex").slice(0, 32);
}

/** As `JSON.stringify` asks for it: objects with their keys in order. */
function sorted(_key: string, value: Json): Json {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
