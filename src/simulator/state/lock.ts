import { closeSync, openSync } from "node:fs";
import { ArgumentError } from "../../errors.ts";

/**
 * Keeps every other process, and every other simulator of this one, away from the state file at `path`. It is a lock of
 * the operating system on a file beside it, taken through SQLite, which knows how on each of them: it ends with the
 * process, however that ends, so none is ever left behind.
 * @returns what gives it up
 * @throws ArgumentError when another one has it, or the file cannot be made
 */
export async function lockStateFile(path: string): Promise<() => void> {
  const { DatabaseSync } = await import("node:sqlite");
  const beside = `${path}.lock`;
  makeIfAbsent(beside, path);
  const database = new DatabaseSync(beside);
  try {
    database.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    throw new ArgumentError(
      `Another simulator is running on the state file ${path}.`,
      "End that one first, or give this one a file of its own.",
      { cause },
    );
  }
  return () => database.close();
}

// --- internal ---

/** SQLite would not say why it cannot. */
function makeIfAbsent(beside: string, path: string): void {
  try {
    closeSync(openSync(beside, "a", 0o600));
  } catch (cause) {
    throw new ArgumentError(
      `The state file ${path} cannot be kept there: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "Name a file in a folder that exists and that this user may write to.",
      { cause },
    );
  }
}
