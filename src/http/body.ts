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
  let text = "";
  await readPieces(body, limits, (piece) => (text += piece));
  return text;
}

/**
 * What has come of a body when it ends, fails or grows beyond the limit. Never fails: it is for bodies of which only
 * the beginning matters, or nothing at all. Read to its end, a body leaves its connection free for the next request.
 */
export async function readBeginning(body: Readable, limits: BodyLimits): Promise<string> {
  let text = "";
  try {
    await readPieces(body, limits, (piece) => (text += piece));
  } catch {
    // The status has said it all; what broke the body off has also closed its connection.
  }
  return text;
}

/**
 * Hands a body's text on as it comes, without a byte order mark; broken characters become U+FFFD.
 *
 * A chunk becomes text at once. Kept until the end, the chunks of a large answer would lie beside their copy and its
 * text; and as next to nothing else is made of JavaScript's memory meanwhile, none of them would be given back.
 * It listens rather than iterates: a short answer is then read without a promise and a timer for each chunk.
 * @throws OversizedError, SlowBodyError, or what the stream fails with
 */
export function readPieces(body: Readable, limits: BodyLimits, add: (text: string) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  let size = 0;
  let hasBegun = false;
  let decoder: StringDecoder | undefined;
  const total = setTimeout(() => body.destroy(new SlowBodyError("the answer took too long")), limits.totalMs);
  const idle = setTimeout(() => body.destroy(new SlowBodyError("the answer stopped half-way")), limits.idleMs);
  finished(body, { writable: false }, (error) => {
    clearTimeout(total);
    clearTimeout(idle);
    const left = decoder?.end() ?? "";
    if (left !== "") add(left);
    if (error) reject(error);
    else resolve(undefined);
  });
  body.on("data", (chunk: Buffer) => {
    idle.refresh();
    size += chunk.length;
    if (size > limits.bytes) {
      body.destroy(new OversizedError(`the answer is larger than ${limits.bytes} bytes`));
      return;
    }
    decoder ??= new StringDecoder("utf8");
    const text = decoder.write(chunk);
    if (text === "") return;
    add(!hasBegun && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
    hasBegun = true;
  });
  return promise;
}

// --- internal ---

const BYTE_ORDER_MARK = "\uFEFF";
