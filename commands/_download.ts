// What the commands that download a file share.
import { createHash } from "node:crypto";
import { finished, Transform, type Readable } from "node:stream";
import { ApiError, isNotFound, NotFoundError } from "soarkit";
import type { Download } from "./_api/files.ts";

/** A hash that a file is asked for by. */
export interface Hash {
  algorithm: "md5" | "sha256";
  /** Lower case. */
  hex: string;
}

/**
 * The bytes of a download as they come, failing at its end where they are not the file: of another hash, or fewer than
 * announced. Whoever writes them to disk then removes them.
 * @param what the file as it was asked for, for messages
 */
export function checkedContent(
  download: Download,
  {
    what,
    hash,
    progress,
  }: { what: string; hash?: Hash; progress: (done: number, total?: number, what?: string) => void },
): Readable {
  const digest = hash && createHash(hash.algorithm);
  let received = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      digest?.update(chunk);
      progress(received, download.length, "bytes");
      done(null, chunk);
    },
    destroy(error, done) {
      download.body.destroy();
      done(error);
    },
    flush(done) {
      const { length = received } = download;
      const found = digest?.digest("hex");
      if (received < length) done(cutOff(what, received, length));
      else done(found === hash?.hex ? null : otherFile(what, hash, found));
    },
  });
  // What goes wrong before somebody reads is told to whoever reads then.
  check.on("error", ignore);
  finished(download.body, (error) => {
    if (error) check.destroy(error);
  });
  return download.body.pipe(check);
}

/**
 * Opens a download.
 * @throws NotFoundError where Incydr has no such file
 */
export async function opened(download: Promise<Download>, what: string): Promise<Download> {
  let cause: unknown;
  try {
    const found = await download;
    if (found.isThere) return found;
    found.body.destroy();
  } catch (error) {
    if (!isNotFound(error)) throw error;
    cause = error;
  }
  throw new NotFoundError(
    `The file with ${what} is not available for download.`,
    "Incydr only has files that it could collect; look at the file event for where else the file is.",
    { cause },
  );
}

// --- internal ---

function cutOff(what: string, received: number, length: number): ApiError {
  return new ApiError(
    `The download of the file with ${what} was cut off: ${received} of ${length} bytes came. Nothing was kept of it.`,
    "Run the command again.",
    { status: 200, body: "" },
  );
}

function otherFile(what: string, hash: Hash | undefined, found: string | undefined): ApiError {
  const name = hash?.algorithm === "md5" ? "MD5" : "SHA256";
  return new ApiError(
    `What Incydr sent is not the file with ${what}: its ${name} is ${found ?? ""}. Nothing was kept of it.`,
    "Run the command again; if it stays so, the file that Incydr keeps is damaged.",
    { status: 200, body: "" },
  );
}

function ignore(): void {
  // The stream keeps it.
}
