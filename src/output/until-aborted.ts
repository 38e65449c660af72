import { Readable } from "node:stream";

/**
 * The chunks of a file until its source ends or the signal is aborted: then the signal's reason is thrown at once, even
 * when the source hangs. The source is told to stop either way.
 */
export async function* untilAborted(content: AsyncIterable<unknown>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const source = content[Symbol.asyncIterator]();
  const stopped = Promise.withResolvers<never>();
  // Without a listener of its own, an abort between two chunks would count as an unhandled rejection.
  stopped.promise.catch(ignore);
  const onAbort = () => stopped.reject(signal.reason);
  signal.addEventListener("abort", onAbort);
  try {
    signal.throwIfAborted();
    for (;;) {
      const step = await Promise.race([source.next(), stopped.promise]);
      if (step.done) return;
      if (!(step.value instanceof Uint8Array)) throw new TypeError("A file's content must yield Uint8Array chunks.");
      yield step.value;
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    if (content instanceof Readable) content.destroy();
    // Not awaited: a generator that hangs in a step would answer only after that step.
    else source.return?.().catch(ignore);
  }
}

// --- internal ---

function ignore(): void {
  // What a source says after it was told to stop is of no interest.
}
