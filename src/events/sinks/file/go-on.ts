import { SinkError } from "../../../errors.ts";
import { finishedPath } from "./finished.ts";
import type { FilePosition } from "./position.ts";
import { statePath, type FileState } from "./state.ts";

/** What is found on the disk when a file sink goes on. */
export interface FoundFiles {
  path: string;
  /** Who goes on, for people. */
  owner: string;
  /** Bytes of the file at `path`; undefined where there is none. */
  size: number | undefined;
  state: FileState | undefined;
  /** The highest number of a finished file that is there; 0 without one. */
  highest: number;
  /** Bytes of the finished file that has the position's number; undefined where there is none. */
  finishedSize: number | undefined;
}

/** Where to go on. What the file holds behind `offset` was never committed. */
export interface GoOn {
  state: FileState;
  offset: number;
}

/**
 * Where a file sink goes on: right behind what the store knows to be written. `position` is undefined where it knows
 * nothing.
 * @throws SinkError where what was committed is not there, or what is there is not this collector's
 */
export function whereToGoOn(position: FilePosition | undefined, found: FoundFiles, newId: () => string): GoOn {
  if (position === undefined) return begin(found, newId);
  const { state, finishedSize, path } = found;
  if (state === undefined) return withoutState(position, found);
  if (state.id !== position.id) throw foreign(path, state);
  if (state.file < position.file || state.file > position.file + 1) throw apart(position, path, state.file);
  if (state.file === position.file + 1) {
    // The file at `path` was begun by a page that was never committed. Whoever took the finished one away may.
    if (finishedSize !== undefined && finishedSize > position.offset) throw apart(position, path, state.file);
    return { state: plain(state, state.file), offset: 0 };
  }
  if (state.isFinishing && found.size === undefined) return { state: plain(state, state.file + 1), offset: 0 };
  return { state: plain(state, state.file), offset: committed(position, found) };
}

// --- internal ---

function plain({ id, owner }: FileState, file: number): FileState {
  return { id, owner, file };
}

function begin({ path, owner, size = 0, state, highest }: FoundFiles, newId: () => string): GoOn {
  // What others wrote stays as it is, and events go behind it.
  if (state === undefined) return { state: { id: newId(), owner, file: highest + 1, first: size }, offset: size };
  // Of a collector that had nothing to write, nothing can be lost.
  const isUnwritten = state.first === 0 && size === 0;
  if (state.owner !== owner) {
    if (isUnwritten) return { state: { ...state, id: newId(), owner }, offset: 0 };
    throw foreign(path, state);
  }
  if (state.first !== undefined) {
    const offset = Math.min(state.first, size);
    return { state: { ...state, first: offset }, offset };
  }
  throw new SinkError(
    `${path} was written by this collector, but its store knows nothing of that.`,
    `If the store was deleted to begin anew, move ${path} and ${statePath(path)} away, or name another file.`,
  );
}

/** Somebody took the state away, which is how one says that a new file is to be begun; or the file was copied alone. */
function withoutState(position: FilePosition, found: FoundFiles): GoOn {
  const { path, owner, size = 0, highest, finishedSize } = found;
  const { id, file } = position;
  if (size === 0) return { state: { id, owner, file: Math.max(file, highest) + 1 }, offset: 0 };
  if (finishedSize === undefined) return { state: { id, owner, file }, offset: committed(position, found) };
  throw new SinkError(
    `Whether what ${path} holds was committed cannot be told: ${statePath(path)} is missing.`,
    `Put it back, or move ${path} away to begin a new file.`,
  );
}

function committed({ offset }: FilePosition, { path, size }: FoundFiles): number {
  if (size !== undefined && size >= offset) return offset;
  const what =
    size === undefined ? "is gone" : `has ${size.toString()} bytes, fewer than the ${offset.toString()} written to it`;
  throw new SinkError(
    `${path} ${what}: somebody has moved, cut or replaced it.`,
    `Put it back. If it was moved on purpose, remove ${statePath(path)} too (and what is left of ${path}): then a new ` +
      "file is begun.",
  );
}

function foreign(path: string, { owner }: FileState): SinkError {
  return new SinkError(
    `${path} is written by another collector: ${owner}.`,
    `Name another file for this one. If the other is no more, move ${path} and ${statePath(path)} away.`,
  );
}

function apart({ file }: FilePosition, path: string, there: number): SinkError {
  const finished = finishedPath(path, Math.min(file, there));
  return new SinkError(
    `The store and ${path} are of different times: the store knows file ${file.toString()}, and file ` +
      `${there.toString()} is there. One of the two was put back from a copy.`,
    `Put the other back to the same time, or move ${path}, ${statePath(path)} and the files like ${finished} away to ` +
      "begin a new file.",
  );
}
