import type { IdSet } from "./id-set.ts";

/** Sets of ids that were read lately, by the key of their row. */
export interface IdCache {
  get(key: string): IdSet | undefined;
  add(key: string, ids: IdSet): void;
  /** Lets go of one that will not be asked for again. */
  remove(key: string): void;
}

/** Keeps the sets used last, of at most so many bytes together. */
export function createIdCache(mostBytes: number): IdCache {
  const sets = new Map<string, IdSet>();
  let bytes = 0;
  const remove = (key: string) => {
    bytes -= sets.get(key)?.length ?? 0;
    sets.delete(key);
  };
  return {
    get(key) {
      const ids = sets.get(key);
      if (ids === undefined) return undefined;
      // A map keeps the order in which keys were put in: the one used last comes last.
      sets.delete(key);
      sets.set(key, ids);
      return ids;
    },
    add(key, ids) {
      remove(key);
      sets.set(key, ids);
      bytes += ids.length;
      for (const oldest of sets.keys()) {
        if (bytes <= mostBytes) return;
        remove(oldest);
      }
    },
    remove,
  };
}
