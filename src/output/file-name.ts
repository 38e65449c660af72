/** Most file systems take names of up to 255 bytes; the rest is room for a ` (1)` before the extension. */
const LONGEST_BYTES = 240;

/**
 * A name from outside as a name that any file system takes and that cannot leave its folder: no path parts, control or
 * direction-changing characters, nothing Windows reserves, not only dots, at most 240 bytes (the extension is kept).
 */
export function safeFileName(name: string): string {
  const last = name.toWellFormed().replace(/^.*[/\\]/s, "");
  const clean = last
    .replace(HIDDEN, "")
    .replace(/[<>:"|?*]/g, "_")
    .trim()
    .replace(/[. ]+$/, "");
  const short = shorten(clean).replace(/[. ]+$/, "");
  if (short === "") return "file";
  return RESERVED.test(short) ? `_${short}` : short;
}

/** The extension of a name: lower case, without the dot; empty when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
}

// --- internal ---

/** Control characters, and those that reverse the direction of what follows (`exe.fdp` shown as `pdf.exe`). */
const HIDDEN = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)\s*(\.|$)/i;

/** Longer extensions are cut like the rest of the name. */
const LONGEST_EXTENSION = 20;

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST_BYTES) return name;
  const extension = extensionOf(name);
  const tail =
    extension !== "" && Buffer.byteLength(extension) <= LONGEST_EXTENSION ? name.slice(name.lastIndexOf(".")) : "";
  let room = LONGEST_BYTES - Buffer.byteLength(tail);
  let stem = "";
  for (const character of name) {
    room -= Buffer.byteLength(character);
    if (room < 0) break;
    stem += character;
  }
  return stem + tail;
}
