import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { JsonObject } from "../json.ts";
import { readJsonObject } from "./json-column.ts";
import { storePath } from "./store-path.ts";

/** A look at what the store holds, for proposing it to a person who types. */
export interface Peek {
  /** The newest whose id begins so. */
  incidents(prefix: string): { id: string; name: string }[];
  /** Empty where it is too large to be read in passing. */
  context(investigationId: string): JsonObject;
  /** The entries of an investigation that hold a file, the newest first. */
  files(investigationId: string): { entryId: string; name: string }[];
  /** Command lines as they were run, the newest first. */
  lines(): string[];
  /** The names of the sources of events. */
  collectors(): string[];
  close(): void;
}

/**
 * Looks into the store at `url`: only reads, waits for no lock, and neither creates nor migrates it, so that pressing
 * a key has no consequences. Undefined when there is no store yet.
 * @throws ParameterError if the URL is none that soarkit can open; what SQLite says of a file that is no such store
 */
export function peekStore(url: string): Peek | undefined {
  const path = storePath(url);
  if (!existsSync(path)) return undefined;
  const database = new DatabaseSync(path, { readOnly: true });
  const texts = (sql: string, ...values: string[]) =>
    database
      .prepare(sql)
      .all(...values)
      .map((row) => Object.values(row).map(String));
  return {
    incidents: (prefix) =>
      texts(INCIDENTS, `${prefix.replace(/\D/g, "")}%`).map(([id = "", name = ""]) => ({ id, name })),
    context: (id) => {
      const [[json] = []] = texts(CONTEXT, id);
      return json === undefined ? {} : readJsonObject(json, `context of investigation ${id}`);
    },
    files: (id) => texts(FILES, id).map(([n = "", name = ""]) => ({ entryId: `${n}@${id}`, name })),
    lines: () => texts("SELECT line FROM history ORDER BY n DESC LIMIT 1000").flat(),
    collectors: () => texts("SELECT name FROM source ORDER BY name LIMIT 100").flat(),
    close: () => database.close(),
  };
}

// --- internal ---

const INCIDENTS =
  "SELECT CAST(number AS TEXT), name FROM incident WHERE CAST(number AS TEXT) LIKE ? ORDER BY number DESC LIMIT 100";

/** A context of this size takes a tenth of a second to read. */
const CONTEXT = "SELECT json FROM context WHERE investigation_id = ? AND length(json) < 4000000";

const FILES =
  "SELECT entry.n, file.name FROM entry JOIN file ON file.id = entry.file_id WHERE entry.investigation_id = ? ORDER BY entry.n DESC LIMIT 100";
