import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ArgumentError, StoreError } from "../errors.ts";
import { isRecord } from "../json.ts";
import type { FileTree } from "../scaffold/scaffold.ts";

export interface WrittenPack {
  /** New or changed. */
  written: string[];
  /** Written by an export before and not part of the pack any more. */
  removed: string[];
}

/** Where an export notes what it wrote, so that it overwrites nothing else. */
export const MARKER = ".soar-export.json";

/**
 * Makes a folder hold the pack: what an earlier export wrote is replaced or removed, files of others stay.
 * @throws ArgumentError, having written nothing, when the folder is not one that an export wrote, or holds files that
 * somebody has changed or put where the pack has its own
 * @throws StoreError when the disk refuses
 */
export async function writePack(folder: string, files: FileTree): Promise<WrittenPack> {
  try {
    return await write(folder, files);
  } catch (cause) {
    if (cause instanceof ArgumentError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError(`The pack cannot be written: ${reason}.`, "Check the folder's permissions and the disk.", {
      cause,
    });
  }
}

// --- internal ---

async function write(folder: string, files: FileTree): Promise<WrittenPack> {
  const before = await readMarker(folder);
  const written: string[] = [];
  const refused: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    const current = await textOf(join(folder, path));
    if (current === text) continue;
    if (current === undefined || before.get(path) === hash(current)) written.push(path);
    else refused.push(path);
  }
  const removed: string[] = [];
  for (const [path, was] of before) {
    if (Object.hasOwn(files, path)) continue;
    const current = await textOf(join(folder, path));
    if (current === undefined) continue;
    (hash(current) === was ? removed : refused).push(path);
  }
  if (refused.length > 0) {
    throw new ArgumentError(
      `Not written by \`soar export\`, or changed since: ${refused.join(", ")}.`,
      "Nothing was written. Move these files away, or name another folder with --output.",
    );
  }
  for (const path of written) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), files[path] ?? "");
  }
  for (const path of removed) await rm(join(folder, path));
  const hashes = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, hash(text)]));
  const marker = `${JSON.stringify({ files: hashes }, null, 2)}\n`;
  if ((await textOf(join(folder, MARKER))) !== marker) await writeFile(join(folder, MARKER), marker);
  return { written, removed };
}

/**
 * What an earlier export wrote: path → hash. Empty for a folder that is empty or not there.
 * @throws ArgumentError for any other folder
 */
async function readMarker(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    if (codeOf(error) === "ENOTDIR") throw foreign(folder);
    throw error;
  });
  if (names.length === 0) return new Map();
  const text = await textOf(join(folder, MARKER));
  const files = text === undefined ? undefined : filesIn(text);
  if (files === undefined) throw foreign(folder);
  return files;
}

/** Undefined for what no export wrote. Paths that lead out of the folder are none of an export's. */
function filesIn(text: string): Map<string, string> | undefined {
  const read = parsed(text);
  if (!isRecord(read) || !isRecord(read.files)) return undefined;
  const pairs = Object.entries(read.files).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return new Map(pairs.filter(([path]) => !/^[/\\]|^[A-Za-z]:|\\/u.test(path) && !path.split("/").includes("..")));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Torn or not ours: the folder is refused.
    return undefined;
  }
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
    throw error;
  });
}

function foreign(folder: string): ArgumentError {
  return new ArgumentError(
    `${folder} is there and was not written by \`soar export\`.`,
    "Nothing was written. Name another folder with --output, or move that one away.",
  );
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
