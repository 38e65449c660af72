import type { FileEvent } from "../_api/file-events.ts";
import type { Session } from "../_api/sessions.ts";
import { eventCount } from "../_map/session.ts";

/** What a user did in the time of a session, and whether that is what the session counts. */
export interface Belonging {
  events: FileEvent[];
  isComplete: boolean;
}

/**
 * Tells the events of sessions from others that their users caused at the same time. An event belongs to one session:
 * what one is sure of, no other can claim.
 * @param found as many events as there are, by session id
 * @param certain events known to be a session's, by session id
 */
export function settle(
  sessions: readonly Session[],
  found: ReadonlyMap<string, readonly FileEvent[]>,
  certain: ReadonlyMap<string, readonly FileEvent[]> = new Map(),
): Map<string, Belonging> {
  const settled = new Map<string, Belonging>();
  const taken = new Set<string>();
  const take = (id: string, events: readonly FileEvent[]) => {
    for (const { event } of events) taken.add(event.id);
    settled.set(id, { events: [...events], isComplete: true });
  };
  for (const [id, events] of certain) take(id, events);
  let open = sessions.filter(({ sessionId }) => !settled.has(sessionId));
  for (let before = -1; before !== open.length;) {
    before = open.length;
    open = open.filter((session) => {
      const left = (found.get(session.sessionId) ?? []).filter(({ event }) => !taken.has(event.id));
      if (!fits(session, left)) return true;
      take(session.sessionId, left);
      return false;
    });
  }
  for (const { sessionId } of open) {
    const left = (found.get(sessionId) ?? []).filter(({ event }) => !taken.has(event.id));
    settled.set(sessionId, { events: left, isComplete: false });
  }
  return settled;
}

// --- internal ---

/** Whether these are as many events as the session counts, of each severity. */
function fits(session: Session, events: readonly FileEvent[]): boolean {
  if (events.length !== eventCount(session)) return false;
  const counts = new Map<string, number>();
  for (const event of events) {
    const severity = severityOf(event);
    // Where it does not say, the sum has to do.
    if (severity === undefined) return true;
    counts.set(severity, (counts.get(severity) ?? 0) + 1);
  }
  return Object.entries(COUNTS).every(([severity, count]) => (counts.get(severity) ?? 0) === session[count]);
}

/** What a session calls the count of its events of a severity. */
const COUNTS = {
  CRITICAL: "criticalEvents",
  HIGH: "highEvents",
  MODERATE: "moderateEvents",
  LOW: "lowEvents",
  NO_RISK_INDICATED: "noRiskEvents",
} as const;

function severityOf({ risk }: FileEvent): string | undefined {
  if (typeof risk !== "object" || risk === null || !("severity" in risk)) return undefined;
  return typeof risk.severity === "string" && Object.hasOwn(COUNTS, risk.severity) ? risk.severity : undefined;
}
