import { hash } from "node:crypto";

/**
 * Ids as compact sets: the first 16 bytes of each one's SHA-256, ascending, one after the other. Two of a billion ids
 * share them with a probability of one in 10^20.
 */
export type IdSet = Buffer;

const ID_BYTES = 16;

/** One id as sets hold it, a character for each byte. */
export function toDigest(id: string): string {
  return hash("sha256", id, "binary").slice(0, ID_BYTES);
}

/** The set of digests, of which some may be the same. */
export function toIdSet(digests: readonly string[]): IdSet {
  const ascending = [...new Set(digests)].sort();
  return Buffer.from(ascending.join(""), "latin1");
}

/** As a text column holds it. */
export function toText(ids: IdSet): string {
  return ids.toString("base64");
}

export function fromText(text: string): IdSet {
  return Buffer.from(text, "base64");
}

export function sizeOf(ids: IdSet): number {
  return ids.length / ID_BYTES;
}

/** Whether the set has the digest; takes as many steps as the size has binary digits. */
export function hasDigest(ids: IdSet, digest: string): boolean {
  let low = 0;
  let high = sizeOf(ids);
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareAt(ids, middle * ID_BYTES, digest);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** What either set has; reads each once. */
export function union(one: IdSet, other: IdSet): IdSet {
  const merged = Buffer.allocUnsafe(one.length + other.length);
  let i = 0;
  let j = 0;
  let end = 0;
  while (i < one.length && j < other.length) {
    const order = compare(one, i, other, j);
    const from = order <= 0 ? one : other;
    const at = order <= 0 ? i : j;
    // Faster than a call for so few bytes.
    for (let index = 0; index < ID_BYTES; index++) merged[end + index] = from[at + index] ?? 0;
    end += ID_BYTES;
    if (order <= 0) i += ID_BYTES;
    if (order >= 0) j += ID_BYTES;
  }
  end += one.copy(merged, end, i);
  end += other.copy(merged, end, j);
  return merged.subarray(0, end);
}

// --- internal ---

/** Mostly the first bytes differ. */
function compare(one: IdSet, i: number, other: IdSet, j: number): number {
  for (let index = 0; index < ID_BYTES; index++) {
    const order = (one[i + index] ?? 0) - (other[j + index] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

function compareAt(ids: IdSet, at: number, digest: string): number {
  for (let index = 0; index < ID_BYTES; index++) {
    const order = (ids[at + index] ?? 0) - digest.charCodeAt(index);
    if (order !== 0) return order;
  }
  return 0;
}
