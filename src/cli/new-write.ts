import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { packageRoot } from "../dispatch/integration.ts";
import { ArgumentError, StoreError } from "../errors.ts";
import { isRecord } from "../json.ts";
import type { FileTree, Toolchain } from "../scaffold/scaffold.ts";

/** @throws ArgumentError unless there is no such folder, or an empty one */
export async function refuseUsedFolder(folder: string): Promise<void> {
  const shown = relative(process.cwd(), folder) || ".";
  const hint = "Choose another name, or move what is there.";
  const names = await readdir(folder).catch((cause: unknown) => {
    if (codeOf(cause) === "ENOENT") return [];
    throw new ArgumentError(`${shown} is no folder that can be used.`, hint, { cause });
  });
  if (names.length > 0) throw new ArgumentError(`${shown} is there already and not empty.`, hint);
}

/**
 * Writes the files, none of which may be there yet.
 * @throws StoreError when the disk refuses
 */
export async function writeTree(folder: string, tree: FileTree): Promise<void> {
  try {
    for (const [path, text] of Object.entries(tree)) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text, { flag: "wx" });
    }
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** What a new integration in `folder` depends on: this running copy of soarkit, and the versions that it uses itself. */
export async function toolchainFor(folder: string): Promise<Toolchain> {
  const own: unknown = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8"));
  const read = (key: string) => (isRecord(own) && isRecord(own[key]) ? Object.entries(own[key]) : []);
  const versions = [...read("dependencies"), ...read("devDependencies")].filter(
    (pair): pair is [string, string] => typeof pair[1] === "string",
  );
  return {
    soarkit: `file:${relative(folder, packageRoot).replaceAll("\\", "/")}`,
    versions: Object.fromEntries(versions),
  };
}

// --- internal ---

function unwritable(folder: string, cause: unknown): StoreError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StoreError(`${folder} cannot be written: ${reason}.`, "Check the folder's permissions and the disk.", {
    cause,
  });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
