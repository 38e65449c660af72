import { isJsonObject, type FetchItem, type Json, type PendingItem } from "soarkit";
import { SessionSchema } from "../_api/sessions.ts";
import { readSession } from "../_api/session-element.ts";
import { toWaitingMemory } from "./memory.ts";
import { beginOf, type Met } from "./survey.ts";

/** A session kept whole until its turn comes to be made an incident. */
export function toWaiting({ session, faults }: Met, now: number): FetchItem {
  // What Incydr sent as JSON and what was left out of it is JSON.
  const kept = JSON.parse(JSON.stringify({ session, faults, metAt: now })) as Json;
  return {
    id: session.sessionId,
    state: toWaitingMemory(session),
    pending: { at: Math.floor(beginOf(session, now)), value: kept },
  };
}

/** The session that was kept. */
export function fromWaiting({ id, value }: PendingItem): Met & { metAt: number | undefined } {
  const { session: kept, faults, metAt } = isJsonObject(value) ? value : {};
  const { session } = readSession(isJsonObject(kept) ? { ...kept, sessionId: id } : { sessionId: id }, SessionSchema);
  return {
    session,
    faults: Array.isArray(faults) ? faults.filter((fault) => typeof fault === "string") : [],
    metAt: typeof metAt === "number" ? metAt : undefined,
  };
}
