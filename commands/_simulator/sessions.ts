import type { Item, Route } from "soarkit/simulator";

import type { AlertRule } from "./alert-rules.ts";
import type { BulkSettings } from "./sessions/change-states.ts";
import { firstSessions } from "./sessions/first-sessions.ts";
import type { SessionShape } from "./sessions/session-body.ts";
import { sessionControl } from "./sessions/session-control.ts";
import { sessionRoutes } from "./sessions/session-routes.ts";
import { createSessionStore } from "./sessions/session-store.ts";
import type { Session } from "./sessions/session.ts";
import type { SessionFacts, World } from "./world.ts";

export interface Sessions {
  /** Those observed by now, in the order in which they came to be seen. */
  observed: () => readonly SessionFacts[];
  truth(): Iterable<Item>;
  add(count: number, lateMs: number, unseenMs?: number): Item[];
  change(count: number): Item[];
  /** The routes also need what other resources know of a session. */
  routes(parts: {
    shape: SessionShape;
    isMember: (watchlistId: string, actorId: string) => boolean;
    eventsOfSession: (session: SessionFacts) => readonly { event: { id: string } }[];
    mostEvents: number;
    bulk: BulkSettings;
    noteStatus: number;
  }): Route[];
  control: Route[];
}

/** @param counts as `firstSessions` takes them */
export function createSessions(
  world: World,
  rules: readonly AlertRule[],
  counts: { open: number; other: number },
): Sessions {
  const store = createSessionStore(world.clock, firstSessions(world, rules, counts));
  const control = sessionControl(world, rules, store);
  const itemOf = (session: Session): Item => {
    const changed = control.changedOf(session);
    return { ...toItem(session), ...(changed && { changed }) };
  };
  return {
    observed: store.observed,
    truth: () => store.observed().values().map(itemOf),
    add: (count, lateMs, unseenMs) => control.add(count, lateMs, unseenMs).map(itemOf),
    change: (count) => control.change(count).map(itemOf),
    routes: (parts) => sessionRoutes({ world, store, ...parts }),
    control: control.routes,
  };
}

// --- internal ---

function toItem({ sessionId, firstObserved, states }: Session): Item {
  const first = states.findLast(({ at }) => at <= firstObserved);
  return { id: sessionId, at: firstObserved, ...(first?.state.startsWith("CLOSED") && { closed: true }) };
}
