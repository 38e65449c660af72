// What the dispatcher needs kept. The store implements it.
import type { Json, JsonObject } from "../json.ts";
import type { Entry } from "../output/entry.ts";
import type { SavedFile } from "../output/file.ts";

/** An incident's War Room and context; "playground" is the one without an incident. */
export interface Investigations {
  context(investigationId: string): Promise<JsonObject>;
  /**
   * Appends entries and changes the context in one transaction, serialised per investigation. The entries are given
   * their IDs (`n@investigation`) first. `change` gets the context as it is at that moment and the entries with their
   * IDs, and gives the new context (the very same object when nothing changes); it may be called again if another
   * process was faster. Gives the entries with their IDs.
   */
  append(
    investigationId: string,
    entries: Entry[],
    change: (context: JsonObject, entries: Entry[]) => JsonObject,
    now: number,
  ): Promise<Entry[]>;
  /** Oldest first. */
  entries(investigationId: string): Promise<Entry[]>;
}

export type EffectOutcome = "applied" | "failed" | "unknown";

/** One write as recorded: before it is sent and after. */
export interface Effect {
  id: string;
  runId: string;
  taskId: string;
  instance: string;
  command: string;
  /** Secret arguments masked. */
  args: Record<string, Json>;
  intendedAt: number;
  outcome?: EffectOutcome;
  finishedAt?: number;
}

export interface EffectJournal {
  /** Records the intent before anything is sent, or gives the one recorded before under the same id. */
  intend(effect: Effect): Promise<{ effect: Effect; isNew: boolean }>;
  finish(id: string, outcome: EffectOutcome, now: number): Promise<void>;
}

/** A file of the War Room as stored. */
export interface StoredFile extends SavedFile {
  investigationId: string;
}

export interface FileStore {
  /** Where files live: each under its id, and those being written under their id with `.part` behind it. */
  folder: string;
  record(file: StoredFile, now: number): Promise<void>;
  /** The file of a War Room entry. */
  find(entryId: string): Promise<{ file: StoredFile; path: string } | undefined>;
}
