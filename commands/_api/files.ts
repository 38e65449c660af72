import type { Readable } from "node:stream";
import type { HttpClient } from "soarkit";

/** A file that is on its way. */
export interface Download {
  /** False where Incydr answered without a file, and without saying why. */
  isThere: boolean;
  body: Readable;
  /** How many bytes Incydr says there are. */
  length: number | undefined;
}

export interface Files {
  /** @throws ApiError 404 when Incydr does not have it */
  bySha256(sha256: string, signal: AbortSignal): Promise<Download>;
  /** By what an event calls its `xfcEventId`. @throws ApiError 404 when Incydr does not have it */
  byXfcContentId(id: string, signal: AbortSignal): Promise<Download>;
}

/** `/v1/files`: contents of files that events are about, as bytes. */
export function createFiles(http: HttpClient): Files {
  async function download(path: string, signal: AbortSignal): Promise<Download> {
    // Unpacked on the way, a body would be of another length than was announced.
    const headers = { accept: "*/*", "accept-encoding": "identity" };
    const { status, headers: answered, body } = await http.stream({ method: "GET", path, headers, signal });
    const length = answered["content-length"] ?? "";
    return { isThere: status !== 204, body, length: /^\d{1,15}$/.test(length) ? Number(length) : undefined };
  }
  return {
    bySha256: (sha256, signal) => download(`/v1/files/get-file-by-sha256/${encodeURIComponent(sha256)}`, signal),
    byXfcContentId: (id, signal) => download(`/v1/files/get-file-by-xfc-content-id/${encodeURIComponent(id)}`, signal),
  };
}
