import type { Query, Route } from "soarkit/simulator";

/** What Incydr's documents leave open about many routes at once. */
export interface Unpublished {
  /** Of a change that is answered with nothing. */
  emptyStatus: number;
  /** The largest page of the lists whose largest one is not published; 0 for what each of them has. */
  pageLimit: number;
  /** What becomes of a page that is larger. */
  pageExcess: "refuse" | "cap";
}

/** The routes as they are when what is not published is as `settings` say. */
export function asUnpublished(routes: readonly Route[], settings: Unpublished): Route[] {
  return routes.map((route) => ({
    ...route,
    handle: (request) => {
      const query = isSizePublished(route.path) ? request.query : sized(request.query, settings);
      const answer = route.handle({ ...request, query });
      return answer.status === 204 && !isEmptyPublished(route.path)
        ? { ...answer, status: settings.emptyStatus }
        : answer;
    },
  }));
}

// --- internal ---

/** As the lists spell the size of a page. */
const sizeNames = new Set(["pageSize", "page_size", "pgSize", "PageSize"]);

function isSizePublished(path: string): boolean {
  return path === "/v1/sessions" || path.startsWith("/v1/actors/");
}

/** Cases are known to be deleted with 204; notes have a knob of their own. */
function isEmptyPublished(path: string): boolean {
  return path.startsWith("/v1/cases") || path.endsWith("/add-note");
}

function sized(query: Query, { pageLimit, pageExcess }: Unpublished): Query {
  return {
    ...query,
    integer: (name, bounds = {}) => {
      if (!sizeNames.has(name)) return query.integer(name, bounds);
      const max = pageLimit === 0 ? (bounds.max ?? Infinity) : pageLimit;
      const size = query.integer(name, pageExcess === "cap" ? { min: 1 } : { min: 1, max });
      // Most lists have a hundred on a page unless told otherwise.
      return size === undefined && max >= 100 ? undefined : Math.min(size ?? max, max);
    },
  };
}
