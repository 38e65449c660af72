import { pipeline, Transform, type Readable } from "node:stream";

/** What a recording keeps of a body while its reader takes it. */
export interface KeptBody {
  /** Handed on as it arrives: the reader's pace is the connection's, and its failures are the connection's. */
  body: Readable;
  /** Settles when nothing more will come. Never rejects. */
  ended: Promise<BodyEnd>;
  /** What has been kept so far. */
  bytes(): Buffer;
}

/** `whole`; `cut`: there is more than was kept, or than was read; or what the connection failed with. */
export type BodyEnd = "whole" | "cut" | Error;

/** Keeps up to `take(wanted)` of each chunk, where `take` says how many bytes are still to be had. */
export function keepBody(source: Readable, take: (wanted: number) => number): KeptBody {
  const chunks: Buffer[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<BodyEnd>();
  let isCut = false;
  let isWhole = false;
  const body = new Transform({
    transform(chunk: Buffer, _, done) {
      if (!isCut) {
        const room = take(chunk.length);
        isCut = room < chunk.length;
        // Copied when cut: a part of a chunk would keep all of it in memory.
        if (room > 0) chunks.push(isCut ? Buffer.from(chunk.subarray(0, room)) : chunk);
      }
      done(null, chunk);
    },
    flush(done) {
      isWhole = true;
      resolve(isCut ? "cut" : "whole");
      done();
    },
  });
  // Asked before the pipeline tells the reader: by then it is gone in any case.
  source.once("error", (error) => resolve(body.destroyed ? toEnd(error) : error));
  source.once("close", () => {
    if (!source.readableEnded && !body.destroyed) resolve(Object.assign(new Error("closed"), { code: PREMATURE }));
  });
  pipeline(source, body, (error) => {
    if (!isWhole) resolve(error ? toEnd(error) : "cut");
  });
  return { body, ended, bytes: () => Buffer.concat(chunks) };
}

// --- internal ---

const PREMATURE = "ERR_STREAM_PREMATURE_CLOSE";

/** Without an error of the source's own, it was the reader who went away. */
function toEnd(error: NodeJS.ErrnoException): BodyEnd {
  return error.code === "ETIMEDOUT" ? error : "cut";
}
