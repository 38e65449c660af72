import type { SentEvent } from "../events.ts";

/**
 * The lines of events, each with its line feed, as pieces of about `bytes`: so large that there are few writes, and so
 * small that a page is not in memory twice. A piece ends with a line; one that is larger alone is a piece of its own.
 */
export function* chunksOf(events: readonly SentEvent[], bytes = CHUNK_BYTES): Generator<Buffer> {
  let lines: string[] = [];
  let size = 0;
  for (const { line } of events) {
    lines.push(line, "\n");
    // Letters are a fair measure of bytes here, and free.
    size += line.length;
    if (size < bytes) continue;
    yield Buffer.from(lines.join(""));
    [lines, size] = [[], 0];
  }
  if (lines.length > 0) yield Buffer.from(lines.join(""));
}

// --- internal ---

const CHUNK_BYTES = 256 * 1024;
