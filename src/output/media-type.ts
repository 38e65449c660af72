/** How many of a file's first bytes `mediaType` wants to see. */
export const HEAD_BYTES = 4096;

/** What a file's first bytes say it is. `size` tells whether `head` is the whole file. */
export function mediaType(head: Uint8Array, size: number): string {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const known = SIGNATURES.find(([signature]) => bytes.subarray(0, signature.length).equals(signature));
  if (known) return known[1];
  const text = textOf(bytes, size);
  if (text === undefined) return "application/octet-stream";
  return looksLikeJson(text, bytes.length === size) ? "application/json" : "text/plain";
}

// --- internal ---

const SIGNATURES: [Buffer, string][] = [
  [Buffer.from("%PDF-"), "application/pdf"],
  [Buffer.from("PK\x03\x04"), "application/zip"],
  [Buffer.from("PK\x05\x06"), "application/zip"],
  [Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), "image/png"],
  [Buffer.from("\xff\xd8\xff", "latin1"), "image/jpeg"],
  [Buffer.from("GIF87a"), "image/gif"],
  [Buffer.from("GIF89a"), "image/gif"],
  [Buffer.from("\x7fELF"), "application/x-elf"],
  [Buffer.from("MZ"), "application/vnd.microsoft.portable-executable"],
  [Buffer.from("\x1f\x8b", "latin1"), "application/gzip"],
];

/** The head as text; undefined when it is empty, no UTF-8, or holds characters that no text holds. */
function textOf(head: Buffer, size: number): string | undefined {
  if (head.length === 0) return undefined;
  try {
    // When more follows, the head may end inside a character.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: head.length < size });
    // Coloured logs are text, escape characters and all.
    return /[^\P{Cc}\t\n\r\f]/u.test(text.replaceAll("\u001b", "")) ? undefined : text;
  } catch {
    return undefined;
  }
}

function looksLikeJson(text: string, whole: boolean): boolean {
  if (!whole) return /^\s*(\{\s*"|\[\s*[{["])/.test(text);
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
