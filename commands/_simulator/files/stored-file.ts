import { createHash } from "node:crypto";

import { draw, drawIndex, mix, textKey } from "../file-events/draw.ts";
import { contents } from "../file-events/contents.ts";
import { themes } from "../themes.ts";

/** One version of one of the company's files: the same bytes, whoever has it. */
export interface StoredFile {
  name: string;
  /** As events state it. */
  size: number;
  hash: { md5: string; sha256: string };
  /** The company's preservation service has it, so that it can be downloaded. */
  isKept: boolean;
  bytes: () => Uint8Array;
}

/** How many versions of a file there are, each with its own content. */
export const VERSIONS = 16;

/**
 * A file by its name and version. There are few hundred: what is costly about one is done when first asked for, and then
 * kept, so that a million events do not hash a million files.
 * @throws RangeError for a name that no event draws
 */
export function storedFile(name: string, version: number): StoredFile {
  const found = pool.get(name)?.[version];
  if (found) return found;
  throw new RangeError(`There is no version ${String(version)} of ${name}.`);
}

/** All of them, the exemplary one first. */
export function storedFiles(): readonly StoredFile[] {
  return all;
}

/**
 * The file of Incydr's published example: its hash as SHA-256 is that of its three bytes, while MD5 and size are those
 * of another one. So it can be downloaded, but not be taken for what its MD5 says.
 */
export const exemplaryFile: StoredFile = {
  name: "ledger_core.py",
  size: 48_213,
  hash: {
    md5: "0f343b0931126a20f133d67c2b018a3b",
    sha256: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
  },
  isKept: true,
  bytes: () => Buffer.from("foo"),
};

/** The id under which an event's file was captured. It tells the file, so that nothing need be kept of the event. */
export function toCaptureId(key: number, file: StoredFile): string {
  if (file === exemplaryFile) return "xfc-0001";
  const drawn = mix(key, CAPTURE);
  const number = numbers.get(file) ?? 0;
  return `xfc-${hex(drawn, 8)}${hex(number, 4)}${hex(mix(drawn, number) % 65_536, 4)}`;
}

/** The file captured under that id; undefined for an id that no event has. */
export function capturedFile(id: string): StoredFile | undefined {
  if (id === "xfc-0001") return exemplaryFile;
  const [, drawn, number, check] = /^xfc-([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})$/.exec(id) ?? [];
  if (drawn === undefined || number === undefined || check === undefined) return undefined;
  const index = parseInt(number, 16);
  return mix(parseInt(drawn, 16), index) % 65_536 === parseInt(check, 16) ? all[index] : undefined;
}

// --- internal ---

/** The salt of capture ids. */
const CAPTURE = 21;

const pool = new Map(
  [...Object.values(contents), ...themes.map(({ fileNames, mimeType }) => ({ names: fileNames, mimeType }))].flatMap(
    ({ names, mimeType }) => names.map((name) => [name, versionsOf(name, mimeType)] as const),
  ),
);

const all: readonly StoredFile[] = [exemplaryFile, ...[...pool.values()].flat()];
const numbers = new Map(all.map((file, number) => [file, number]));

function versionsOf(name: string, mimeType: string): StoredFile[] {
  return Array.from({ length: VERSIONS }, (_, version) => {
    const key = mix(textKey(name), version);
    const size = 256 + drawIndex(key, 0, 32_000);
    let hash: StoredFile["hash"] | undefined;
    const bytes = () => fill(key, size, HEADS[mimeType] ?? "");
    return {
      name,
      size,
      get hash() {
        hash ??= hashesOf(bytes());
        return hash;
      },
      isKept: draw(key, 1) >= 0.1,
      bytes,
    };
  });
}

/** What files of a type begin with. */
const HEADS: Record<string, string> = {
  "image/png": "\x89PNG\r\n\x1a\n",
  "application/pdf": "%PDF-1.7\n",
  "application/zip": "PK\x03\x04",
  "application/vnd.ms-excel": "PK\x03\x04",
  "application/msword": "PK\x03\x04",
  "application/vnd.ms-powerpoint": "PK\x03\x04",
  "text/x-python": "",
};

/** A file of that length: its type's beginning, then what its key says; source code as lines of text. */
function fill(key: number, size: number, head: string): Uint8Array {
  const bytes = Buffer.alloc(size);
  if (head === "") {
    for (let at = 0, line = 0; at < size; line += 1)
      at += bytes.write(`entry_${String(mix(key, line))} = ${String(line)}\n`, at);
    return bytes;
  }
  for (let at = 0; at + 4 <= size; at += 4) bytes.writeUInt32LE(mix(key, at), at);
  bytes.write(head, 0, "latin1");
  return bytes;
}

function hashesOf(bytes: Uint8Array): StoredFile["hash"] {
  return {
    md5: createHash("md5").update(bytes).digest("hex"),
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, "0");
}
