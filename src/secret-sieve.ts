/**
 * A quick look whether a text may hold one of the pieces, whatever the case of its letters. Of each stretch that is as
 * long as the shortest piece it looks at four letters only: whoever holds a piece has four of its letters there.
 * Where a piece is too short for that, every text may.
 */
export function createSieve(pieces: readonly string[]): (text: string) => boolean {
  if (pieces.length === 0) return () => false;
  const lower = pieces.map((piece) => piece.toLowerCase());
  const shortest = Math.min(...lower.map(({ length }) => length));
  const longest = Math.max(...lower.map(({ length }) => length));
  if (shortest < SHORTEST_PIECE) return () => true;
  const blocks = new Uint8Array(2 ** 16);
  for (const piece of lower) {
    for (let at = 0; at + BLOCK <= piece.length; at += 1) blocks[blockAt(piece, at)] = 1;
  }
  const stride = shortest - BLOCK + 1;
  return (text) => {
    for (let at = 0; at + BLOCK <= text.length; at += stride) {
      if (blocks[blockAt(text, at)] === 0) continue;
      const around = text.slice(Math.max(0, at - longest), at + longest).toLowerCase();
      if (lower.some((piece) => around.includes(piece))) return true;
    }
    return false;
  };
}

// --- internal ---

/** Letters looked at together. */
const BLOCK = 4;

/** With shorter ones it would have to look at nearly every letter, which is slower than a plain search. */
const SHORTEST_PIECE = 8;

/** Four letters as a number of 16 bits. The bit that sets small ASCII letters apart from capitals does not count. */
function blockAt(text: string, at: number): number {
  const [a, b] = [text.charCodeAt(at) | 32, text.charCodeAt(at + 1) | 32];
  const [c, d] = [text.charCodeAt(at + 2) | 32, text.charCodeAt(at + 3) | 32];
  return (a ^ (b << 3) ^ (c << 6) ^ (d << 9)) & 0xffff;
}
