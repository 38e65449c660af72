import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { toStoreFault } from "./faults.ts";
import { storePath } from "./store-path.ts";
import { whenFree } from "./sqlite-dialect.ts";

/** How a store is, beside what it holds. */
export interface StoreFacts {
  path: string;
  bytes: number;
  /** Of the write-ahead log. */
  walBytes: number;
  /** SQLite's journal mode; `wal` as it should be. */
  journal: string;
  /** Of the schema. */
  version: number;
  /** What SQLite says is damaged. */
  faults: string[];
  /** Whether damage was looked for: in a large store it is not. */
  isChecked: boolean;
}

/**
 * Looks at a store that was opened before, and whether it can be written; changes nothing.
 * @throws StoreError when it cannot be written, or a lock of another process outlasts `lockWaitMs`
 */
export async function inspectStore(url: string, { lockWaitMs }: { lockWaitMs: number }): Promise<StoreFacts> {
  const path = storePath(url);
  const place = `The store ${path}`;
  const wait = { place, waitMs: lockWaitMs };
  const database = openFile(path, place);
  try {
    // Only a lock for writing tells whether it can be written; that alone leaves no trace.
    await whenFree(() => database.exec("BEGIN IMMEDIATE; ROLLBACK"), wait);
    const bytes = statSync(path).size;
    const isChecked = bytes <= MOST_CHECKED_BYTES;
    const rows = isChecked ? await whenFree(() => database.prepare(QUICK_CHECK).all(), wait) : [];
    const found = rows.map((row) => String(Object.values(row)[0]));
    return {
      path,
      bytes,
      walBytes: statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0,
      journal: String(database.prepare("PRAGMA journal_mode").get()?.journal_mode),
      version: Number(database.prepare("SELECT max(version) AS version FROM schema_version").get()?.version),
      faults: found.filter((text) => text !== "ok"),
      isChecked,
    };
  } catch (thrown) {
    throw toStoreFault(thrown, place);
  } finally {
    database.close();
  }
}

// --- internal ---

/** SQLite reads all of it, at some hundred MB a second. */
const MOST_CHECKED_BYTES = 200_000_000;

/** Three of the faults say enough. */
const QUICK_CHECK = "PRAGMA quick_check(3)";

function openFile(path: string, place: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 20 });
  } catch (thrown) {
    throw toStoreFault(thrown, place);
  }
}
