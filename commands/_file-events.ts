import { ApiError, ArgumentError } from "soarkit";
import type { FileEvent, FileEventQuery } from "./_api/file-events.ts";
import type { Incydr } from "./_api/incydr.ts";
import type { Following } from "./_audit-log.ts";
import { refusedQuery } from "./_map/query-problems.ts";

export interface FoundFileEvents {
  /** Each once, in the order of the query. */
  events: FileEvent[];
  /** Of the whole query, where Incydr says so. */
  totalCount: number | undefined;
  /** What Incydr remarked on the query, which it answered all the same. */
  problems: string[];
}

/**
 * At most `wanted` events of a query, page by page. A page token that has grown stale meanwhile is no end: the search
 * begins anew, once, and goes on with what it has not met before.
 * @throws ArgumentError when Incydr refuses the query, or lets a page token grow stale a second time
 */
export async function searchFileEvents(
  client: Incydr,
  query: FileEventQuery,
  wanted: number,
  { progress, signal }: Following,
): Promise<FoundFileEvents> {
  const byId = new Map<string, FileEvent>();
  const problems = new Set<string>();
  let totalCount: number | undefined;

  async function search(): Promise<void> {
    for await (const page of client.fileEvents.pages(query, Math.min(wanted, PAGE_SIZE), signal)) {
      for (const event of page.fileEvents) {
        if (byId.size >= wanted) break;
        if (!byId.has(event.event.id)) byId.set(event.event.id, event);
      }
      for (const problem of page.problems) problems.add(problem);
      totalCount ??= page.totalCount;
      progress(byId.size, Math.min(wanted, totalCount ?? wanted), "file events");
      if (byId.size >= wanted) return;
    }
  }

  for (let restarted = false; ; restarted = true) {
    try {
      await search();
      return { events: [...byId.values()], totalCount, problems: [...problems] };
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 400) throw error;
      if (!isStaleToken(error)) throw refusedQuery(error);
      if (restarted) throw staleTwice(error);
    }
  }
}

// --- internal ---

/** Half of Incydr's largest page: an event may be of many kilobytes, and an answer is read whole. */
const PAGE_SIZE = 5000;

function isStaleToken({ body }: ApiError): boolean {
  return body.includes("INVALID_PAGE_TOKEN");
}

function staleTwice(cause: unknown): ArgumentError {
  return new ArgumentError(
    "Incydr twice gave up the search while its events were being read: the token for the next page had grown stale.",
    "Ask for fewer results, or narrow the search, so that it is over sooner.",
    { cause },
  );
}
