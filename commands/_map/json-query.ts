import { ArgumentError, isJsonObject, type Json } from "soarkit";
import type { FileEventQuery, FilterGroup } from "../_api/file-events.ts";
import { toFilter } from "./json-filter.ts";

/**
 * A file event query as an analyst wrote it, in Incydr's own form, as text or as an object of the context. Its page
 * size is not taken over: the argument `results` says how many events are wanted.
 * @throws ArgumentError with every fault and where it is
 */
export function parseJsonQuery(given: Json): FileEventQuery {
  const query = typeof given === "string" ? parseJson(given) : given;
  const faults: string[] = [];
  const parsed = toQuery(query, faults);
  if (faults.length > 0) throw malformed(faults);
  return parsed;
}

/** How many filters are in the groups, at any depth. */
export function countFilters(groups: readonly FilterGroup[]): number {
  return groups.reduce(
    (sum, group) => sum + ("filters" in group ? group.filters.length : countFilters(group.subgroups)),
    0,
  );
}

// --- internal ---

/** Deeper than any query a person writes; without a bound a hostile one could exhaust the stack. */
const MAX_DEPTH = 20;

/** More would not be read. */
const MAX_FAULTS = 20;

type Clause = "AND" | "OR";

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new ArgumentError(
      `json is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
      "Put the query between back-ticks, so that its quotes stay as they are.",
      { cause },
    );
  }
}

function malformed(faults: readonly string[]): ArgumentError {
  const more = faults.length > MAX_FAULTS ? `; and ${faults.length - MAX_FAULTS} faults more` : "";
  return new ArgumentError(
    `json is no file event query: ${faults.slice(0, MAX_FAULTS).join("; ")}${more}.`,
    'A query looks like {"groups": [{"filters": [{"term": "file.name", "operator": "IS", "value": "*.docx"}]}]}.',
  );
}

function toQuery(query: Json, faults: string[]): FileEventQuery {
  if (!isJsonObject(query)) {
    faults.push("it must be an object");
    return { groupClause: "AND", groups: [] };
  }
  const { srtKey, srtDir, pgNum, pgToken } = query;
  // Exported queries carry the first page's paging; any other page would be silently lost here.
  if (![undefined, null, 1].includes(pgNum as number | undefined) || (pgToken ?? "") !== "") {
    faults.push("it must leave out pgNum and pgToken, since results pages by itself");
  }
  if (srtKey !== undefined && typeof srtKey !== "string") faults.push("srtKey must be a text");
  const direction = typeof srtDir === "string" ? srtDir.toLowerCase() : srtDir;
  if (direction !== undefined && direction !== "asc" && direction !== "desc") faults.push("srtDir must be asc or desc");
  return {
    groupClause: clauseOf(query.groupClause, "groupClause", faults),
    groups: groupsOf(query.groups, "groups", 0, faults),
    ...(typeof srtKey === "string" && { srtKey }),
    ...((direction === "asc" || direction === "desc") && { srtDir: direction }),
  };
}

function groupsOf(value: Json | undefined, path: string, depth: number, faults: string[]): FilterGroup[] {
  if (!Array.isArray(value) || value.length === 0) {
    faults.push(`${path} must be a list with at least one group`);
    return [];
  }
  if (depth > MAX_DEPTH) {
    faults.push(`groups must not lie deeper than ${MAX_DEPTH} levels`);
    return [];
  }
  return value.map((group, index) => groupOf(group, `${path}[${index}]`, depth, faults));
}

function groupOf(value: Json, path: string, depth: number, faults: string[]): FilterGroup {
  if (isJsonObject(value) && value.subgroups !== undefined) {
    return {
      subgroupClause: clauseOf(value.subgroupClause, `${path}.subgroupClause`, faults),
      subgroups: groupsOf(value.subgroups, `${path}.subgroups`, depth + 1, faults),
    };
  }
  if (isJsonObject(value) && Array.isArray(value.filters)) {
    if (value.filters.length === 0) faults.push(`${path}.filters must hold at least one filter`);
    return {
      filterClause: clauseOf(value.filterClause, `${path}.filterClause`, faults),
      filters: value.filters.map((filter, index) => toFilter(filter, `${path}.filters[${index}]`, faults)),
    };
  }
  faults.push(`${path} must be an object with a list of filters or of subgroups`);
  return { filterClause: "AND", filters: [] };
}

function clauseOf(value: Json | undefined, path: string, faults: string[]): Clause {
  if (value === undefined || value === null || value === "AND") return "AND";
  if (value === "OR") return "OR";
  faults.push(`${path} must be AND or OR`);
  return "AND";
}
