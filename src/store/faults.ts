import { StoreError, type SoarError } from "../errors.ts";

/** Whether SQLite refused because another connection holds a lock. */
export function isBusy(thrown: unknown): boolean {
  const code = primaryCode(thrown);
  return code === Sqlite.busy || code === Sqlite.locked;
}

/**
 * What went wrong with the store at `place`, as an error that says what to do. What is no fault of the database (a
 * defect in a statement, a broken constraint) is given back as it is.
 */
export function toStoreFault(thrown: unknown, place: string): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const code = isShort(thrown) ? Sqlite.full : (primaryCode(thrown) ?? systemCode(thrown));
  return faults[code]?.(place, thrown) ?? thrown;
}

// --- internal ---

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html. */
const Sqlite = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notDatabase: 26,
} as const;

/** SQLITE_IOERR_SHMSIZE */
const SHARED_MEMORY_SIZE = 10 | (19 << 8);

type Fault = (place: string, cause: Error) => SoarError;

const lockedFault: Fault = (place, cause) =>
  new StoreError(
    `${place} is locked by another process.`,
    "Wait until it has finished or end it, then try again. Nothing of this call was stored.",
    { cause },
  );

const deniedFault: Fault = (place, cause) =>
  new StoreError(
    `${place} may not be written: ${cause.message}.`,
    "Make the file and its folder writable for this user, or name another store with --store sqlite:PATH.",
    { cause },
  );

const damagedFault: Fault = (place, cause) =>
  new StoreError(
    `${place} is damaged: ${cause.message}.`,
    "Restore it from a backup, or move it aside to begin with an empty store. `sqlite3 FILE .recover` may save its rows.",
    { cause },
  );

const fullFault: Fault = (place, cause) =>
  new StoreError(
    `${place} cannot grow: the disk is full.`,
    "Free some space and try again. Nothing of this call was stored, what was stored before is whole.",
    { cause },
  );

const diskFault: Fault = (place, cause) =>
  new StoreError(
    `${place} cannot be read or written: ${cause.message}.`,
    "Check the disk that it lies on, and what limits files on it (quota, ulimit -f). What was stored before is whole as " +
      "far as the disk is.",
    { cause },
  );

const openFault: Fault = (place, cause) =>
  new StoreError(
    `${place} cannot be opened: ${cause.message}.`,
    "Check that the path is a file in a folder that this user may write, or name another store with --store sqlite:PATH.",
    { cause },
  );

const faults: Partial<Record<number | string, Fault>> = {
  [Sqlite.busy]: lockedFault,
  [Sqlite.locked]: lockedFault,
  [Sqlite.readOnly]: deniedFault,
  [Sqlite.inputOutput]: diskFault,
  [Sqlite.corrupt]: damagedFault,
  [Sqlite.full]: fullFault,
  [Sqlite.cannotOpen]: openFault,
  [Sqlite.notDatabase]: (place, cause) =>
    new StoreError(
      `${place} is not a soarkit store: the file is no database.`,
      "Name another file with --store sqlite:PATH; soarkit creates it.",
      { cause },
    ),
  EACCES: deniedFault,
  EPERM: deniedFault,
  EROFS: deniedFault,
  ENOSPC: fullFault,
  EDQUOT: fullFault,
  ENOENT: openFault,
  ENOTDIR: openFault,
  EEXIST: openFault,
  EISDIR: openFault,
  EIO: diskFault,
  ELOOP: openFault,
  ENAMETOOLONG: openFault,
};

/** SQLite's result code without its extension, if the error came from there. */
function primaryCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !("errcode" in thrown) || typeof thrown.errcode !== "number") return undefined;
  return thrown.errcode & 0xff;
}

/** Whether it was the file of shared memory that found no room: SQLite calls that an I/O error. */
function isShort(thrown: Error): boolean {
  return "errcode" in thrown && thrown.errcode === SHARED_MEMORY_SIZE;
}

/** The operating system's code of a failed file operation. */
function systemCode(thrown: Error): string {
  return "code" in thrown ? String(thrown.code) : "";
}
