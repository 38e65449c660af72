import { toSoarError } from "../errors.ts";
import type { OpenSource } from "../events/source/open-source.ts";
import type { Log } from "../log.ts";
import { pause } from "./schedule/pause.ts";

/**
 * Does work of a source, and looks every second meanwhile whether it has been taken away: then the signal that the work
 * is given is aborted.
 * @param everyMs by the real clock, since whoever takes it away does not go by that of a schedule. @default 1000
 */
export async function whileThere<T>(
  source: Pick<OpenSource, "look" | "isGone">,
  { log, everyMs = LOOK_EVERY_MS }: { log: Log; everyMs?: number },
  work: (gone: AbortSignal) => Promise<T>,
): Promise<T> {
  const gone = new AbortController();
  const over = new AbortController();
  const lookOut = async () => {
    for (;;) {
      await pause(everyMs, over.signal);
      if (over.signal.aborted) return;
      try {
        await source.look();
      } catch (thrown) {
        // Whatever ails the store, the work meets it, too, and tells of it.
        log.debug("Whether the source is still there could not be looked up.", { error: toSoarError(thrown).message });
      }
      if (source.isGone()) {
        gone.abort();
        return;
      }
    }
  };
  const looking = lookOut();
  try {
    return await work(gone.signal);
  } finally {
    over.abort();
    await looking;
  }
}

// --- internal ---

/** One row is read: nothing beside what a collector does in that time. */
const LOOK_EVERY_MS = 1_000;
