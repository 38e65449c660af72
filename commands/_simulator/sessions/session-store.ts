import type { Clock } from "soarkit/simulator";

import type { Session } from "./session.ts";

/** The tenant's sessions. One observed later than now exists, but is nowhere to be seen. */
export interface SessionStore {
  /** Those observed by now, in the order in which they came to be seen. Only appended to. */
  observed: () => readonly Session[];
  /** Those observed by now, the latest end first. */
  byEnd(): readonly Session[];
  find(sessionId: string): Session | undefined;
  add(session: Session): void;
  /** Counts what has changed: a new session, or one of which `changed` was told. */
  revision(): number;
  changed(what: "end" | "rest"): void;
}

export function createSessionStore(clock: Clock, first: readonly Session[]): SessionStore {
  const observed: Session[] = [];
  const byId = new Map<string, Session>();
  /** Not observed yet; the next to be comes last. */
  const coming: Session[] = [];
  let byEnd: Session[] | undefined;
  let revision = 0;

  function add(session: Session): void {
    reveal();
    // Before its equals, so that of sessions observed at the same time the first one made comes first.
    const place = coming.findIndex(({ firstObserved }) => firstObserved <= session.firstObserved);
    coming.splice(place === -1 ? coming.length : place, 0, session);
  }
  function reveal(): void {
    for (let next = coming.at(-1); next && next.firstObserved <= clock.now(); next = coming.at(-1)) {
      coming.pop();
      observed.push(next);
      byId.set(next.sessionId, next);
      changed("end");
    }
  }
  function changed(what: "end" | "rest"): void {
    revision += 1;
    if (what === "end") byEnd = undefined;
  }

  coming.push(...first.toReversed());
  return {
    add,
    observed: () => {
      reveal();
      return observed;
    },
    byEnd: () => {
      reveal();
      byEnd ??= observed.toSorted(
        (one, other) => other.endTime - one.endTime || (one.sessionId < other.sessionId ? -1 : 1),
      );
      return byEnd;
    },
    find: (sessionId) => {
      reveal();
      return byId.get(sessionId);
    },
    changed,
    revision: () => {
      reveal();
      return revision;
    },
  };
}
