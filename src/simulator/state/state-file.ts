import { open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { ArgumentError } from "../../errors.ts";
import type { Knob } from "../simulator.ts";
import { createAppender } from "./append.ts";
import { parseEntry, toLine, type StateEntry } from "./entry.ts";
import { checkAsked, MARK, newHeader, parseHeader, type Asked, type StateHeader } from "./header.ts";
import { DamagedLineError, linesOf, type Line } from "./lines.ts";
import { lockStateFile } from "./lock.ts";

/** A simulator's state on disk: what it was started with, and every request that has changed it since. */
export interface StateFile {
  header: StateHeader;
  /** Real time, epoch milliseconds. */
  now: () => number;
  /**
   * Gives every request kept so far, in order, then makes the file ready for more: a new one gets its first line, one
   * whose last line is torn loses it. To be called once, before `append`.
   * @throws ArgumentError for a damaged line, and for what `repeat` throws
   */
  replay(repeat: (entry: StateEntry) => void): Promise<void>;
  /** Whether `replay` was called. */
  isReplayed(): boolean;
  /** Keeps a change that was made just now. */
  append: (entry: Omit<StateEntry, "real">) => void;
  /** Resolves when all that was appended is on the disk. @throws Error once a write has failed, and ever after */
  written(): Promise<void>;
  /** Waits for what was appended, and lets others have the file. May be called again. */
  close(): Promise<void>;
}

/**
 * Opens the state file at `path`, or begins one, and keeps others away from it.
 * @throws ArgumentError when another simulator runs on it, when it is no state file or that of another integration, or
 *   when it was made with other options than `asked`
 */
export async function openStateFile(
  path: string,
  wanted: { asked: Asked; integration: string; knobs: readonly Knob[]; now: () => number },
): Promise<StateFile> {
  const { asked, integration, knobs, now } = wanted;
  const unlock = await lockStateFile(path);
  let file: FileHandle | undefined;
  try {
    file = await openFile(path);
    const first = await firstLine(file, path);
    const header = first === undefined ? newHeader(asked, integration, knobs, now) : asHeader(first, path);
    if (first !== undefined) checkAsked(header, asked, integration, knobs, path);
    return createStateFile(file, { path, header, isNew: first === undefined, unlock, now });
  } catch (error) {
    await file?.close();
    unlock();
    throw error;
  }
}

// --- internal ---

function createStateFile(
  file: FileHandle,
  settings: { path: string; header: StateHeader; isNew: boolean; unlock: () => void; now: () => number },
): StateFile {
  const { path, header, isNew, unlock, now } = settings;
  const appender = createAppender(file);
  let isReplayed = false;
  let isOpen = true;

  async function begin(): Promise<void> {
    await file.truncate(0);
    appender.append(`${JSON.stringify(header)}\n`);
    await appender.written();
    await syncFolder(dirname(path));
  }

  return {
    header,
    now,
    isReplayed: () => isReplayed,
    replay: async (repeat) => {
      isReplayed = true;
      if (isNew) return begin();
      let end = 0;
      for await (const line of damagedNamed(linesOf(file), path)) {
        if (line.number > 1) repeatLine(line, repeat, path);
        end = line.end;
      }
      // Its request was never answered.
      await file.truncate(end);
    },
    append: (entry) => appender.append(toLine({ ...entry, real: now() })),
    written: () => appender.written(),
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      // A write that failed has been told to everyone who waited for it.
      await appender.written().catch(() => undefined);
      await file.close();
      unlock();
    },
  };
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    // Appends wherever it ends, and can be cut.
    return await open(path, "a+", 0o600);
  } catch (cause) {
    throw new ArgumentError(
      `The state file ${path} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "Name a file that this user may read and write.",
      { cause },
    );
  }
}

/**
 * @returns undefined for a file that is empty, or was only begun when its simulator was killed
 * @throws ArgumentError for any other file
 */
async function firstLine(file: FileHandle, path: string): Promise<string | undefined> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(MARK.length), 0, MARK.length, 0);
  const beginning = buffer.toString("latin1", 0, bytesRead);
  if (!MARK.startsWith(beginning)) throw foreign(path);
  const first = await damagedNamed(linesOf(file), path).next();
  return first.done ? undefined : first.value.text;
}

function asHeader(line: string, path: string): StateHeader {
  const header = parseHeader(line);
  if (header) return header;
  throw damaged(path, 1, "it does not say what the simulator was started with");
}

function repeatLine({ text, number }: Line, repeat: (entry: StateEntry) => void, path: string): void {
  const entry = parseEntry(text);
  if (!entry) throw damaged(path, number, "it is no request");
  try {
    repeat(entry);
  } catch (cause) {
    throw damaged(path, number, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

async function* damagedNamed(lines: AsyncIterable<Line>, path: string): AsyncGenerator<Line, undefined> {
  let read = 0;
  try {
    for await (const line of lines) {
      read = line.number;
      yield line;
    }
  } catch (error) {
    throw error instanceof DamagedLineError ? damaged(path, read + 1, error.message, error) : error;
  }
  return undefined;
}

function foreign(path: string): ArgumentError {
  return new ArgumentError(
    `${path} is no state file of a simulator.`,
    "Name a new file, or one that --state has made.",
  );
}

function damaged(path: string, line: number, why: string, cause?: unknown): ArgumentError {
  return new ArgumentError(
    `The state file ${path} cannot be played back, line ${String(line)}: ${why}.`,
    "It is damaged, or another version of the simulator made it. Begin a new state file.",
    { cause },
  );
}

/** Without it a power cut could take the new file back. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
