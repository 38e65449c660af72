import { ArgumentError, isRecord, NotFoundError, type Handler } from "soarkit";
import type { FileEvent } from "./_api/file-events.ts";
import type { Incydr } from "./_api/incydr.ts";
import { checkedContent, opened, type Hash } from "./_download.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-download-file"> = async ({ args, client, progress, signal }) => {
  const hash = parseHash(args.hash);
  const what = `the ${hash.algorithm === "md5" ? "MD5" : "SHA256"} ${hash.hex}`;
  const sha256 = hash.algorithm === "md5" ? await sha256Of(hash.hex, client, signal) : hash.hex;
  const download = await opened(client.files.bySha256(sha256, signal), what);
  return { files: [{ name: args.filename ?? hash.hex, content: checkedContent(download, { what, hash, progress }) }] };
};

// --- internal ---

/** How many events with an MD5 are looked at for their SHA256. They are all of one content. */
const MOST_EVENTS = 10;

/** @throws ArgumentError */
function parseHash(text: string): Hash {
  const hex = text.trim().toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hex)) return { algorithm: "sha256", hex };
  if (/^[0-9a-f]{32}$/.test(hex)) return { algorithm: "md5", hex };
  throw new ArgumentError(
    `Unsupported hash. It must be a SHA256 or an MD5, got "${hex}".`,
    "A SHA256 has 64 hexadecimal digits, an MD5 has 32.",
  );
}

/**
 * The SHA256 of the newest event that has the MD5: Incydr gives files away by SHA256 only.
 * @throws NotFoundError
 */
async function sha256Of(md5: string, client: Incydr, signal: AbortSignal): Promise<string> {
  const filter = { term: "file.hash.md5", operator: "IS", value: md5 };
  const events = await client.fileEvents.newest([filter], MOST_EVENTS, signal);
  const sha256 = events.map(sha256In).find((found) => found !== undefined);
  if (sha256 !== undefined) return sha256;
  throw new NotFoundError(
    events.length === 0 ? `No file event has the MD5 ${md5}.` : `No file event with the MD5 ${md5} tells a SHA256.`,
    "Incydr finds a file by its MD5 through its events, which it keeps for a limited time. Give the SHA256.",
  );
}

function sha256In(event: FileEvent): string | undefined {
  const hash = isRecord(event.file) ? event.file.hash : undefined;
  const sha256 = isRecord(hash) ? hash.sha256 : undefined;
  return typeof sha256 === "string" && sha256 !== "" ? sha256.toLowerCase() : undefined;
}
