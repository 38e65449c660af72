import { Readable } from "node:stream";
import { createVendorClock, type VendorClock } from "../../http/vendor-clock.ts";
import type { WireAnswer, WireRequest, WrapWire } from "../../http/wire.ts";
import type { Json } from "../../json.ts";

/** One try of a request and what became of it. */
export interface SeenRequest {
  method: string;
  /** Without scheme, host and query. */
  path: string;
  /** Absent when no answer came. */
  status?: number;
  /** Enumerations that the request's author knows, see `HttpRequest.known`. */
  known?: Readonly<Record<string, readonly string[]>>;
  /** The answer's JSON, where it was asked to be kept. */
  body?: Json;
}

/** Sees what an instance's clients send. */
export interface WireWatch {
  wire: WrapWire;
  /** In the order in which they were sent. */
  requests: readonly SeenRequest[];
  /** As the answers' `Date` tells the time. */
  clock: VendorClock;
  /** Called before each request is sent; what it throws ends the request. */
  beforeRequest: () => void;
}

/** Watches the wire. With `keepBodies` answers in JSON are kept, as far as they are not too large. */
export function watchWire({ now, keepBodies }: { now: () => number; keepBodies: boolean }): WireWatch {
  const requests: SeenRequest[] = [];
  const clock = createVendorClock(now);
  const watch: WireWatch = {
    requests,
    clock,
    beforeRequest: () => undefined,
    wire: (network) => async (request) => {
      watch.beforeRequest();
      const seen = seenOf(request);
      requests.push(seen);
      const sentAt = now();
      const answer = await network(request);
      clock.observe(answer.headers.date, sentAt, now());
      seen.status = answer.status;
      return keepBodies && isJson(answer) ? keepBody(answer, seen) : answer;
    },
  };
  return watch;
}

// --- internal ---

/** What is larger is not looked into for drift. */
const MOST_BYTES = 16_000_000;

function seenOf({ method, url, known }: WireRequest): SeenRequest {
  return { method, path: new URL(url).pathname, ...(known && { known }) };
}

function isJson({ status, headers }: WireAnswer): boolean {
  return status >= 200 && status < 300 && /\bjson\b/.test(headers["content-type"] ?? "");
}

/** The answer with a body that is read on its way to whoever asked for it. */
function keepBody(answer: WireAnswer, seen: SeenRequest): WireAnswer {
  return { ...answer, body: Readable.from(passing(answer.body, seen), { objectMode: false }) };
}

async function* passing(body: Readable, seen: SeenRequest): AsyncGenerator<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
    yield chunk;
  }
  if (bytes > MOST_BYTES) return;
  try {
    seen.body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Json;
  } catch {
    // What is no JSON in spite of its name is an error where it was asked for, and tells nothing of drift.
  }
}
