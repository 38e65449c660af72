import { ApiError } from "soarkit";
import type { Session, SessionFilter, SessionPage, Sessions } from "../_api/sessions.ts";

/**
 * All pages of a search whose rows move while they are read, so that no session that is there all the time is left out.
 * Each page begins on a row that the page before showed, and is only taken when it still shows one of them in its place;
 * else rows above have gone (closed sessions do), others have moved up unread, and the reading steps back until pages
 * join again. Sessions may come more than once. What comes or moves above the place that was reached is left to the next
 * reading.
 * @throws ApiError when Incydr gives the same page for every number, or when no end is reached for all that changes
 */
export async function* stablePages(
  sessions: Sessions,
  filter: SessionFilter,
  signal: AbortSignal,
): AsyncGenerator<SessionPage, void, undefined> {
  const { pageSize } = sessions;
  let before: readonly Session[] = [];
  let position = 0;
  let step = pageSize;
  let repeats = 0;
  let most: number | undefined;
  let asked = 0;
  for (;;) {
    const { number, size } = pageFrom(position, pageSize);
    const start = number * size;
    const page = await sessions.page({ filter }, { number, size }, signal);
    const { items, totalCount } = page;
    most ??= MOST_MORE + 3 * Math.ceil((totalCount ?? 0) / pageSize);
    asked += 1;
    if (asked > most) throw endless("changes faster than it can be read");
    yield page;
    repeats = start > 0 && isSame(before, items) ? repeats + 1 : 0;
    if (repeats >= MOST_REPEATS) throw endless("gives the same sessions for every page");
    if (start > 0 && !joins(before, items)) {
      position = Math.max(0, start - step);
      step *= 2;
      continue;
    }
    before = items;
    step = pageSize;
    position = start + items.length;
    if (items.length === 0 || (totalCount === undefined ? items.length < size : position >= totalCount)) return;
  }
}

/**
 * The page to go on with where `position` rows have been read: of those that begin before it the one that reaches
 * furthest. Incydr counts pages by their size, so that pages of different sizes overlap.
 */
export function pageFrom(position: number, pageSize: number): { number: number; size: number } {
  let best = { number: 0, size: pageSize };
  if (position === 0) return best;
  let furthest = position;
  for (let size = pageSize; size > 0; size -= 1) {
    const number = Math.floor((position - 1) / size);
    if ((number + 1) * size > furthest) {
      furthest = (number + 1) * size;
      best = { number, size };
    }
  }
  return best;
}

/** How many pages it takes to read so many sessions, when nothing moves. */
export function countPages(total: number, pageSize: number): number {
  let pages = 1;
  for (let position = pageSize; position < total; pages += 1) {
    const { number, size } = pageFrom(position, pageSize);
    position = (number + 1) * size;
  }
  return pages;
}

// --- internal ---

/** Pages beyond three times those that the first one promises. */
const MOST_MORE = 100;

const MOST_REPEATS = 3;

function joins(before: readonly Session[], items: readonly Session[]): boolean {
  const ends = new Map(before.map(({ sessionId, endTime }) => [sessionId, endTime]));
  // One that got new data has moved to the front, and tells nothing of what lay behind it.
  return items.some(({ sessionId, endTime }) => ends.has(sessionId) && ends.get(sessionId) === endTime);
}

function isSame(before: readonly Session[], items: readonly Session[]): boolean {
  return (
    items.length > 0 &&
    items.length === before.length &&
    items.every(({ sessionId }, index) => sessionId === before[index]?.sessionId)
  );
}

function endless(what: string): ApiError {
  return new ApiError(
    `Incydr's list of sessions ${what}, so reading it would never end.`,
    "The next run tries again. If it stays so, ask Code42, or report it to the integration's author.",
    { status: 200, body: "" },
  );
}
