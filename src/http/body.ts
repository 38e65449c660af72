import { finished, type Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

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
  const bytes = createGathered();
  await gather(body, limits, bytes);
  return bytes.take();
}

/**
 * What has come of a body when it ends, fails or grows beyond the limit. Never fails: it is for bodies of which only
 * the beginning matters, or nothing at all. Read to its end, a body leaves its connection free for the next request.
 */
export async function readBeginning(body: Readable, limits: BodyLimits): Promise<string> {
  const bytes = createGathered();
  try {
    await gather(body, limits, bytes);
  } catch {
    // The status has said it all; what broke the body off has also closed its connection.
  }
  return bytes.take();
}

// --- internal ---

/** What has come of a body. */
interface Gathered {
  add(chunk: Buffer): void;
  /** All of it as text, without a byte order mark. Never fails: broken characters become U+FFFD. */
  take(): string;
}

/**
 * A chunk becomes text as it comes. Kept until the end, the chunks of a large answer would lie beside their copy and its
 * text; and as next to nothing else is made of JavaScript's memory meanwhile, none of them would be given back.
 */
function createGathered(): Gathered {
  let decoder: StringDecoder | undefined;
  let text = "";
  return {
    add(chunk) {
      decoder ??= new StringDecoder("utf8");
      text += decoder.write(chunk);
    },
    take() {
      const whole = decoder === undefined ? "" : text + decoder.end();
      text = "";
      return whole.startsWith(BYTE_ORDER_MARK) ? whole.slice(1) : whole;
    },
  };
}

const BYTE_ORDER_MARK = "\uFEFF";

/** Listens rather than iterates: a short answer is then read without a promise and a timer for each chunk. */
function gather(body: Readable, limits: BodyLimits, bytes: Gathered): Promise<undefined> {
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
    if (size <= limits.bytes) bytes.add(chunk);
    else body.destroy(new OversizedError(`the answer is larger than ${limits.bytes} bytes`));
  });
  return promise;
}
