import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { SinkError } from "../../../errors.ts";
import { isRecord } from "../../../json.ts";
import { isCount } from "./position.ts";

/** What is kept beside a file that events are written to, in `PATH.state`: whose it is, and which one of theirs. */
export interface FileState {
  /** As in the positions of whoever writes it. */
  id: string;
  /** Who writes it, for people. */
  owner: string;
  /** The number of the file at PATH. */
  file: number;
  /** It is being finished: where PATH is gone, it has been renamed. */
  isFinishing?: boolean;
  /** Nobody has learnt yet whether anything was ever committed. Where the file ended before the first page. */
  first?: number;
}

/**
 * The state beside the file at `path`; undefined where there is none.
 * @throws SinkError when it is damaged · the system's error
 */
export async function readState(path: string): Promise<FileState | undefined> {
  let text: string;
  try {
    text = await readFile(statePath(path), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const state = parseState(text);
  if (state) return state;
  throw new SinkError(
    `${statePath(path)} does not say which file of events this is: it is damaged.`,
    `Move it and ${path} away to begin a new file.`,
  );
}

/** Replaces the state, all or nothing, for good. */
export async function writeState(path: string, state: FileState): Promise<void> {
  const fresh = `${statePath(path)}.new`;
  const file = await open(fresh, "w", 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ format: FORMAT, ...state })}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(fresh, statePath(path));
  await syncFolder(dirname(path));
}

export function statePath(path: string): string {
  return `${path}.state`;
}

/** Without it a power cut could take back that a file was made or renamed. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

// --- internal ---

const FORMAT = "soar-sink-file/1";

function parseState(text: string): FileState | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value.format !== FORMAT) return undefined;
  const { id, owner, file, isFinishing, first } = value;
  if (typeof id !== "string" || typeof owner !== "string" || !isCount(file) || file === 0) return undefined;
  if (first !== undefined && !isCount(first)) return undefined;
  return {
    id,
    owner,
    file,
    ...(isFinishing === true ? { isFinishing } : {}),
    ...(first === undefined ? {} : { first }),
  };
}
