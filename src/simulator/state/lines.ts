import type { FileHandle } from "node:fs/promises";

/** A whole line of a file, without its line feed. */
export interface Line {
  text: string;
  /** Counted from 1. */
  number: number;
  /** The byte after its line feed. */
  end: number;
}

/** Longer lines no simulator writes: a request's body has at most 4 MiB, and JSON writes a byte with six at most. */
export const longestLine = 32 * 1024 * 1024;

/** A line is longer than any that a simulator writes, or no UTF-8. */
export class DamagedLineError extends Error {}

/**
 * The lines of a file, from the first, read as they are asked for. What follows the last line feed is no line: a process
 * was killed while it wrote.
 * @throws DamagedLineError
 */
export async function* linesOf(file: FileHandle): AsyncGenerator<Line> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let parts: Buffer[] = [];
  let size = 0;
  let number = 1;
  let at = 0;
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(65_536), 0, 65_536, at);
    if (bytesRead === 0) return;
    let rest = buffer.subarray(0, bytesRead);
    for (let feed = rest.indexOf(10); feed !== -1; feed = rest.indexOf(10)) {
      const whole = Buffer.concat([...parts, rest.subarray(0, feed)]);
      at += feed + 1;
      yield { text: decode(decoder, whole), number, end: at };
      rest = rest.subarray(feed + 1);
      [parts, size] = [[], 0];
      number += 1;
    }
    at += rest.length;
    size += rest.length;
    if (size > longestLine) throw new DamagedLineError("the line is too long");
    parts.push(rest);
  }
}

// --- internal ---

function decode(decoder: { decode: (bytes: Buffer) => string }, bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new DamagedLineError("the line is no text", { cause });
  }
}
