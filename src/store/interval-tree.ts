/**
 * Ranges of time as rows that an index finds by overlap, however they lie: a virtual binary tree over all moments, each
 * range hung at the one node of it that is highest in the tree among those within the range (Kriegel, Pötke and Seidl,
 * "Managing Intervals Efficiently in Object-Relational Databases", 2000). A query visits two branches of the tree.
 */

/** The node of the range from `from` to `to`, both included: the number in it that has most zeros at its end in binary. */
export function forkNode(from: number, to: number): number {
  let width = 1;
  while (Math.floor((from - 1) / (2 * width)) !== Math.floor(to / (2 * width))) width *= 2;
  return Math.floor(to / width) * width;
}

/** The nodes outside of a query's range whose ranges may reach into it: before it by their end, after it by their begin. */
export function branches(from: number, to: number): { before: number[]; after: number[] } {
  const before = new Set<number>();
  const after = new Set<number>();
  for (let width = 2; width <= LATEST * 2; width *= 2) {
    before.add(Math.floor(from / width) * width);
    after.add(Math.ceil(to / width) * width);
  }
  return {
    before: [...before].filter((node) => node < from),
    after: [...after].filter((node) => node > to),
  };
}

/**
 * A time as the tree can hold it: whole milliseconds from 1970 until the year 10,889. What is no number counts as its
 * begin.
 */
export function toMoment(at: number): number {
  if (Number.isNaN(at)) return 1;
  return Math.min(Math.max(Math.floor(at), 1), LATEST - 1);
}

// --- internal ---

/** The root of the tree lies in its midst, and no range crosses the numbers at its ends. */
const LATEST = 2 ** 48;
