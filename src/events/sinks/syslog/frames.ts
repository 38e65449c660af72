import type { SentEvent } from "../../events.ts";

/** What all messages of one sink have in common. */
export interface SyslogHeader {
  facility: number;
  severity: number;
  host: string;
  app: string;
  process: string;
  stream: string;
}

/**
 * Events as messages of RFC 5424, each with its length in front (RFC 6587 §3.4.1, RFC 5425 §4.3), in pieces to be
 * written at once. A message is as long as its event: receivers must take 2,048 bytes, and most take 64 KiB.
 */
export function* framesOf(events: readonly SentEvent[], header: SyslogHeader, bytes = PIECE_BYTES): Generator<Buffer> {
  const { facility, severity, stream } = header;
  const start = `<${(facility * 8 + severity).toString()}>1 `;
  const names = [field(header.host, 255), field(header.app, 48), field(header.process, 128), field(stream, 32)].join(
    " ",
  );
  const streamParam = ` stream="${paramValue(stream)}"]`;
  let frames: string[] = [];
  let size = 0;
  for (const { id, at, line } of events) {
    const data = `[${SD_ID} _id="${paramValue(id)}"${streamParam}`;
    const message = `${start}${new Date(at).toISOString()} ${names} ${data} ${marked(line)}`;
    const length = Buffer.byteLength(message);
    frames.push(`${length.toString()} ${message}`);
    size += length;
    if (size < bytes) continue;
    yield Buffer.from(frames.join(""));
    [frames, size] = [[], 0];
  }
  if (frames.length > 0) yield Buffer.from(frames.join(""));
}

// --- internal ---

const PIECE_BYTES = 256 * 1024;

/** Names outside IANA's list carry an enterprise number. soarkit has none; this one is for examples (RFC 5612). */
const SD_ID = "soarkit@32473";

/** A header's field is printable ASCII without spaces; `-` says nothing. */
function field(text: string, longest: number): string {
  const printable = text.replaceAll(/[^\x21-\x7e]/gu, "_").slice(0, longest);
  return printable === "" ? "-" : printable;
}

/** RFC 5424 §6.3.3. Control characters are allowed there, but not by every receiver. */
function paramValue(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, " ")
    .replaceAll(/["\\\]]/gu, String.raw`\$&`);
}

/** RFC 5424 §6.4: what is UTF-8 begins with the byte order mark. Pure ASCII goes without, which every receiver reads. */
function marked(line: string): string {
  return /^[\0-\x7f]*$/u.test(line) ? line : `\ufeff${line}`;
}
