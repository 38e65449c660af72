import { createHash } from "node:crypto";

import type { World } from "../world.ts";

/** One file of any length, of which no more than a block is ever in memory. */
export interface LargeFile {
  name: string;
  size: number;
  captureId: string;
  /** Reads the whole file when first asked for: some seconds for a gigabyte. */
  sha256: () => string;
  chunks: () => Iterable<Uint8Array>;
}

/** @param size bytes */
export function createLargeFile(world: World, size: number): LargeFile {
  let block: Buffer | undefined;
  let hash: string | undefined;

  function* chunks(): Generator<Uint8Array> {
    block ??= blockOf(world);
    for (let left = size; left > 0; left -= block.length) yield left < block.length ? block.subarray(0, left) : block;
  }
  function sha256(): string {
    const digest = createHash("sha256");
    for (const chunk of chunks()) digest.update(chunk);
    return digest.digest("hex");
  }

  return {
    name: "archive.bin",
    size,
    captureId: "xfc-large",
    sha256: () => (hash ??= sha256()),
    chunks,
  };
}

// --- internal ---

const BLOCK_BYTES = 1024 * 1024;

function blockOf(world: World): Buffer {
  const random = world.random("large-file");
  const block = Buffer.alloc(BLOCK_BYTES);
  for (let at = 0; at < BLOCK_BYTES; at += 4) block.writeUInt32LE(random.integer(0, 2 ** 32 - 1), at);
  return block;
}
