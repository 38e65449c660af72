/** What reading needs of a stream. */
export interface Body extends AsyncIterable<Buffer> {
  destroy(error?: Error): unknown;
}

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
export async function readText(body: Body, limits: BodyLimits): Promise<string> {
  const chunks: Buffer[] = [];
  await gather(body, limits, chunks);
  return DECODER.decode(Buffer.concat(chunks));
}

/**
 * The chunks of a body.
 * @throws SlowBodyError when none arrives for `idleMs` while one is waited for
 */
export async function* withoutPauses(body: Body, idleMs: number): AsyncGenerator<Buffer, void, undefined> {
  const watch = () => setTimeout(() => body.destroy(new SlowBodyError("the answer stopped half-way")), idleMs);
  let idle = watch();
  try {
    for await (const chunk of body) {
      // A consumer that takes its time is not the vendor's fault: the timer only runs while we wait for the vendor.
      clearTimeout(idle);
      yield chunk;
      idle = watch();
    }
  } finally {
    clearTimeout(idle);
  }
}

/**
 * What has come of a body when it ends, fails or grows beyond the limit. Never fails: it is for bodies of which only
 * the beginning matters, or nothing at all. Read to its end, a body leaves its connection free for the next request.
 */
export async function readBeginning(body: Body, limits: BodyLimits): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    await gather(body, limits, chunks);
  } catch {
    // The status has said it all; what broke the body off has also closed its connection.
  }
  return DECODER.decode(Buffer.concat(chunks));
}

// --- internal ---

/** Takes off a byte order mark, and never fails: broken characters become U+FFFD. */
const DECODER = new TextDecoder();

async function gather(body: Body, limits: BodyLimits, chunks: Buffer[]): Promise<void> {
  let size = 0;
  const total = setTimeout(() => body.destroy(new SlowBodyError("the answer took too long")), limits.totalMs);
  try {
    for await (const chunk of withoutPauses(body, limits.idleMs)) {
      size += chunk.length;
      if (size > limits.bytes) throw new OversizedError(`the answer is larger than ${limits.bytes} bytes`);
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(total);
  }
}
