import { ApiError, toObject, type CollectedEvent, type Log, type Range } from "soarkit";
import type { FileEventDocument, FileEventQuery, FileEvents } from "../_api/file-events.ts";
import { contentId } from "../_map/content-id.ts";
import { toInsertedQuery } from "../_map/inserted-events.ts";
import { unknownOf, type Source } from "./source.ts";

/**
 * File events by their time of insertion: the only one of their times that tells when they could be found.
 * @param sizes.mostInWindow what is read anew at most when a page token has grown stale. @default 50,000
 */
export function fileEventSource(
  fileEvents: FileEvents,
  lookBackMs: number,
  log: Log,
  sizes: { pageSize?: number; mostInWindow?: number } = {},
): Source {
  const { pageSize = PAGE_SIZE, mostInWindow = MOST_IN_WINDOW } = sizes;
  return {
    lookBackMs,
    mostInWindow,
    pageSize,
    count: ({ from, to }, signal) => fileEvents.count(countQuery(from, to), signal),
    read: async (window, { size, next: token }, signal) => {
      const page = await fileEvents.documents(windowQuery(window), { size, token }, signal);
      if (page.problems.length > 0) log.warn("Incydr remarks on the query.", { problems: page.problems });
      if (page.nextPgToken !== undefined && page.nextPgToken === token) throw endless(token);
      return {
        events: page.fileEvents.map(toCollected),
        total: page.totalCount,
        next: page.nextPgToken === "" ? undefined : page.nextPgToken,
      };
    },
    fresh: unknownOf,
    isStale: (error) => error instanceof ApiError && error.status === 400 && error.body.includes("INVALID_PAGE_TOKEN"),
    query: ({ from, to }) => `POST /v2/file-events event.inserted ON_OR_AFTER ${iso(from)} ON_OR_BEFORE ${iso(to)}`,
  };
}

// --- internal ---

/** Half of Incydr's largest page: an event may be of many kilobytes, and an answer is read whole. */
const PAGE_SIZE = 5000;
const MOST_IN_WINDOW = 50_000;

/**
 * Both bounds are within, and Incydr compares milliseconds where events have microseconds. The event at the end is in
 * this window and in the next: what one of them would leave out, should it compare otherwise, the other has.
 */
function windowQuery({ from, to }: Range): FileEventQuery {
  return toInsertedQuery(from, to);
}

/** Up to, and not including, `to`; without it, up to whatever there is. */
function countQuery(from: number, to: number | undefined): FileEventQuery {
  return to === undefined ? toInsertedQuery(from) : toInsertedQuery(from, to - 1);
}

/** Found by its time of insertion, an event has one, and an id; if Incydr ever leaves them out, it is not lost for it. */
function toCollected({ id, insertedAt, document }: FileEventDocument): CollectedEvent {
  const at = Date.parse(insertedAt ?? "");
  return { id: id ?? contentId(toObject(document)), at: Number.isNaN(at) ? 0 : at, event: document };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function endless(token: string | undefined): ApiError {
  return new ApiError(
    `Incydr gave the page token ${JSON.stringify(token?.slice(0, 60))} again, so paging would never end.`,
    "This is a fault of Incydr's; try again later, and tell its support if it stays.",
    { status: 200, body: "" },
  );
}
