import type { Pause } from "./pause.ts";

/** How long the page may take that is being handed on when the stop comes. What is cut off then is read again by the next run. */
export const GRACE_MS = 20_000;

/**
 * Does work that ends at its next resting place once `stop` is aborted. It is given a signal for what must not be cut
 * off at once: aborted so much later, for the same reason.
 */
export async function withGrace<T>(
  { stop, pause }: { stop: AbortSignal; pause: Pause },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const cut = new AbortController();
  const over = new AbortController();
  const begin = async () => {
    await pause(GRACE_MS, over.signal);
    if (!over.signal.aborted) cut.abort(stop.reason);
  };
  const onStop = () => void begin();
  if (stop.aborted) onStop();
  else stop.addEventListener("abort", onStop, { once: true });
  try {
    return await work(cut.signal);
  } finally {
    stop.removeEventListener("abort", onStop);
    over.abort();
  }
}
