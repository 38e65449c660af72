import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";

/** Where a file goes when it is full: `events.ndjson` to `events.000001.ndjson`. In the order of names, oldest first. */
export function finishedPath(path: string, file: number): string {
  const { stem, extension } = partsOf(path);
  return join(dirname(path), `${stem}.${String(file).padStart(DIGITS, "0")}${extension}`);
}

/** The highest number of a finished file of `path` that is still there; 0 without one. */
export async function highestFinished(path: string): Promise<number> {
  const { stem, extension } = partsOf(path);
  let highest = 0;
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(`${stem}.`) || !name.endsWith(extension)) continue;
    const digits = name.slice(stem.length + 1, name.length - extension.length);
    if (digits.length >= DIGITS && /^\d{1,15}$/u.test(digits)) highest = Math.max(highest, Number(digits));
  }
  return highest;
}

// --- internal ---

const DIGITS = 6;

function partsOf(path: string): { stem: string; extension: string } {
  const extension = extname(path);
  return { stem: basename(path, extension), extension };
}
