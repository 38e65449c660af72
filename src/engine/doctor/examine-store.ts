import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { toSoarError, type SoarError } from "../../errors.ts";
import { inspectStore } from "../../store/inspect.ts";
import { openStore, type Store } from "../../store/open.ts";
import { storePath } from "../../store/store-path.ts";
import type { StoreOutcome } from "./check-store.ts";
import { lockHolder } from "./lock-holder.ts";

/** Opens the store as every command does and looks at it. `store` is absent when it cannot be used. */
export async function examineStore(
  url: string,
  { now, lockWaitMs }: { now: () => number; lockWaitMs: number },
): Promise<{ outcome: StoreOutcome; store?: Store }> {
  let path: string;
  try {
    path = storePath(url);
  } catch (thrown) {
    return { outcome: { place: url, opened: { error: toSoarError(thrown) } } };
  }
  const isNew = !existsSync(path);
  const opened = await openStore(url, { now, lockWaitMs }).catch(toSoarError);
  const inspected = isError(opened) ? undefined : await inspectStore(url, { lockWaitMs }).catch(toSoarError);
  const fault = [opened, inspected].find(isError);
  const holder = fault?.message.includes("locked") ? await lockHolder(path, process.pid) : undefined;
  const freeBytes = await freeBytesAt(path);
  const outcome: StoreOutcome = {
    place: path,
    opened: isError(opened) ? { error: opened } : { isNew },
    ...(inspected && { inspected: isError(inspected) ? { error: inspected } : inspected }),
    ...(freeBytes === undefined ? {} : { freeBytes }),
    ...(holder === undefined ? {} : { holder }),
  };
  if (isError(opened)) return { outcome };
  if (fault === undefined) return { outcome, store: opened };
  await opened.close();
  return { outcome };
}

// --- internal ---

function isError(value: unknown): value is SoarError {
  return value instanceof Error;
}

/** Of the disk that the nearest folder that is there lies on. */
async function freeBytesAt(path: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch {
    // Not there (yet), or a file system that does not tell.
    const parent = dirname(path);
    return parent === path ? undefined : freeBytesAt(parent);
  }
}
