import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder, and those above it that are missing, for its owner alone. Step by step: Node's own `recursive` never
 * ends where a folder cannot be made though the one above is there, as below `/proc`.
 * @throws the fault of the file system
 */
export async function makeFolder(path: string): Promise<void> {
  if (await isThere(path)) return;
  await makeFolder(dirname(path));
  await mkdir(path, { mode: 0o700 }).catch((fault: unknown) => {
    if (!(fault instanceof Error && "code" in fault && fault.code === "EEXIST")) throw fault;
  });
}

// --- internal ---

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => dirname(path) === path,
  );
}
