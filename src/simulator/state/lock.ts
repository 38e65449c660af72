import { ArgumentError } from "../../errors.ts";
import { FileLockedError, lockFile } from "../../file-lock.ts";

/**
 * Keeps every other process, and every other simulator of this one, away from the state file at `path`.
 * @returns what gives it up
 * @throws ArgumentError when another one has it, or the lock's file cannot be made
 */
export async function lockStateFile(path: string): Promise<() => void> {
  try {
    return await lockFile(path);
  } catch (cause) {
    if (cause instanceof FileLockedError) {
      throw new ArgumentError(
        `Another simulator is running on the state file ${path}.`,
        "End that one first, or give this one a file of its own.",
        { cause },
      );
    }
    throw new ArgumentError(
      `The state file ${path} cannot be kept there: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "Name a file in a folder that exists and that this user may write to.",
      { cause },
    );
  }
}
