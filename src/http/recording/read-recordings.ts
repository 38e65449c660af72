import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { ManifestError } from "../../errors.ts";
import { parseRecording, type ParsedRecording, type RecordingFile } from "./recording.ts";

/** The largest file that is read. A recording keeps less than half of it, see the recorder. */
export const MOST_FILE_BYTES = 256 * 1024 * 1024;

/**
 * The recordings in a folder and the folders below it, sorted by path. None when the folder does not exist.
 * @throws ManifestError naming every file that is no recording, and what is wrong with it
 */
export async function readRecordings(folder: string): Promise<RecordingFile[]> {
  const files: RecordingFile[] = [];
  const faults: string[] = [];
  for (const path of await jsonFiles(folder)) {
    const parsed = await readRecording(path);
    if ("recording" in parsed) files.push({ path, recording: parsed.recording });
    else faults.push(...parsed.faults.map((fault) => `${path}: ${fault}`));
  }
  if (faults.length === 0) return files;
  throw new ManifestError(
    `Not every file in ${folder} is a recording:\n${faults.slice(0, MOST_FAULTS).join("\n")}`,
    "Make these recordings again with --record, or move the files elsewhere.",
  );
}

/** One file as a recording, or all that is wrong with it. */
export async function readRecording(path: string): Promise<ParsedRecording> {
  const { size } = await stat(path);
  if (size > MOST_FILE_BYTES) return { faults: [`it has ${size} bytes; at most ${MOST_FILE_BYTES} are read`] };
  const text = await readFile(path, "utf8");
  try {
    return parseRecording(JSON.parse(text));
  } catch (error) {
    return { faults: [`it is no JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

// --- internal ---

const MOST_FAULTS = 100;

async function jsonFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw new ManifestError(`The recordings in ${folder} cannot be read.`, "Name a folder that can be read.", {
      cause: error,
    });
  });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json") && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
