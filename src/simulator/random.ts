/** Repeatable randomness. What it gives depends on the seed and the name of the stream alone. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number, both bounds included. */
  integer(min: number, max: number): number;
  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean;
  /** One of the list. @throws RangeError for an empty list. */
  pick<T>(list: readonly T[]): T;
  /** Lower-case hexadecimal digits. */
  hex(length: number): string;
  /** A UUID of version 4's shape. */
  uuid(): string;
}

/**
 * A stream of random numbers of its own. Streams with different names do not shift each other: drawing more from one,
 * or adding another, changes nothing elsewhere. Name a stream after the thing it makes: `("session", 17)`.
 */
export function createRandom(seed: number, ...name: readonly (string | number)[]): Random {
  const next = sfc32(fingerprint(JSON.stringify([seed, ...name])));
  function integer(min: number, max: number): number {
    return min + Math.floor(next() * (max - min + 1));
  }
  function hex(length: number): string {
    let digits = "";
    while (digits.length < length) digits += integer(0, 15).toString(16);
    return digits;
  }
  return {
    next,
    integer,
    hex,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const picked = list[integer(0, list.length - 1)];
      if (picked === undefined) throw new RangeError("There is nothing to pick from.");
      return picked;
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${integer(8, 11).toString(16)}${hex(3)}-${hex(12)}`,
  };
}

// --- internal ---

type State = [number, number, number, number];

/** Four 32-bit words of a text: four multiply-and-mix lanes, each with its own odd multiplier. */
function fingerprint(text: string): State {
  const lanes: State = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
  const multipliers: State = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f];
  for (const lane of [0, 1, 2, 3] as const) {
    let word = lanes[lane];
    for (let index = 0; index < text.length; index += 1) {
      word = Math.imul(word ^ text.charCodeAt(index), multipliers[lane]);
      word ^= word >>> 15;
    }
    lanes[lane] = word >>> 0;
  }
  return lanes;
}

/** Chris Doty-Humphrey's small fast counting generator, 32 bits wide. Twelve rounds mix the seed in. */
function sfc32([first, second, third, counter]: State): () => number {
  function next(): number {
    const sum = (first + second + counter) | 0;
    counter = (counter + 1) | 0;
    first = second ^ (second >>> 9);
    second = (third + (third << 3)) | 0;
    third = ((third << 21) | (third >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  }
  for (let round = 0; round < 12; round += 1) next();
  return next;
}
