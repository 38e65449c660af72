import { accessSync, closeSync, constants, existsSync, openSync } from "node:fs";

/** Another process, or another part of this one, has the file. */
export class FileLockedError extends Error {}

/**
 * Keeps every other process, and every other part of this one, away from the file at `path`. It is a lock of the
 * operating system on a file beside it, taken through SQLite, which knows how on each of them: it ends with the process,
 * however that ends, so none is ever left behind.
 * @returns what gives it up
 * @throws FileLockedError · the system's error when the file beside it cannot be made
 */
export async function lockFile(path: string): Promise<() => void> {
  const { DatabaseSync } = await import("node:sqlite");
  const beside = `${path}.lock`;
  makeIfAbsent(beside);
  const database = new DatabaseSync(beside);
  try {
    database.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    throw new FileLockedError(`${path} is in use`, { cause });
  }
  return () => database.close();
}

// --- internal ---

/** SQLite would not say why it cannot. */
function makeIfAbsent(path: string): void {
  // Where it is there, it must not be opened: to close it again would take away every lock that this process has on it.
  if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
  else closeSync(openSync(path, "a", 0o600));
}
