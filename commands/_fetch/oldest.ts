/** Keeps the `limit` items of the least `at`, whatever order they come in, in memory of that size. */
export interface Oldest<T> {
  add(item: T): void;
  /** Those kept, ascending, and the `at` of the oldest that did not fit. */
  take(): { kept: T[]; oldestLeft: number | undefined };
}

export function createOldest<T>(limit: number, at: (item: T) => number): Oldest<T> {
  let kept: T[] = [];
  let oldestLeft: number | undefined;

  const cut = () => {
    kept.sort((a, b) => at(a) - at(b));
    const first = kept[limit];
    if (first !== undefined) oldestLeft = Math.min(oldestLeft ?? Infinity, at(first));
    kept = kept.slice(0, limit);
  };

  return {
    add(item) {
      kept.push(item);
      // Sorting at twice the limit only keeps the cost per item that of one sort.
      if (kept.length >= 2 * limit + 50) cut();
    },
    take() {
      cut();
      return { kept, oldestLeft };
    },
  };
}
