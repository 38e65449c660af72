/** What came of a stream, held against what the vendor has. */
export interface Comparison {
  stream: string;
  /** What the vendor has. */
  items: number;
  /** Ids of what the vendor has and was not taken in. */
  lost: string[];
  /** Ids of what was taken in more than once. */
  doubled: string[];
  /** Ids of what was taken in and the vendor does not have. */
  unknown: string[];
}

/**
 * @param truth the ids of what the vendor has
 * @param found how often each id was taken in
 */
export function compare(stream: string, truth: Iterable<string>, found: ReadonlyMap<string, number>): Comparison {
  const wanted = new Set(truth);
  const ids = [...found.keys()];
  return {
    stream,
    items: wanted.size,
    lost: [...wanted].filter((id) => !found.has(id)),
    doubled: ids.filter((id) => (found.get(id) ?? 0) > 1),
    unknown: ids.filter((id) => !wanted.has(id)),
  };
}
