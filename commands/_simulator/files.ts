import { listPieces, Refusal, type Route, type VendorAnswer } from "soarkit/simulator";

import { createLargeFile } from "./files/large-file.ts";
import { capturedFile, storedFiles, type StoredFile } from "./files/stored-file.ts";
import type { World } from "./world.ts";

/**
 * `/v1/files`: the contents of the files that events are about. Of some there is none. What Incydr answers then, and how
 * it names what it sends, no source says: both can be chosen.
 * @param options.largeBytes the length of one more file, in no event; 0 for none
 * @param options.missingFileStatus with which one is answered that cannot be downloaded
 * @param options.sendsFileNames whether there is a `Content-Disposition`
 */
export function createFiles(
  world: World,
  options: { largeBytes: number; missingFileStatus: number; sendsFileNames: boolean },
): {
  routes: Route[];
  control: Route[];
  /** Lower case. Undefined for a hash that no file has. */
  bySha256: (sha256: string) => StoredFile | undefined;
} {
  const { largeBytes, missingFileStatus, sendsFileNames } = options;
  const large = largeBytes > 0 ? createLargeFile(world, largeBytes) : undefined;
  let known: Map<string, StoredFile> | undefined;

  function bySha256(sha256: string): StoredFile | undefined {
    known ??= new Map(storedFiles().map((file) => [file.hash.sha256, file]));
    return known.get(sha256);
  }

  function attachment(name: string, length: number, chunks: Iterable<Uint8Array>): VendorAnswer {
    const naming = sendsFileNames ? { "Content-Disposition": `attachment; filename="${name}"` } : {};
    return { chunks, headers: { "Content-Length": String(length), ...naming } };
  }
  function serve(file: StoredFile | undefined): VendorAnswer {
    if (!file?.isKept) {
      throw new Refusal(missingFileStatus, missingFileStatus === 204 ? undefined : { error: "file not found" });
    }
    const bytes = file.bytes();
    return attachment(file.name, bytes.length, [bytes]);
  }

  return {
    bySha256,
    routes: [
      {
        method: "GET",
        path: "/v1/files/get-file-by-sha256/:sha256",
        handle: ({ params }) => {
          const sha256 = (params.sha256 ?? "").toLowerCase();
          const stored = bySha256(sha256);
          if (stored || large?.sha256() !== sha256) return serve(stored);
          return attachment(large.name, large.size, large.chunks());
        },
      },
      {
        method: "GET",
        path: "/v1/files/get-file-by-xfc-content-id/:contentId",
        handle: ({ params }) => {
          const id = params.contentId ?? "";
          if (id !== large?.captureId) return serve(capturedFile(id));
          return attachment(large.name, large.size, large.chunks());
        },
      },
    ],
    control: [
      {
        // All there are, the large one last; `isKept` where they can be downloaded.
        method: "GET",
        path: "/files",
        handle: () => ({ pieces: listPieces("files", listed(large)) }),
      },
    ],
  };
}

// --- internal ---

function* listed(large: ReturnType<typeof createLargeFile> | undefined): Generator {
  for (const { name, size, hash, isKept } of storedFiles()) yield { name, size, ...hash, isKept };
  if (large) yield { name: large.name, size: large.size, sha256: large.sha256(), isKept: true };
}
