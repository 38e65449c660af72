import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

import type { Fault } from "./faults.ts";
import type { VendorAnswer } from "./route.ts";

/**
 * Sends an answer, and resolves when all of it is handed over, or when the client is gone.
 * @param options.date the vendor's time, for the answer's `Date`
 * @param options.fault of kind `truncate` or `slow`, it spoils the body on its way
 * @param options.signal ends a slow answer
 */
export async function send(
  response: ServerResponse,
  answer: VendorAnswer,
  options: { date: number; fault?: Fault | undefined; signal: AbortSignal },
): Promise<void> {
  const { fault, signal } = options;
  response.statusCode = answer.status ?? 200;
  response.setHeader("Date", new Date(options.date).toUTCString());
  if (answer.chunks ?? answer.body instanceof Uint8Array)
    response.setHeader("Content-Type", "application/octet-stream");
  else if (answer.body !== undefined || answer.pieces) response.setHeader("Content-Type", "application/json");
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);

  if (answer.chunks) {
    await sendFile(response, answer.chunks, Number(response.getHeader("Content-Length")), { fault, signal });
  } else if (fault?.kind === "truncate") {
    const whole = wholeBody(answer);
    response.end(whole.slice(0, whole.length / 2));
  } else if (fault?.kind === "slow") {
    await trickle(response, wholeBody(answer), fault.ms, signal);
  } else if (answer.pieces) {
    await pour(response, large(answer.pieces));
    response.end();
  } else {
    response.end(wholeBody(answer));
  }
}

// --- internal ---

function wholeBody({ body, pieces, headers }: VendorAnswer): string | Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (pieces) return [...pieces].join("");
  if (body === undefined) return "";
  // A text with a type of its own, such as a proxy's HTML page, goes out as it is.
  return typeof body === "string" && headers?.["Content-Type"] !== undefined ? body : JSON.stringify(body);
}

async function trickle(
  response: ServerResponse,
  whole: string | Uint8Array,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  const steps = 20;
  const size = Math.ceil(whole.length / steps);
  response.flushHeaders();
  for (let step = 0; step < steps && response.writable; step += 1) {
    await wait(ms / steps, undefined, { signal });
    response.write(whole.slice(step * size, (step + 1) * size));
  }
  response.end();
}

/** @param length of the whole file in bytes; NaN where the route does not say */
async function sendFile(
  response: ServerResponse,
  chunks: Iterable<Uint8Array>,
  length: number,
  { fault, signal }: { fault: Fault | undefined; signal: AbortSignal },
): Promise<void> {
  if (fault?.kind === "truncate") {
    await pour(response, firstHalf(chunks, length));
    // What has been written still goes out.
    response.socket?.destroySoon();
    return;
  }
  response.flushHeaders();
  await pour(response, fault?.kind === "slow" ? paced(chunks, length, fault.ms, signal) : chunks);
  response.end();
}

/** Waits whenever the client reads more slowly than they come. */
async function pour(
  response: ServerResponse,
  chunks: Iterable<string | Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  for await (const chunk of chunks) {
    if (response.destroyed) return;
    if (!response.write(chunk)) await drained(response);
  }
}

/** Pieces of a text, put together to chunks that are worth sending. */
function* large(pieces: Iterable<string>): Generator<string> {
  let chunk = "";
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < 65_536) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}

/** Half of the file; of one whose length nobody knows, half of the first chunk. */
function* firstHalf(chunks: Iterable<Uint8Array>, length: number): Generator<Uint8Array> {
  let left = Math.floor(length / 2);
  for (const chunk of chunks) {
    yield chunk.subarray(0, Number.isNaN(left) ? Math.floor(chunk.length / 2) : left);
    left -= chunk.length;
    if (!(left > 0)) return;
  }
}

/** Each chunk after its part of the time; where nobody knows the length, after a twentieth of it, twenty times. */
async function* paced(
  chunks: Iterable<Uint8Array>,
  length: number,
  ms: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let steps = 0;
  for (const chunk of chunks) {
    steps += 1;
    const part = Number.isNaN(length) ? Number(steps <= 20) / 20 : chunk.length / length;
    await wait(ms * part, undefined, { signal });
    yield chunk;
  }
}

/** Resolves when more may be written, or when nobody is there any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    function done(): void {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    }
    response.on("drain", done);
    response.on("close", done);
  });
}
