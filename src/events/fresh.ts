import type { CollectedEvent, EventStore, StreamKey } from "./events.ts";

interface TimedId {
  id: string;
  /** Epoch milliseconds. */
  at: number;
}

/** Sees to it that no id is handed on twice, whatever a handler gives. */
export interface Fresh {
  /** What a handler is told. */
  known: (events: readonly TimedId[]) => Promise<ReadonlySet<string>>;
  /** Those of a page that were never committed, each id once. */
  only: (events: readonly CollectedEvent[]) => Promise<CollectedEvent[]>;
  /** To be told what has been committed. */
  committed: (ids: readonly TimedId[]) => void;
}

/**
 * Asks the store about the ids that the handler has not asked about: its answers are remembered until the ids are
 * committed, so that a handler that asks costs no second look.
 */
export function createFresh(store: Pick<EventStore, "known">, key: StreamKey): Fresh {
  /** Ids that were not there when the store was asked, and their times. */
  const absent = new Map<string, number>();

  async function known(events: readonly TimedId[]): Promise<ReadonlySet<string>> {
    const found = await store.known(key, events);
    if (absent.size > MOST_REMEMBERED) absent.clear();
    for (const { id, at } of events) if (!found.has(id)) absent.set(id, at);
    return found;
  }

  return {
    known,
    async only(events) {
      const unsure = events.filter(({ id, at }) => absent.get(id) !== at);
      const found = unsure.length === 0 ? undefined : await store.known(key, unsure);
      const taken = new Set<string>();
      return events.filter(({ id, at }) => {
        if (taken.has(id) || (absent.get(id) !== at && found?.has(id) === true)) return false;
        taken.add(id);
        return true;
      });
    },
    committed(ids) {
      for (const { id } of ids) absent.delete(id);
    },
  };
}

// --- internal ---

/** Ids asked about but never given would pile up. */
const MOST_REMEMBERED = 200_000;
