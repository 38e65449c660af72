import { ArgumentError, type Json } from "soarkit";
import type { FileEventQuery, Filter, FilterGroup } from "../_api/file-events.ts";
import type { Code42 } from "../_manifest.gen.ts";
import { countFilters, parseJsonQuery } from "./json-query.ts";
import { faultsOfBounds, refuseFaults, type Fault } from "./search-bounds.ts";

/** What an analyst searches file events by. Times are epoch milliseconds. */
export type FileEventSearch = Omit<Code42["commands"]["code42-file-events-search"]["args"], "add-to-context">;

/**
 * The query for a search: every filter given must match, that of `json` among them. Latest events come first, unless
 * `json` sorts otherwise. Beside `json` a `min_risk_score` of 1 counts as not given: it is the default, which must not
 * take events away from a query that says itself what it wants.
 * @throws ArgumentError with every fault of the arguments
 */
export function toFileEventQuery(search: FileEventSearch): FileEventQuery {
  const faults = faultsOf(search);
  const json = search.json === undefined ? undefined : attempt(search.json, faults);
  const query = join(json, filtersOf(search));
  const count = countFilters(query.groups);
  if (count > MAX_FILTERS) {
    faults.push({
      message: `The query has ${count} filters; Incydr takes ${MAX_FILTERS}.`,
      hint: "Split it into several searches; IS_ANY takes many values of one term in a single filter.",
    });
  }
  refuseFaults(faults);
  return {
    ...query,
    srtKey: json?.srtKey ?? "@timestamp",
    srtDir: json?.srtDir ?? (json?.srtKey === undefined ? "desc" : "asc"),
  };
}

// --- internal ---

/** Incydr's own limit. */
const MAX_FILTERS = 1024;

/** What the manifest gives for `min_risk_score` where the caller gives nothing. */
const DEFAULT_RISK_SCORE = 1;

const HASH_TERMS = new Map([
  [32, "file.hash.md5"],
  [64, "file.hash.sha256"],
]);

function faultsOf(search: FileEventSearch): Fault[] {
  const { json, hash, username, hostname, results, min_risk_score, start_time, end_time } = search;
  const faults: Fault[] = [];
  if ([json, hash, username, hostname, start_time, end_time].every((criterion) => criterion === undefined)) {
    faults.push({
      message: "Nothing to search for.",
      hint: "Give json, hash, username, hostname, start_time or end_time.",
    });
  }
  if (hash !== undefined && !(HASH_TERMS.has(hash.length) && /^[0-9a-f]+$/i.test(hash))) {
    faults.push({
      message: `hash must be an MD5 (32 hexadecimal digits) or a SHA256 (64), got ${hash.length} characters.`,
      hint: "Give another hash, or search by username, hostname or json.",
    });
  }
  if (!Number.isInteger(min_risk_score) || min_risk_score < 0) {
    faults.push({
      message: `min_risk_score must be a whole number, 0 or more, got ${min_risk_score}.`,
      hint: "0 takes events without risk, too.",
    });
  }
  const bounds = faultsOfBounds({
    wanted: { name: "results", value: results },
    start: { name: "start_time", value: start_time },
    end: { name: "end_time", value: end_time },
  });
  return [...faults, ...bounds];
}

function filtersOf(search: FileEventSearch): Filter[] {
  const { json, hash, username, hostname, min_risk_score, start_time, end_time } = search;
  const is = (term: string | undefined, value: string | undefined): Filter[] =>
    term === undefined || value === undefined ? [] : [{ term, operator: "IS", value }];
  const time = (operator: string, at: number | undefined): Filter[] =>
    at === undefined ? [] : [{ term: "@timestamp", operator, value: new Date(at).toISOString() }];
  // Events without any score would not match the filter, so that 0 must go without one.
  const scored = min_risk_score > (json === undefined ? 0 : DEFAULT_RISK_SCORE);
  return [
    ...(scored ? [{ term: "risk.score", operator: "GREATER_THAN", value: min_risk_score - 1 }] : []),
    ...is(HASH_TERMS.get(hash?.length ?? 0), hash?.toLowerCase()),
    ...is("source.name", hostname),
    ...is("user.email", username),
    ...time("ON_OR_AFTER", start_time),
    ...time("ON_OR_BEFORE", end_time),
  ];
}

/** The groups of `json` as they are, and one of all other filters, both to match. */
function join(json: FileEventQuery | undefined, filters: Filter[]): Pick<FileEventQuery, "groupClause" | "groups"> {
  const others: FilterGroup[] = filters.length > 0 ? [{ filterClause: "AND", filters }] : [];
  if (!json) return { groupClause: "AND", groups: others };
  const { groupClause, groups } = json;
  if (others.length === 0) return { groupClause, groups };
  const own: FilterGroup[] = groupClause === "AND" ? groups : [{ subgroupClause: "OR", subgroups: groups }];
  return { groupClause: "AND", groups: [...own, ...others] };
}

function attempt(json: Json, faults: Fault[]): FileEventQuery | undefined {
  try {
    return parseJsonQuery(json);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    faults.push({ message: error.message, hint: error.hint, cause: error });
    return undefined;
  }
}
