import { toObject, ApiError, type CollectedEvent } from "soarkit";
import type { Session, SessionFilter, Sessions } from "../_api/sessions.ts";
import { toIso } from "../_map/time.ts";
import { documentOf, type Known, type Source } from "./source.ts";

/**
 * Sessions with alerts, of all states and severities, by the time at which they began: the only one that Incydr filters
 * by. A session is an event when it is met first, and once more for each time that it is met changed.
 */
export function alertSource(
  sessions: Sessions,
  lookBackMs: number,
  sizes: { pageSize?: number; mostInWindow?: number } = {},
): Source {
  const { pageSize = PAGE_SIZE, mostInWindow = MOST_IN_WINDOW } = sizes;
  const pageOf = async (filter: SessionFilter, number: number, signal: AbortSignal) => {
    const { items, totalCount } = await sessions.page({ filter }, { number, size: pageSize }, signal);
    const isLast = typeof totalCount === "number" ? (number + 1) * pageSize >= totalCount : items.length < pageSize;
    return { items, total: totalCount ?? undefined, isLast: isLast || items.length === 0 };
  };
  return {
    lookBackMs,
    mostInWindow,
    pageSize,
    count: async ({ from, to }, signal) => {
      const { totalCount } = await sessions.page({ filter: filterOf(from, to) }, { number: 0, size: 1 }, signal);
      return totalCount ?? 0;
    },
    read: async ({ from, to }, { next }, signal) => {
      // The latest end comes first: a session with new activity moves there, which repeats a row; the other order would
      // skip one.
      const number = Number(next ?? 0);
      const { items, total, isLast } = await pageOf(filterOf(from, to), number, signal);
      return { events: items.map(toCollected), total, next: isLast ? undefined : String(number + 1) };
    },
    fresh: changedOf,
    async *anyAge(since, signal) {
      const met = new Set<string>();
      for (let number = 0, isLast = false, repeats = 0; !isLast; number += 1) {
        const page = await pageOf({ states: ["OPEN_NEW_DATA"] }, number, signal);
        isLast = page.isLast;
        const before = met.size;
        for (const { sessionId } of page.items) met.add(sessionId);
        repeats = met.size === before ? repeats + 1 : 0;
        if (!isLast && repeats === MOST_REPEATS) throw endless();
        // The ids of the old are not kept for ever: one that is met again is another change, never the same event.
        const recent = page.items.filter(({ lastUpdated }) => (lastUpdated ?? Infinity) >= since);
        yield recent.map(toCollected).map(asChange);
      }
    },
    query: ({ from, to }) => `GET /v1/sessions on_or_after ${iso(from)} before ${iso(to)}`,
  };
}

// --- internal ---

/** Incydr's largest page. */
const PAGE_SIZE = 50;
const MOST_IN_WINDOW = 1000;

/** So many pages without a session that was not on those before. */
const MOST_REPEATS = 3;

function endless(): ApiError {
  return new ApiError(
    "Incydr gives the same sessions for every page, so reading them would never end.",
    "The next run tries again. If it stays so, ask Code42, or report it to the integration's author.",
    { status: 200, body: "" },
  );
}

function filterOf(from: number, to: number | undefined): SessionFilter {
  return { onOrAfter: Math.floor(from), before: to === undefined ? undefined : Math.ceil(to) };
}

/** Its mark says in which state it is. It is by the session's begin that it is looked for, changed or not. */
function toCollected(session: Session): CollectedEvent {
  const { sessionId, beginTime, firstObserved, lastUpdated } = session;
  return {
    id: sessionId,
    marks: [`${sessionId}@${String(lastUpdated ?? "")}`],
    // Incydr's are whole; a fraction would keep the session, and all behind it, from being handed on.
    at: Math.floor(beginTime ?? firstObserved ?? 0),
    event: documentOf(session),
  };
}

/** By its mark, at the time of the change. */
function asChange({ id, at, marks = [], event }: CollectedEvent): CollectedEvent {
  const session = toObject(event);
  const changedAt = toIso(typeof session.lastUpdated === "number" ? session.lastUpdated : at);
  const [mark = id] = marks;
  return { id: mark, marks: [id], at, event: { ...session, ...(changedAt !== undefined && { _time: changedAt }) } };
}

/** Sessions never met, by their own id; those that have changed since, by their mark. */
async function changedOf(events: readonly CollectedEvent[], known: Known): Promise<CollectedEvent[]> {
  const byId = new Map(events.map((event) => [event.id, event]));
  const asked = [...byId.values()].flatMap(({ id, at, marks = [] }) =>
    [id, ...marks].map((each) => ({ id: each, at })),
  );
  const before = await known(asked);
  return [...byId.values()].flatMap((event): CollectedEvent[] => {
    const [mark = event.id] = event.marks ?? [];
    if (!before.has(event.id)) return [event];
    if (before.has(mark)) return [];
    return [asChange(event)];
  });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
