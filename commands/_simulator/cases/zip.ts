import { crc32 } from "node:zlib";

export interface ZipEntry {
  /** With slashes between folders. */
  name: string;
  content: Uint8Array;
}

/** A ZIP archive whose entries are stored as they are. All of them are of one time: the first that ZIP can tell. */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const bytes = Buffer.from(name);
    const facts = factsOf(bytes, content);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), facts, bytes, content]);
    // Made by version 2.0; no comment, first disk, no attributes; then where the local header stands.
    const header = Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), facts, Buffer.alloc(14), bytes]);
    header.writeUInt32LE(offset, 42);
    locals.push(local);
    central.push(header);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

// --- internal ---

/** What local and central headers have in common. */
function factsOf(name: Uint8Array, content: Uint8Array): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  // The name is UTF-8.
  facts.writeUInt16LE(0x0800, 2);
  // 1 January 1980.
  facts.writeUInt16LE(0x0021, 8);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(name.length, 22);
  return facts;
}
