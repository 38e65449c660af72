import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Kysely } from "kysely";
import type { FileStore } from "../dispatch/ports.ts";
import { parseEntryId } from "./entries.ts";
import { toStoreFault } from "./faults.ts";
import type { Schema } from "./schema.ts";

/** The files of War Room entries: their bytes in `folder`, under their ids, what is known of them in the store. */
export function createFiles(db: Kysely<Schema>, folder: string): FileStore {
  return {
    folder,

    record: async (file, now) => {
      const { investigationId, info, ...columns } = file;
      await db
        .insertInto("file")
        .values({ ...columns, info: info ? 1 : 0, investigation_id: investigationId, created_at: now })
        .execute();
    },

    find: async (entryId) => {
      const parsed = parseEntryId(entryId);
      if (parsed === undefined) return undefined;
      const row = await db
        .selectFrom("entry")
        .innerJoin("file", "file.id", "entry.file_id")
        .select(COLUMNS)
        .select(["file.info", "file.investigation_id"])
        .where("entry.investigation_id", "=", parsed.investigationId)
        .where("entry.n", "=", parsed.n)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { info, investigation_id: investigationId, ...columns } = row;
      return { file: { ...columns, info: info === 1, investigationId }, path: join(folder, row.id) };
    },
  };
}

/**
 * Makes the folder, for this user only, and removes the partial files that a process which died has left there.
 * One that is younger than a day may still be written.
 */
export function prepareFolder(folder: string, { place, now }: { place: string; now: number }): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) {
      if (name.endsWith(PARTIAL)) removeIfOld(join(folder, name), now);
    }
  } catch (thrown) {
    throw toStoreFault(thrown, place);
  }
}

// --- internal ---

/** How the name of a file ends while it is being written. */
const PARTIAL = ".part";

/** What a stored file and its row call by the same name. */
const COLUMNS = [
  "file.id",
  "file.name",
  "file.size",
  "file.md5",
  "file.sha1",
  "file.sha256",
  "file.sha512",
  "file.type",
  "file.extension",
] as const;

const DAY_MS = 86_400_000;

function removeIfOld(path: string, now: number): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || now - stats.mtimeMs <= DAY_MS) return;
  rmSync(path, { force: true });
}
