import { ArgumentError, pageByNumber, type CountedPage } from "soarkit";

/** Some of the items there are, from the first on. */
export interface Taken<T> {
  items: T[];
  /** How many there are in all, where Incydr says so. */
  total: number | undefined;
}

/**
 * Reads pages, counted from 1, until there are `limit` items or no more. The last page is cut. What comes again on a
 * later page, because something new has pushed it on in the meantime, counts once.
 */
export async function takePages<T>(options: {
  limit: number;
  /** How many items a page is asked for. */
  size: number;
  fetchPage: (page: { number: number; size: number }) => Promise<CountedPage<T>>;
  idOf: (item: T) => string | number;
  progress: (done: number, total?: number) => void;
  signal: AbortSignal;
}): Promise<Taken<T>> {
  const { limit, size, fetchPage, idOf, progress, signal } = options;
  const taken: Taken<T> = { items: [], total: undefined };
  const seen = new Set<string | number>();
  const pages = pageByNumber({
    first: 1,
    size,
    signal,
    fetchPage: async (number) => {
      const page = await fetchPage({ number, size });
      taken.total = page.totalCount ?? undefined;
      return page;
    },
  });
  for await (const items of pages) {
    const fresh = items.filter((item) => !seen.has(idOf(item)));
    for (const item of fresh) seen.add(idOf(item));
    taken.items.push(...fresh.slice(0, limit - taken.items.length));
    progress(taken.items.length, taken.total === undefined ? undefined : Math.min(limit, taken.total));
    if (taken.items.length >= limit) break;
  }
  return taken;
}

/**
 * What to say under a table that does not hold all there is; nothing where it does.
 * @param argument the one that says how many are wanted
 */
export function describeRest({ items, total }: Taken<unknown>, what: string, argument = "limit"): string {
  if (total === undefined || total <= items.length) return "";
  return `\n${what} shown: ${items.length} of ${total}. Raise ${argument} to see more.\n`;
}

/** @throws ArgumentError naming the argument, unless at least one is wanted */
export function assertCount(argument: string, count: number): void {
  if (count >= 1) return;
  throw new ArgumentError(`${argument} must be 1 or more, got ${count}.`, "Give a number such as 50.");
}
