import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { toStoreFault } from "./faults.ts";
import { whenFree } from "./sqlite-dialect.ts";

/**
 * Opens the database file at `path`, or creates it (0600) and its folder (0700): what is fetched is nobody else's to
 * read. Gives the connection, in WAL mode and with every commit forced to the disk, and the names of its tables.
 * @throws StoreError if the file cannot be opened or is no database.
 */
export async function openSqlite(
  path: string,
  options: { place: string; waitMs: number },
): Promise<{ database: DatabaseSync; tables: string[] }> {
  const database = openFile(path, options.place);
  try {
    await whenFree(() => useWal(database), options);
    database.exec("PRAGMA synchronous = FULL");
    const names = await whenFree(() => database.prepare(TABLE_NAMES).all(), options);
    return { database, tables: names.map(({ name }) => String(name)) };
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

// --- internal ---

/** How long SQLite itself waits for a lock: it blocks the event loop meanwhile, so the longer wait is ours. */
const BLOCKING_WAIT_MS = 20;

const TABLE_NAMES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

function openFile(path: string, place: string): DatabaseSync {
  try {
    makeFolder(dirname(path));
    createPrivately(path);
    return new DatabaseSync(path, { timeout: BLOCKING_WAIT_MS });
  } catch (thrown) {
    throw toStoreFault(thrown, place);
  }
}

/** Step by step: Node's own `recursive` never returns below a folder such as /proc, where nothing can be made. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  unlessThere(() => mkdirSync(path, { mode: 0o700 }));
}

/** SQLite would create the file readable for all; its WAL inherits the file's mode. */
function createPrivately(path: string): void {
  unlessThere(() => closeSync(openSync(path, "wx", 0o600)));
}

/** Another process may create the same at the same time. */
function unlessThere(create: () => void): void {
  try {
    create();
  } catch (thrown) {
    if (!(thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST")) throw thrown;
  }
}

/** When two processes switch a new file to WAL at once, one is refused at once with BUSY, whatever the timeout. */
function useWal(database: DatabaseSync): void {
  const mode = database.prepare("PRAGMA journal_mode").get()?.journal_mode;
  if (mode !== "wal") database.exec("PRAGMA journal_mode = WAL");
}
