/**
 * What `work` makes of each item, in the items' order, at most `width` of them at a time. When one fails, no further
 * one is begun, and the failure is thrown.
 */
export async function sideBySide<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>();
  const left = items.entries();
  let failed = false;
  async function worker(): Promise<void> {
    for (const [index, item] of left) {
      if (failed) return;
      try {
        results.set(index, await work(item));
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }
  await Promise.all(Array.from({ length: width }, worker));
  return [...results].sort(([one], [other]) => one - other).map(([, result]) => result);
}
