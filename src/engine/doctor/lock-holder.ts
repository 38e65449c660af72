import { readFile, stat } from "node:fs/promises";

/**
 * Who holds the write lock of the SQLite file at `path`, such as `process 4711 (node)`. Only Linux tells, in /proc/locks;
 * undefined elsewhere, and for a process of another container.
 */
export async function lockHolder(path: string, own: number): Promise<string | undefined> {
  try {
    const [locks, inodes] = await Promise.all([readFile("/proc/locks", "utf8"), inodesOf(path)]);
    const pid = findHolder(locks, inodes, own);
    if (pid === undefined) return undefined;
    const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
    return `process ${pid}${name.trim() === "" ? "" : ` (${name.trim()})`}`;
  } catch {
    // There is no /proc here: whoever holds the lock stays unknown, which the finding does without.
    return undefined;
  }
}

/**
 * The process with a lock for writing on one of these files, from the text of /proc/locks: lines such as
 * `1: POSIX  ADVISORY  WRITE 4711 fe:00:13000 120 120`.
 */
export function findHolder(locks: string, inodes: readonly number[], own: number): number | undefined {
  for (const line of locks.split("\n")) {
    const [, pid = "", inode = ""] = /\bWRITE\s+(\d+)\s+[0-9a-f]+:[0-9a-f]+:(\d+)\s/.exec(line) ?? [];
    if (inodes.includes(Number(inode)) && Number(pid) > 0 && Number(pid) !== own) return Number(pid);
  }
  return undefined;
}

// --- internal ---

/** In WAL mode the locks are on the file of shared memory, else on the database itself. */
async function inodesOf(path: string): Promise<number[]> {
  const found = await Promise.all([path, `${path}-shm`].map((file) => stat(file).catch(() => undefined)));
  return found.flatMap((stats) => (stats === undefined ? [] : [stats.ino]));
}
