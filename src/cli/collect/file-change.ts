import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { watch } from "chokidar";

/** Resolves once a file no longer says `text`, or the signal is aborted. Gone counts as changed when it is back. */
export async function fileChanged(path: string, text: string, signal: AbortSignal): Promise<void> {
  const watcher = watch(path, { ignoreInitial: true, awaitWriteFinish: { stabilityThreshold: 50, pollInterval: 10 } });
  try {
    await once(watcher, "ready", { signal });
    // Looked at only now: nothing that changes from here on is missed.
    for (;;) {
      const now = await textOf(path);
      if (now !== undefined && now !== text) return;
      await once(watcher, "all", { signal });
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    await watcher.close();
  }
}

// --- internal ---

/** A file that is being replaced is not there for a moment: nothing has been decided yet. */
async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
