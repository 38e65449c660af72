import { Readable } from "node:stream";

/**
 * The chunks of a file until its source ends or the signal is aborted: then the signal's reason is thrown at once, even
 * when the source hangs. The source is told to stop either way.
 */
export async function* untilAborted(content: AsyncIterable<unknown>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const source = content[Symbol.asyncIterator]();
  let stop: ((reason: unknown) => void) | undefined;
  const onAbort = () => stop?.(signal.reason);
  // A promise of its own for each step: one that lives as long as the file, raced against every step, would keep every
  // chunk in memory until the end.
  const next = () =>
    new Promise<IteratorResult<unknown>>((resolve, reject) => {
      stop = reject;
      source.next().then(resolve, reject);
    });
  signal.addEventListener("abort", onAbort);
  try {
    for (;;) {
      signal.throwIfAborted();
      const step = await next();
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
