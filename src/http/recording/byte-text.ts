// Bytes as text and back without loss: what is UTF-8 becomes its letters, any other byte a lone surrogate, which no text
// that was decoded holds.

export function bytesToText(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replace(NOT_ASCII, (found) =>
      found.length === 1
        ? String.fromCharCode(STRAY + found.charCodeAt(0))
        : Buffer.from(found, "latin1").toString("utf8"),
    );
}

export function textToBytes(text: string): Buffer {
  const latin1 = text.replace(/\P{ASCII}/gu, (letter) => {
    const code = letter.charCodeAt(0);
    const isStray = letter.length === 1 && code >= STRAY && code <= STRAY + 0xff;
    return isStray ? String.fromCharCode(code - STRAY) : Buffer.from(letter).toString("latin1");
  });
  return Buffer.from(latin1, "latin1");
}

// --- internal ---

const STRAY = 0xdc00;

/** UTF-8's sequences as the Unicode standard (table 3-7) allows them, or a byte that belongs to none. */
const NOT_ASCII =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;
