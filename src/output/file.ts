import { createHash } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { StoreError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { EntryType, type Entry } from "./entry.ts";
import { untilAborted } from "./until-aborted.ts";
import { extensionOf, safeFileName } from "./file-name.ts";
import { HEAD_BYTES, mediaType } from "./media-type.ts";
import type { FileOutput } from "./result.ts";

/** A file as written to disk, with all that its context says of it. */
export interface SavedFile {
  /** Also its name on disk. */
  id: string;
  /** The name it was given, made safe: see `safeFileName`. */
  name: string;
  /** Bytes. */
  size: number;
  md5: string;
  sha1: string;
  sha256: string;
  sha512: string;
  /** What its first bytes say it is, as a media type. */
  type: string;
  /** Of its name: lower case, without the dot; empty when it has none. */
  extension: string;
  /** It goes into `InfoFile` (entry type 9), not into `File`. */
  info: boolean;
}

/**
 * Streams a file to `folder`, under its id, hashing it on the way. It stands there only when it is whole and on the disk:
 * until then it is called `<id>.part`, and an error or an abort removes that.
 * @throws StoreError when it cannot be written; the error of `content`; the signal's reason when aborted
 */
export async function saveFile(
  file: FileOutput,
  target: { folder: string; id: string; signal: AbortSignal },
): Promise<SavedFile> {
  const { folder, id, signal } = target;
  if (!/^[\w-]{1,128}$/.test(id)) throw new TypeError(`A file's id may hold letters, digits, - and _: ${id}`);
  signal.throwIfAborted();
  const partial = join(folder, `${id}.part`);
  const tally = createTally();
  try {
    const disk = await open(partial, "w", 0o600);
    try {
      for await (const chunk of untilAborted(file.content, signal)) {
        tally.add(chunk);
        await disk.appendFile(chunk);
      }
      await disk.sync();
    } finally {
      await disk.close();
    }
    await rename(partial, join(folder, id));
    await syncFolder(folder);
  } catch (thrown) {
    await rm(partial, { force: true });
    throw asStoreError(thrown, folder);
  }
  const name = safeFileName(file.name);
  return { id, name, ...tally.result(), extension: extensionOf(name), info: file.info ?? false };
}

/** The War Room entry of a file. Its context is `fileContext`, for which the entry's ID must be known. */
export function fileEntry(file: SavedFile, origin: { instance: string; brand: string }): Entry {
  return {
    Type: file.info ? EntryType.infoFile : EntryType.file,
    ContentsFormat: "text",
    Contents: "",
    File: file.name,
    FileID: file.id,
    FileMetadata: { size: file.size, type: file.type, md5: file.md5, sha1: file.sha1, sha256: file.sha256 },
    ModuleName: origin.instance,
    Brand: origin.brand,
  };
}

/** What the platform itself puts into the context for a file: `File` with its hashes, or `InfoFile` without. */
export function fileContext(file: SavedFile, entryId: string): JsonObject {
  const both = { Name: file.name, EntryID: entryId, Size: file.size, Type: file.type, Info: file.type };
  if (file.info) return { [`InfoFile(${SAME_ENTRY})`]: { ...both, Extension: file.extension } };
  const hashes = { MD5: file.md5, SHA1: file.sha1, SHA256: file.sha256, SHA512: file.sha512 };
  return { [`File(${SAME_ENTRY})`]: { ...both, ...hashes, Extension: file.extension } };
}

// --- internal ---

const SAME_ENTRY = "val.EntryID && val.EntryID == obj.EntryID";

type Tally = Pick<SavedFile, "size" | "md5" | "sha1" | "sha256" | "sha512" | "type">;

/** Counts, hashes and looks at the first bytes of a file as it passes. */
function createTally(): { add: (chunk: Uint8Array) => void; result: () => Tally } {
  const [md5, sha1] = [createHash("md5"), createHash("sha1")];
  const [sha256, sha512] = [createHash("sha256"), createHash("sha512")];
  let size = 0;
  let head = Buffer.alloc(0);
  return {
    add(chunk) {
      size += chunk.length;
      for (const hash of [md5, sha1, sha256, sha512]) hash.update(chunk);
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
    },
    result: () => ({
      size,
      md5: md5.digest("hex"),
      sha1: sha1.digest("hex"),
      sha256: sha256.digest("hex"),
      sha512: sha512.digest("hex"),
      type: mediaType(head, size),
    }),
  };
}

/** Without it a power cut could take back the rename. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What the file system refuses becomes a StoreError; what the content's source throws stays what it is. */
function asStoreError(thrown: unknown, folder: string): unknown {
  if (!(thrown instanceof Error) || !("code" in thrown) || !("syscall" in thrown)) return thrown;
  if (thrown.syscall !== "open" && thrown.syscall !== "write" && thrown.syscall !== "fsync") return thrown;
  if (thrown.code === "ENOSPC" || thrown.code === "EDQUOT") {
    return new StoreError(
      `The disk of ${folder} is full: a file could not be written.`,
      "Free some space there, or move the store to another disk with --store, and run the command again.",
      { cause: thrown },
    );
  }
  return new StoreError(
    `A file could not be written to ${folder}: ${thrown.message}`,
    "Check that the folder exists and that this user may write to it.",
    { cause: thrown },
  );
}
