import { isRecord, parseFilter, weightOf, type Filter } from "./filter.ts";
import { gatherProblems, type Problem, type Problems } from "./problem.ts";
import { findTerm, type Term } from "./terms.ts";

/** A query read and checked. */
export interface EventQuery {
  criteria: Criteria;
  sort: { term: Term; descending: boolean };
  /** By number, from 1; or by token, "" for the first page. */
  page: { size: number } & ({ number: number } | { token: string });
}

/** The criteria as a tree: AND of nothing holds, OR of nothing does not. */
export type Criteria = Filter | { clause: "AND" | "OR"; parts: Criteria[] };

/** What pages are sorted by where a query does not say. */
export const EVENT_ID: Term = { name: "event.id", kind: "text", section: "event", path: ["id"] };

export type Parsed<T> = { value: T; problems?: undefined } | { value?: undefined; problems: Problem[] };

/**
 * Reads the body of `POST /v2/file-events`. All that is wrong with it is told at once. Unknown keys are let be; null
 * means absent; `groups: []` asks for every event.
 */
export function parseEventQuery(body: unknown): Parsed<EventQuery> {
  return parseBody(body, (query, problems) => ({
    criteria: parseGroups(query, problems),
    sort: { term: parseSortKey(query, problems), descending: parseSortDirection(query, problems) },
    page: parsePage(query, problems),
  }));
}

/** Reads the body of `POST /v2/file-events/grouping`. */
export function parseGroupingQuery(body: unknown): Parsed<{ criteria: Criteria; term: Term; size: number }> {
  return parseBody(body, (query, problems) => {
    const term = typeof query.groupingTerm === "string" ? findTerm(query.groupingTerm) : undefined;
    if (term === undefined) problems.add("INVALID_TERM", "groupingTerm must be a known term");
    return {
      criteria: parseGroups(query, problems),
      term: term ?? EVENT_ID,
      size: parseSize(query.size, 1000, problems, "size"),
    };
  });
}

// --- internal ---

const MAX_RESULTS = 10_000;
const MAX_CRITERIA = 1024;
/** Deeper nesting than a person or a query builder writes; the depth of the vendor's own limit is not known. */
const MAX_DEPTH = 32;

function parseBody<T>(body: unknown, read: (query: Record<string, unknown>, problems: Problems) => T): Parsed<T> {
  const problems = gatherProblems();
  if (!isRecord(body)) {
    problems.add("INVALID_BODY", "the body must be a JSON object");
    return { problems: problems.list };
  }
  const value = read(body, problems);
  return problems.list.length === 0 ? { value } : { problems: problems.list };
}

function parseGroups(query: Record<string, unknown>, problems: Problems): Criteria {
  const clause = parseClause(query, "groupClause", problems);
  if (!Array.isArray(query.groups)) {
    problems.add("MISSING_GROUPS", "groups must be a list of filter groups");
    return { clause, parts: [] };
  }
  const budget = { left: MAX_CRITERIA };
  const parts = parseGroupList(query.groups, budget, 1, problems);
  if (budget.left < 0) {
    problems.add("MAX_FILTERS_EXCEEDED", `a query may have at most ${String(MAX_CRITERIA)} filter criteria`);
  }
  return parts.length === 0 ? { clause: "AND", parts } : { clause, parts };
}

/** What is beyond the limit is not read: neither the work nor the list of problems grows with it. */
function parseGroupList(groups: unknown[], budget: { left: number }, depth: number, problems: Problems): Criteria[] {
  const parts: Criteria[] = [];
  for (const group of groups) {
    if (budget.left < 0 || problems.list.length > MAX_CRITERIA) break;
    parts.push(...parseGroup(group, budget, depth, problems));
  }
  return parts;
}

function parseGroup(group: unknown, budget: { left: number }, depth: number, problems: Problems): Criteria[] {
  if (!isRecord(group)) {
    problems.add("MISSING_FILTERS", "a group must be an object with filters or subgroups");
    return [];
  }
  if ("subgroups" in group) return parseSubgroups(group, budget, depth, problems);
  const clause = parseClause(group, "filterClause", problems);
  if (!Array.isArray(group.filters) || group.filters.length === 0) {
    problems.add("MISSING_FILTERS", "a group needs at least one filter");
    return [];
  }
  const parts: Criteria[] = [];
  for (const given of group.filters) {
    budget.left -= weightOf(given);
    if (budget.left < 0) break;
    const filter = parseFilter(given, problems);
    if (filter !== undefined) parts.push(filter);
  }
  return [{ clause, parts }];
}

function parseSubgroups(
  group: Record<string, unknown>,
  budget: { left: number },
  depth: number,
  problems: Problems,
): Criteria[] {
  const clause = parseClause(group, "subgroupClause", problems);
  if (!Array.isArray(group.subgroups) || group.subgroups.length === 0) {
    problems.add("MISSING_FILTERS", "a group needs at least one subgroup");
    return [];
  }
  if (depth >= MAX_DEPTH) {
    problems.add("INVALID_BODY", `groups may be nested ${String(MAX_DEPTH)} deep`);
    return [];
  }
  return [{ clause, parts: parseGroupList(group.subgroups, budget, depth + 1, problems) }];
}

function parseClause(group: Record<string, unknown>, key: string, problems: Problems): "AND" | "OR" {
  const given = group[key] ?? "AND";
  if (given === "AND" || given === "OR") return given;
  problems.add("INVALID_CLAUSE", `${key} must be AND or OR`);
  return "AND";
}

function parseSortKey(query: Record<string, unknown>, problems: Problems): Term {
  const given = query.srtKey ?? "event.id";
  const term = typeof given === "string" ? findTerm(given) : undefined;
  if (term === undefined) problems.add("INVALID_SORT", "srtKey must be a known term");
  return term ?? EVENT_ID;
}

function parseSortDirection(query: Record<string, unknown>, problems: Problems): boolean {
  const given = query.srtDir ?? "asc";
  if (given !== "asc" && given !== "desc") problems.add("INVALID_SORT", "srtDir must be asc or desc");
  return given === "desc";
}

function parsePage(query: Record<string, unknown>, problems: Problems): EventQuery["page"] {
  const size = parseSize(query.pgSize, 100, problems, "pgSize");
  const token = query.pgToken ?? undefined;
  if (typeof token === "string") return { size, token };
  if (token !== undefined) problems.add("INVALID_PAGE_TOKEN", "pgToken must be text");
  const number = query.pgNum ?? 1;
  if (typeof number !== "number" || !Number.isInteger(number) || number < 1) {
    problems.add("INVALID_PAGE_NUMBER", "pgNum must be a whole number from 1");
    return { size, number: 1 };
  }
  if (number * size > MAX_RESULTS) {
    problems.add("INVALID_PAGE_NUMBER", `pgNum times pgSize may not pass ${String(MAX_RESULTS)}; use pgToken to go on`);
  }
  return { size, number };
}

function parseSize(given: unknown, otherwise: number, problems: Problems, key: string): number {
  const size = given ?? otherwise;
  if (typeof size === "number" && Number.isInteger(size) && size >= 1 && size <= MAX_RESULTS) return size;
  problems.add("INVALID_PAGE_SIZE", `${key} must be a whole number from 1 to ${String(MAX_RESULTS)}`);
  return otherwise;
}
