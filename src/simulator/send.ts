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
  if (answer.body instanceof Uint8Array) response.setHeader("Content-Type", "application/octet-stream");
  else if (answer.body !== undefined || answer.pieces) response.setHeader("Content-Type", "application/json");
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);

  if (fault?.kind === "truncate") {
    const whole = wholeBody(answer);
    response.end(whole.slice(0, whole.length / 2));
  } else if (fault?.kind === "slow") {
    await trickle(response, wholeBody(answer), fault.ms, signal);
  } else if (answer.pieces) {
    await pour(response, answer.pieces);
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

/** Writes large chunks, and waits whenever the client reads more slowly than they come. */
async function pour(response: ServerResponse, pieces: Iterable<string>): Promise<void> {
  let chunk = "";
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < 65_536) continue;
    if (!response.writable) return;
    if (!response.write(chunk)) await drained(response);
    chunk = "";
  }
  response.end(chunk);
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
