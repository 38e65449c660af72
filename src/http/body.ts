import { finished, type Readable } from "node:stream";

export interface BodyLimits {
  bytes: number;
  /** The longest pause between two chunks. */
  idleMs: number;
  totalMs: number;
}

/** A body grew beyond what may be held in memory. */
export class OversizedError extends Error {}

/** A body stopped arriving, or took longer than the request may. */
export class SlowBodyError extends Error {
  readonly code = "ETIMEDOUT";
}

/**
 * Reads a whole body as text.
 * @throws OversizedError, SlowBodyError, or what the stream fails with
 */
export async function readText(body: Readable, limits: BodyLimits): Promise<string> {
  const chunks: Buffer[] = [];
  await gather(body, limits, chunks);
  return decode(chunks);
}

/**
 * What has come of a body when it ends, fails or grows beyond the limit. Never fails: it is for bodies of which only
 * the beginning matters, or nothing at all. Read to its end, a body leaves its connection free for the next request.
 */
export async function readBeginning(body: Readable, limits: BodyLimits): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    await gather(body, limits, chunks);
  } catch {
    // The status has said it all; what broke the body off has also closed its connection.
  }
  return decode(chunks);
}

// --- internal ---

/** Takes off a byte order mark, and never fails: broken characters become U+FFFD. */
const DECODER = new TextDecoder();

function decode(chunks: Buffer[]): string {
  const [only] = chunks;
  return DECODER.decode(chunks.length === 1 ? only : Buffer.concat(chunks));
}

/** Listens rather than iterates: a short answer is then read without a promise and a timer for each chunk. */
function gather(body: Readable, limits: BodyLimits, chunks: Buffer[]): Promise<undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  let size = 0;
  const total = setTimeout(() => body.destroy(new SlowBodyError("the answer took too long")), limits.totalMs);
  const idle = setTimeout(() => body.destroy(new SlowBodyError("the answer stopped half-way")), limits.idleMs);
  finished(body, { writable: false }, (error) => {
    clearTimeout(total);
    clearTimeout(idle);
    if (error) reject(error);
    else resolve(undefined);
  });
  body.on("data", (chunk: Buffer) => {
    idle.refresh();
    size += chunk.length;
    if (size <= limits.bytes) chunks.push(chunk);
    else body.destroy(new OversizedError(`the answer is larger than ${limits.bytes} bytes`));
  });
  return promise;
}
