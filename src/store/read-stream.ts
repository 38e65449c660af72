import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import type { Compilable } from "kysely";
import { whenFree, type SqliteOptions } from "./sqlite-dialect.ts";

/** Gives the rows of a query as they are when reading begins, with few of them in memory at a time. */
export type ReadStream = <R>(query: Compilable<R>) => AsyncIterable<R>;

/**
 * Reads by a connection of its own: what is written meanwhile, by this process too, changes nothing of what is read, and
 * whoever reads may do so slowly, and use the store in between.
 */
export function createReadStream({ database, place, waitMs }: SqliteOptions): ReadStream {
  return async function* <R>(query: Compilable<R>) {
    const { sql, parameters } = query.compile();
    const values = parameters as SQLInputValue[];
    const path = database.location();
    // What lies in memory is small, and no other connection sees it.
    if (path === null) return yield* database.prepare(sql).all(...values) as R[];
    const reader = await whenFree(() => new DatabaseSync(path, { readOnly: true, timeout: BLOCKING_WAIT_MS }), {
      place,
      waitMs,
    });
    try {
      const begin = () => {
        const rows = reader.prepare(sql).iterate(...values) as Iterator<R>;
        return { rows, some: take(rows) };
      };
      const first = await whenFree(begin, { place, waitMs });
      let { some } = first;
      while (some.length > 0) {
        yield* some;
        // Once begun it meets no lock, and what fails cannot be tried again.
        some = await whenFree(() => take(first.rows), { place, waitMs: 0 });
      }
    } finally {
      reader.close();
    }
  };
}

// --- internal ---

/** How long SQLite itself waits for a lock: it blocks the event loop meanwhile, so the longer wait is ours. */
const BLOCKING_WAIT_MS = 20;

const ROWS_AT_ONCE = 500;

function take<T>(from: Iterator<T>): T[] {
  const taken: T[] = [];
  while (taken.length < ROWS_AT_ONCE) {
    const next = from.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}
