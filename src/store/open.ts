import { dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import type { EffectJournal, FileStore, Investigations } from "../dispatch/ports.ts";
import type { BudgetReader, BudgetStore, TokenStore } from "../http/ports.ts";
import type { EventStore } from "../events/events.ts";
import type { SourceStore } from "../events/source/ports.ts";
import type { FetchStore } from "../incidents/fetch.ts";
import type { IncidentStore } from "../incidents/incident.ts";
import type { MirrorStore } from "../incidents/mirror.ts";
import { createBudget } from "./budget.ts";
import { createEffects } from "./effects.ts";
import { createEvents, type KeptEvents } from "./events.ts";
import { createFetch } from "./fetch.ts";
import { createFiles, prepareFolder } from "./files.ts";
import { createHistory, type History } from "./history.ts";
import { createIncidents } from "./incidents.ts";
import { createInvestigations } from "./investigations.ts";
import { createMirror } from "./mirror.ts";
import { migrate } from "./migrate.ts";
import { createReadStream } from "./read-stream.ts";
import type { Schema } from "./schema.ts";
import { createSources } from "./sources.ts";
import { createSqliteDialect } from "./sqlite-dialect.ts";
import { openSqlite } from "./sqlite.ts";
import { storePath } from "./store-path.ts";
import { createTokens } from "./tokens.ts";

/** All that soarkit keeps. Safe for several processes at once. */
export interface Store {
  investigations: Investigations;
  effects: EffectJournal;
  files: FileStore;
  fetch: FetchStore;
  events: EventStore & KeptEvents;
  incidents: IncidentStore;
  mirror: MirrorStore;
  sources: SourceStore;
  tokens: TokenStore;
  budget: BudgetStore & BudgetReader;
  history: History;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Epoch milliseconds. */
  now: () => number;
  /** How long to wait for a lock that another process holds. @default 10000 */
  lockWaitMs?: number;
  /** How much JSON a context may be, in bytes. @default 33554432 (32 MiB) */
  maxContextBytes?: number;
}

/** How long a lock of another process is waited for, unless said otherwise. */
export const LOCK_WAIT_MS = 10_000;

/**
 * Opens the store at `url` (`sqlite:PATH`, a relative path counts from the working directory), creates it if it is not
 * there, and brings its schema up to date. Files lie in the folder `files` beside the database.
 * @throws ParameterError if the URL is none that soarkit can open.
 * @throws StoreError if the store cannot be opened or written, is damaged, or was written by a newer soarkit.
 */
export async function openStore(url: string, options: StoreOptions): Promise<Store> {
  const path = storePath(url);
  const place = `The store ${path}`;
  const { database, tables } = await openSqlite(path, { place, waitMs: options.lockWaitMs ?? LOCK_WAIT_MS });
  return assembleStore({ ...options, database, tables, place, folder: join(dirname(path), "files") });
}

/** The store on an open database; closes it when it cannot be used. */
export async function assembleStore({
  database,
  tables,
  place,
  folder,
  now,
  lockWaitMs = LOCK_WAIT_MS,
  maxContextBytes = MAX_CONTEXT_BYTES,
}: StoreOptions & {
  database: DatabaseSync;
  /** The names of the tables it holds. */
  tables: readonly string[];
  /** What messages call the store. */
  place: string;
  /** For files. */
  folder: string;
}): Promise<Store> {
  const sqlite = { database, place, waitMs: lockWaitMs };
  const db = new Kysely<Schema>({ dialect: createSqliteDialect(sqlite) });
  try {
    await migrate(db, { tables, place, now: now() });
    prepareFolder(folder, { place, now: now() });
  } catch (thrown) {
    await db.destroy();
    throw thrown;
  }
  const history = createHistory(db, now);
  return {
    investigations: createInvestigations(db, { maxContextBytes, lines: history }),
    effects: createEffects(db),
    files: createFiles(db, folder),
    fetch: createFetch(db),
    events: createEvents(db, { stream: createReadStream(sqlite), now }),
    incidents: createIncidents(db),
    mirror: createMirror(db),
    sources: createSources(db, now),
    tokens: createTokens(db, now),
    budget: createBudget(db, now),
    history,
    close: async () => {
      // Lines that cannot be kept are no reason to fail a command that has run.
      await history.flush().catch(() => undefined);
      await db.destroy();
    },
  };
}

// --- internal ---

const MAX_CONTEXT_BYTES = 32 * 1024 * 1024;
