import { Refusal, type Route } from "soarkit/simulator";

import { eventCsv } from "./event-csv.ts";
import { groupBy } from "./grouping.ts";
import { refusedPage, type Problem } from "./problem.ts";
import { EVENT_ID, parseEventQuery, parseGroupingQuery, type EventQuery } from "./query.ts";
import type { SavedSearch } from "./saved-searches.ts";
import type { EventPage, Search } from "./search.ts";

/**
 * Whether pages by token come in the order that the query asks for, or in that of ids whatever it asks for: which of them
 * Incydr does is not published.
 */
export type TokenOrder = "query" | "id";

/** `/v2/file-events`: search, grouping, export and saved searches. */
export function fileEventRoutes(search: Search, savedSearches: SavedSearch[], tokenOrder: TokenOrder): Route[] {
  function pageOf(query: EventQuery): EventPage | undefined {
    const isById = tokenOrder === "id" && "token" in query.page;
    return search.page(isById ? { ...query, sort: { ...query.sort, term: EVENT_ID } } : query);
  }
  return [
    {
      method: "POST",
      path: "/v2/file-events",
      handle: ({ body }) => {
        const { value: query, problems } = parseEventQuery(body);
        if (problems !== undefined) return { status: 400, body: refusedPage(problems) };
        const page = pageOf(query);
        return page === undefined ? { status: 400, body: refusedPage([badToken]) } : { pieces: pagePieces(page) };
      },
    },
    {
      method: "POST",
      path: "/v2/file-events/grouping",
      handle: ({ body }) => {
        const { value: query, problems } = parseGroupingQuery(body);
        if (problems !== undefined) return { status: 400, body: { groups: null, problems } };
        const groups = groupBy(search.matching(query.criteria), query.term, query.size);
        return { body: { groups, problems: null } };
      },
    },
    {
      // In order of insertion, whatever the query's own order: the vendor's is not published.
      method: "POST",
      path: "/v2/file-events/export",
      handle: ({ body }) => {
        const { value: query, problems } = parseEventQuery(body);
        if (problems !== undefined) return { status: 400, body: refusedPage(problems) };
        return { pieces: eventCsv(search.matching(query.criteria)), headers: csvHeaders };
      },
    },
    {
      method: "GET",
      path: "/v2/file-events/saved-searches",
      handle: () => ({ body: { searches: savedSearches } }),
    },
    {
      method: "GET",
      path: "/v2/file-events/saved-searches/:searchId",
      handle: ({ params }) => {
        const searches = savedSearches.filter(({ id }) => id === params.searchId);
        if (searches.length === 0) throw new Refusal(404, { error: "There is no such saved search." });
        return { body: { searches } };
      },
    },
  ];
}

// --- internal ---

const csvHeaders = {
  "Content-Type": "text/csv",
  "Content-Disposition": 'attachment; filename="FileEvents.csv"',
};

const badToken: Problem = {
  type: "INVALID_PAGE_TOKEN",
  description: "the page token is unknown or no longer valid",
  badFilter: null,
};

/** A page may be large: its documents are made while they are sent. */
function* pagePieces({ totalCount, events, nextPgToken }: EventPage): Generator<string> {
  let separator = "";
  yield `{"totalCount":${String(totalCount)},"fileEvents":[`;
  for (const event of events) {
    yield separator + JSON.stringify(event.document());
    separator = ",";
  }
  yield `],"nextPgToken":${JSON.stringify(nextPgToken)},"problems":null}`;
}
