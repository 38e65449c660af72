import { Readable } from "node:stream";
import { withoutPauses } from "./body.ts";
import type { Body } from "./body.ts";
import { throwIfStopped } from "./interruption.ts";
import { networkError, toNetworkFault } from "./network-fault.ts";

/** A body handed on as it arrives, whose failures are our errors. Its memory use does not depend on its length. */
export function fileBody(
  body: Body,
  request: { label: string; host: string; idleMs: number; signal: AbortSignal | undefined },
): Readable {
  return Readable.from(chunks(body, request), { objectMode: false });
}

// --- internal ---

async function* chunks(body: Body, request: Parameters<typeof fileBody>[1]): AsyncGenerator<Buffer, void, undefined> {
  const { label, host, idleMs, signal } = request;
  try {
    yield* withoutPauses(body, idleMs);
  } catch (error) {
    throwIfStopped(signal);
    throw networkError(toNetworkFault(error), label, host, 1);
  }
}
