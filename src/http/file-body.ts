import { finished, Readable } from "node:stream";
import { SlowBodyError } from "./body.ts";
import { interruption } from "./interruption.ts";
import { networkError, toNetworkFault } from "./network-fault.ts";

/**
 * A body handed on as it arrives, whose failures are our errors. Its memory use does not depend on its length. A body
 * that pauses for `idleMs` while its reader waits has failed; a reader that goes away closes the connection.
 */
export function fileBody(
  body: Readable,
  request: { label: string; host: string; idleMs: number; signal: AbortSignal | undefined },
): Readable {
  let idle: NodeJS.Timeout | undefined;
  const file = new Readable({
    read() {
      watch();
      body.resume();
    },
    destroy(error, done) {
      settle();
      body.destroy();
      done(error);
    },
  });
  // What fails before somebody reads is told to whoever reads then: the stream keeps it.
  file.on("error", ignore);
  body.on("data", (chunk: Buffer) => {
    settle();
    // No more until it is asked for: the reader's pace is the connection's.
    if (file.push(chunk)) watch();
    else body.pause();
  });
  finished(body, { writable: false }, (error) => {
    settle();
    if (error) file.destroy(reported(error, request));
    else file.push(null);
  });
  return file;

  function watch(): void {
    idle ??= setTimeout(() => body.destroy(new SlowBodyError("the answer stopped half-way")), request.idleMs);
  }

  function settle(): void {
    clearTimeout(idle);
    idle = undefined;
  }
}

// --- internal ---

function reported(error: Error, request: Parameters<typeof fileBody>[1]): Error {
  if (request.signal?.aborted) return interruption(request.signal);
  return networkError(toNetworkFault(error), request.label, request.host, 1);
}

function ignore(): void {
  // Without a listener it would end the process.
}
