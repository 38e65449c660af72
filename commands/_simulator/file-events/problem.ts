/**
 * What the service says about a query it refuses. Of the types, the vendor's documents confirm `SEARCH_FAILED` and
 * `INVALID_PAGE_TOKEN`; the others follow the names of its alert search.
 */
export interface Problem {
  type: ProblemType;
  description: string;
  /** The filter as it was sent; null when the problem is not about one filter. */
  badFilter: { operator: unknown; term: unknown; value: unknown } | null;
}

export type ProblemType =
  | "INVALID_BODY"
  | "INVALID_CLAUSE"
  | "INVALID_FILTER"
  | "INVALID_OPERATOR"
  | "INVALID_PAGE_NUMBER"
  | "INVALID_PAGE_SIZE"
  | "INVALID_PAGE_TOKEN"
  | "INVALID_SORT"
  | "INVALID_TERM"
  | "INVALID_VALUE"
  | "MAX_FILTERS_EXCEEDED"
  | "MISSING_FILTERS"
  | "MISSING_GROUPS"
  | "MISSING_VALUE";

/** The body of a refused search. */
export function refusedPage(problems: Problem[]): Page {
  return { totalCount: 0, fileEvents: null, nextPgToken: null, problems };
}

export interface Page {
  totalCount: number;
  fileEvents: unknown[] | null;
  nextPgToken: string | null;
  problems: Problem[] | null;
}

/** The problems of one request, gathered while it is read. */
export interface Problems {
  readonly list: Problem[];
  add(type: ProblemType, description: string, badFilter?: Problem["badFilter"]): void;
}

export function gatherProblems(): Problems {
  const list: Problem[] = [];
  return {
    list,
    add: (type, description, badFilter = null) => {
      list.push({ type, description, badFilter });
    },
  };
}
