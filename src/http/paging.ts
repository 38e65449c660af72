import { isDeepStrictEqual } from "node:util";
import { ApiError } from "../errors.ts";
import { throwIfStopped } from "./interruption.ts";

/** One page as the vendor gives it. */
export interface CountedPage<T> {
  items: T[];
  /** How many items there are over all pages, where the vendor says so. */
  totalCount?: number | null | undefined;
}

/**
 * Pages by number, one request at a time, each asked for only when the one before has been used. The last page is the
 * one that reaches `totalCount`, or, where the vendor gives no total, the first that is not full. A short page before
 * the total is reached is no end: some vendors give fewer items than were asked for.
 * @throws ApiError when the vendor gives the same page again and again
 */
export async function* pageByNumber<T>(options: {
  /** The vendor's number of the first page: 0 or 1. */
  first: number;
  /** How many items a page is asked for. */
  size: number;
  fetchPage: (page: number) => Promise<CountedPage<T>>;
  signal?: AbortSignal | undefined;
}): AsyncGenerator<T[], void, undefined> {
  const { first, size, fetchPage, signal } = options;
  yield* countedPages(size, (index) => fetchPage(first + index), signal);
}

/** The same by the number of items to skip. */
export async function* pageByOffset<T>(options: {
  size: number;
  fetchPage: (offset: number) => Promise<CountedPage<T>>;
  signal?: AbortSignal | undefined;
}): AsyncGenerator<T[], void, undefined> {
  const { size, fetchPage, signal } = options;
  yield* countedPages(size, (_, seen) => fetchPage(seen), signal);
}

/**
 * Pages by the token that each page gives for the next; a page without one is the last. `first` is what the vendor
 * wants to see on the first request.
 * @throws ApiError when the vendor gives a token that it has given before
 */
export async function* pageByToken<T>(options: {
  /** @default undefined */
  first?: string;
  fetchPage: (token: string | undefined) => Promise<{ items: T[]; next?: string | null | undefined }>;
  signal?: AbortSignal | undefined;
}): AsyncGenerator<T[], void, undefined> {
  const { fetchPage, signal } = options;
  const given = new Set<string>();
  let token = options.first;
  for (;;) {
    throwIfStopped(signal);
    const { items, next } = await fetchPage(token);
    if (items.length > 0) yield items;
    if (next === undefined || next === null || next === "") return;
    if (given.has(next)) throw endless(`gave the page token ${JSON.stringify(next.slice(0, 40))} a second time`);
    given.add(next);
    token = next;
  }
}

// --- internal ---

async function* countedPages<T>(
  size: number,
  fetchPage: (index: number, seen: number) => Promise<CountedPage<T>>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T[], void, undefined> {
  let seen = 0;
  let previous: T[] | undefined;
  for (let index = 0; ; index++) {
    throwIfStopped(signal);
    const { items, totalCount } = await fetchPage(index, seen);
    if (items.length === 0) return;
    // Different pages differ in their first item, so this costs nothing until they do not.
    if (isDeepStrictEqual(items, previous)) throw endless(`gave the same page twice in a row (page ${index + 1})`);
    previous = items;
    seen += items.length;
    yield items;
    if (typeof totalCount === "number" ? seen >= totalCount : items.length < size) return;
  }
}

function endless(what: string): ApiError {
  return new ApiError(
    `The vendor ${what}, so paging would never end.`,
    "This is a fault of the vendor's API or of the integration's paging; report it to the integration's author.",
    { status: 200, body: "" },
  );
}
