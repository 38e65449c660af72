import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from "kysely";
import { isBusy, toStoreFault } from "./faults.ts";

/**
 * Kysely on Node's own SQLite. Every transaction begins IMMEDIATE: one that reads first and writes later would
 * otherwise fail with BUSY whenever another process wrote in between. A locked database is asked again until `waitMs`
 * have passed, without blocking the event loop for long.
 */
export function createSqliteDialect(options: SqliteOptions): Dialect {
  return {
    createDriver: () => createDriver(options),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

export interface SqliteOptions {
  database: DatabaseSync;
  /** The store's URL, for messages. */
  place: string;
  /** How long to wait for another process's lock, in milliseconds. */
  waitMs: number;
}

/**
 * Runs `attempt` until it does not meet a lock of another process, at most `waitMs`.
 * @throws StoreError for every fault of the database, a lock that outlasts the wait among them.
 */
export async function whenFree<T>(attempt: () => T, { place, waitMs }: Omit<SqliteOptions, "database">): Promise<T> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    try {
      return attempt();
    } catch (thrown) {
      if (!isBusy(thrown) || performance.now() >= deadline) throw toStoreFault(thrown, place);
    }
    // Drawn, so that processes which wait for the same lock do not meet again at the same moment.
    await sleep(1 + Math.random() * LONGEST_PAUSE_MS);
  }
}

// --- internal ---

const LONGEST_PAUSE_MS = 20;

/** How long a lock is waited for that has outlasted one wait: what fails must not take twice the time to say so. */
const IMPATIENT_MS = 500;

function createDriver(options: SqliteOptions): Driver {
  const { database } = options;
  let waitMs = options.waitMs;
  const free: WhenFree = async (attempt) => {
    try {
      return await whenFree(attempt, { ...options, waitMs });
    } catch (thrown) {
      if (thrown instanceof Error && isBusy(thrown.cause)) waitMs = Math.min(options.waitMs, IMPATIENT_MS);
      throw thrown;
    }
  };
  const connection = createConnection(database, free);
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: async () => {
      await free(() => database.exec("begin immediate"));
      // Reading says nothing about the lock; this does.
      waitMs = options.waitMs;
    },
    commitTransaction: () => free(() => database.exec("commit")),
    rollbackTransaction: async () => {
      // A full disk or a failing one makes SQLite roll back by itself; a second rollback would hide the first error.
      if (database.isTransaction) database.exec("rollback");
    },
    releaseConnection: () => Promise.resolve(),
    destroy: async () => database.close(),
  };
}

type WhenFree = <T>(attempt: () => T) => Promise<T>;

function createConnection(database: DatabaseSync, free: WhenFree): DatabaseConnection {
  return {
    executeQuery: <R>(query: CompiledQuery) => free(() => execute<R>(database, query)),
    streamQuery: () => {
      throw new Error("The store reads whole results; nothing of it streams.");
    },
  };
}

function execute<R>(database: DatabaseSync, { sql, parameters }: CompiledQuery): QueryResult<R> {
  const statement = database.prepare(sql);
  const values = parameters as SQLInputValue[];
  if (statement.columns().length > 0) return { rows: statement.all(...values) as R[] };
  const { changes } = statement.run(...values);
  return { rows: [], numAffectedRows: BigInt(changes) };
}
