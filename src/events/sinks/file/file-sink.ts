import { constants } from "node:fs";
import { open, rename, stat, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { durableStep } from "../../../durable-step.ts";
import { SinkError } from "../../../errors.ts";
import { FileLockedError, lockFile } from "../../../file-lock.ts";
import { throwIfStopped } from "../../../http/interruption.ts";
import type { Json } from "../../../json.ts";
import type { SentEvent } from "../../events.ts";
import type { Sink } from "../../sink.ts";
import { chunksOf } from "../chunks.ts";
import { fileFault } from "./file-fault.ts";
import { finishedPath, highestFinished } from "./finished.ts";
import { whereToGoOn } from "./go-on.ts";
import { makeFolder } from "./make-folder.ts";
import { parsePosition, type FilePosition } from "./position.ts";
import { readState, syncFolder, writeState, type FileState } from "./state.ts";

export interface FileSinkOptions {
  name: string;
  /** Absolute. */
  path: string;
  /** From how many bytes on a file is finished and a new one begun. */
  rotateBytes: number;
  /** Who writes to it: nobody else may go on with its files. */
  owner: string;
  /** Makes an identifier that no other has. */
  newId: () => string;
}

/**
 * Lines of JSON at the end of a file. A full file is renamed (`events.ndjson` to `events.000001.ndjson`) and never
 * changes again; that happens only between pages, so a file may grow beyond the bound by what a page alone has more.
 */
export function createFileSink({ name, path, rotateBytes, owner, newId }: FileSinkOptions): Sink {
  let unlock: (() => void) | undefined;
  let current: { file: FileHandle; state: FileState; offset: number } | undefined;
  let hasWritten = false;

  return {
    name,
    guarantee: "exactly once",
    resume: (position) => named(() => resume(position)),
    write: (events, signal) => named(() => write(events, signal)),
    close: () => named(leave),
  };

  async function named<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw fileFault(thrown, path);
    }
  }

  async function resume(value: Json): Promise<void> {
    await closeFile();
    unlock ??= await lock(path);
    try {
      current = await goOn(value);
    } catch (error) {
      await leave();
      throw error;
    }
    hasWritten = false;
  }

  async function goOn(value: Json): Promise<NonNullable<typeof current>> {
    const position = positionOf(value, path);
    const found = {
      path,
      owner,
      size: await sizeOf(path),
      state: await readState(path),
      highest: await highestFinished(path),
      finishedSize: position && (await sizeOf(finishedPath(path, position.file))),
    };
    const { state, offset } = whereToGoOn(position, found, newId);
    const file = await openToAppend(path);
    try {
      await cut(file, offset, { isOurs: state.first !== offset, path });
      await writeState(path, state);
      return { file, state, offset: (await file.stat()).size };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async function write(events: readonly SentEvent[], signal: AbortSignal): Promise<Json> {
    throwIfStopped(signal);
    let standing = standingFile();
    const { first } = standing.state;
    // Another page can only follow one that was committed.
    if (first !== undefined && hasWritten) standing.state = await settle(standing.state);
    const isFull = standing.offset > 0 && isMoreThan(rotateBytes - standing.offset, events);
    if (isFull && standing.state.first === undefined && events.length > 0) standing = await rotate(standing);
    if (events.length > 0) await append(standing, events, signal);
    hasWritten = true;
    const { state, offset } = standing;
    return { id: state.id, file: state.file, offset } satisfies FilePosition;
  }

  function standingFile() {
    if (current) return current;
    throw new SinkError(`${path} is not open: a write to it failed.`, "Collect again: it goes on from the last page.");
  }

  async function settle({ id, owner: by, file }: FileState): Promise<FileState> {
    const state = { id, owner: by, file };
    await writeState(path, state);
    return state;
  }

  async function append(
    standing: NonNullable<typeof current>,
    events: readonly SentEvent[],
    signal: AbortSignal,
  ): Promise<void> {
    const { file, offset } = standing;
    durableStep("sink to be written");
    try {
      for (const chunk of chunksOf(events)) {
        throwIfStopped(signal);
        await file.appendFile(chunk);
        standing.offset += chunk.length;
      }
      await file.datasync();
    } catch (error) {
      // Readers of the file find whole lines; where this fails too, `resume` does it.
      await file.truncate(offset).catch(() => undefined);
      await closeFile();
      throw error;
    }
    durableStep("sink written");
  }

  async function rotate({ state }: NonNullable<typeof current>): Promise<NonNullable<typeof current>> {
    const finished = finishedPath(path, state.file);
    if ((await sizeOf(finished)) !== undefined) {
      throw new SinkError(`${path} is full, and cannot become ${finished}: that is there.`, "Move that file away.");
    }
    await closeFile();
    await writeState(path, { ...state, isFinishing: true });
    await rename(path, finished);
    const next = { ...state, file: state.file + 1 };
    await writeState(path, next);
    current = { file: await openToAppend(path), state: next, offset: 0 };
    await syncFolder(dirname(path));
    durableStep("sink rotated");
    return current;
  }

  async function leave(): Promise<void> {
    await closeFile();
    unlock?.();
    unlock = undefined;
  }

  async function closeFile(): Promise<void> {
    const closing = current?.file;
    current = undefined;
    await closing?.close();
  }
}

// --- internal ---

/** Whether the lines come to more than so many bytes. They are counted only where the number of letters leaves doubt. */
function isMoreThan(bytes: number, events: readonly SentEvent[]): boolean {
  const letters = events.reduce((sum, { line }) => sum + line.length + 1, 0);
  // A letter has three bytes at most: those that have four count as two letters.
  if (letters > bytes || letters * 3 <= bytes) return letters > bytes;
  return events.reduce((sum, { line }) => sum + Buffer.byteLength(line) + 1, 0) > bytes;
}

async function lock(path: string): Promise<() => void> {
  await makeFolder(dirname(path));
  try {
    return await lockFile(path);
  } catch (cause) {
    if (!(cause instanceof FileLockedError)) throw cause;
    throw new SinkError(
      `Another collector is writing to ${path}.`,
      "Wait until it has ended, or name another file for this one.",
      { cause },
    );
  }
}

function positionOf(value: Json, path: string): FilePosition | undefined {
  const position = value === null ? undefined : parsePosition(value);
  if (value === null || position) return position;
  throw new SinkError(
    `What the store has kept of ${path} is no place in a file.`,
    "Another version of soarkit wrote it, or the sink of this name was of another type. Name another sink.",
  );
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    if (found.isFile()) return found.size;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  throw new SinkError(`${path} is no file.`, "Name a file, or write to standard output: --sink -.");
}

async function openToAppend(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, 0o600);
}

/** Takes back what stands behind `offset`, and begins on a line of its own. */
async function cut(
  file: FileHandle,
  offset: number,
  { isOurs, path }: { isOurs: boolean; path: string },
): Promise<void> {
  if (offset > 0) {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, offset - 1);
    const isLineEnd = buffer[0] === 0x0a;
    if (!isLineEnd && isOurs) {
      throw new SinkError(
        `${path} was changed: where the last line ended that was written to it, there is none now.`,
        `Put the file back as it was, or move it and ${path}.state away to begin a new one.`,
      );
    }
    await file.truncate(offset);
    if (!isLineEnd) await file.appendFile("\n");
  } else await file.truncate(0);
  await file.datasync();
}
