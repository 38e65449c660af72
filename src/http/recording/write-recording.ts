import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { StoreError } from "../../errors.ts";
import { readRecording } from "./read-recordings.ts";
import type { Recording } from "./recording.ts";

/**
 * Writes a recording to `<command>.json` in the folder, or to `<command>-2.json` and so on where other arguments have
 * that file; the same command and arguments overwrite theirs. Whole or not at all, for the owner's eyes only. `isFree`
 * says whether a file may be overwritten. Gives the path.
 * @throws StoreError
 */
export async function writeRecording(
  folder: string,
  recording: Recording,
  isFree: (path: string) => boolean = () => true,
): Promise<string> {
  await makeFolder(folder);
  const path = await pathFor(folder, recording, isFree);
  const part = `${path}.${randomBytes(6).toString("hex")}.part`;
  try {
    await writeFile(part, `${JSON.stringify(recording, undefined, 2)}\n`, { mode: 0o600, flag: "wx" });
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
    throw refused(folder, cause);
  }
  return path;
}

/** @throws StoreError where recordings cannot be written */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw refused(folder, cause);
  });
}

// --- internal ---

async function pathFor(folder: string, recording: Recording, isFree: (path: string) => boolean): Promise<string> {
  const base = recording.command.replaceAll(/[^\w.-]/g, "_");
  for (let number = 1; ; number++) {
    const path = join(folder, `${base}${number === 1 ? "" : `-${number}`}.json`);
    if (!existsSync(path)) return path;
    if (isFree(path) && (await isOf(path, recording))) return path;
  }
}

async function isOf(path: string, { command, args }: Recording): Promise<boolean> {
  const found = await readRecording(path).catch(() => undefined);
  if (!found || !("recording" in found)) return false;
  return found.recording.command === command && isDeepStrictEqual(found.recording.args, args);
}

function refused(folder: string, cause: unknown): StoreError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new StoreError(
    `The recording cannot be written to ${folder}: ${why}.`,
    "Name a folder that you may write to with --record DIR, with room on its disk.",
    { cause },
  );
}
