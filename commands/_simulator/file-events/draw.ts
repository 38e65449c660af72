// Repeatable chance that costs a few integer operations: a search may look at a million events, and the kit's random
// streams, made for objects that are kept, take longer to set up than an event takes to make.

/** A number of 32 bits that depends on all given ones. Use it as the key of draws. */
export function mix(...numbers: number[]): number {
  let hash = 0x9e3779b9;
  for (const number of numbers) {
    hash = scramble(hash ^ (number | 0));
    hash = scramble(hash ^ Math.floor(number / 2 ** 32));
  }
  return hash >>> 0;
}

/** A number of 32 bits that depends on the text. */
export function textKey(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return scramble(hash) >>> 0;
}

/** At least 0, below 1. The salt tells the draws of one key apart. */
export function draw(key: number, salt: number): number {
  return (scramble(key ^ Math.imul(salt + 1, 0x9e3779b1)) >>> 0) / 2 ** 32;
}

/** A whole number from 0 to below `count`. */
export function drawIndex(key: number, salt: number, count: number): number {
  return Math.floor(draw(key, salt) * count);
}

/** @throws RangeError for an empty list */
export function drawFrom<T>(key: number, salt: number, list: readonly T[]): T {
  const drawn = list[drawIndex(key, salt, list.length)];
  if (drawn === undefined) throw new RangeError("There is nothing to draw from.");
  return drawn;
}

/** Lower-case hexadecimal digits. */
export function drawHex(key: number, salt: number, length: number): string {
  const start = mix(key, salt);
  let digits = "";
  for (let word = 0; digits.length < length; word += 1) {
    // Counted up from 2^32, a word of fewer digits keeps its leading zeros.
    digits += ((scramble(start + word) >>> 0) + 2 ** 32).toString(16).slice(1);
  }
  return digits.slice(0, length);
}

/** Decimal digits, the first of them not 0. */
export function drawDigits(key: number, salt: number, length: number): string {
  let digits = String(1 + drawIndex(key, salt, 9));
  for (let word = 0; digits.length < length; word += 1) {
    digits += String(drawIndex(mix(key, salt), word, 1e8)).padStart(8, "0");
  }
  return digits.slice(0, length);
}

// --- internal ---

/** The finishing steps of the 32-bit murmur hash: every bit of the input reaches every bit of the result. */
function scramble(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
