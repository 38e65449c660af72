import { ArgumentError } from "soarkit";
import type { FileEventQuery, Filter } from "../_api/file-events.ts";
import type { Code42 } from "../_manifest.gen.ts";
import { countFilters, parseJsonQuery } from "./json-query.ts";
import { toIso } from "./time.ts";

/** What an analyst searches file events by. Times are epoch milliseconds. */
export type FileEventSearch = Omit<Code42["commands"]["code42-file-events-search"]["args"], "add-to-context">;

/**
 * The query for a search: that of `json`, untouched by the other filters, or else one that every filter given must
 * match. Latest events come first, unless `json` sorts otherwise.
 * @throws ArgumentError with every fault of the arguments
 */
export function toFileEventQuery(search: FileEventSearch): FileEventQuery {
  const faults = faultsOf(search);
  const json = search.json === undefined ? undefined : attempt(() => parseJsonQuery(search.json ?? null), faults);
  const groups = json?.groups ?? [{ filterClause: "AND" as const, filters: filtersOf(search) }];
  if (countFilters(groups) > MAX_FILTERS) {
    faults.push({
      message: `The query has ${countFilters(groups)} filters; Incydr takes ${MAX_FILTERS}.`,
      hint: "Split it into several searches.",
    });
  }
  if (faults.length > 0) {
    const [first] = faults;
    throw new ArgumentError(faults.map(({ message }) => message).join(" "), faults.map(({ hint }) => hint).join(" "), {
      cause: first?.cause,
    });
  }
  return {
    groupClause: json?.groupClause ?? "AND",
    groups,
    srtKey: json?.srtKey ?? "@timestamp",
    srtDir: json?.srtDir ?? (json?.srtKey === undefined ? "desc" : "asc"),
  };
}

/** The arguments that a search by `json` does without, though they were given. */
export function filtersBesideJson(search: FileEventSearch): string[] {
  if (search.json === undefined) return [];
  const { hash, username, hostname, start_time, end_time } = search;
  return Object.entries({ hash, username, hostname, start_time, end_time })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
}

// --- internal ---

/** Incydr's own limit. */
const MAX_FILTERS = 1024;

/** As many events as a War Room can bear. */
const MAX_RESULTS = 50_000;

interface Fault {
  message: string;
  hint: string;
  cause?: unknown;
}

const HASH_TERMS = new Map([
  [32, "file.hash.md5"],
  [64, "file.hash.sha256"],
]);

function faultsOf(search: FileEventSearch): Fault[] {
  const { json, hash, username, hostname, results, min_risk_score, start_time, end_time } = search;
  const faults: Fault[] = [];
  if (json === undefined && hash === undefined && username === undefined && hostname === undefined) {
    faults.push({ message: "Nothing to search for.", hint: "Give json, hash, username or hostname." });
  }
  if (hash !== undefined && !(HASH_TERMS.has(hash.length) && /^[0-9a-f]+$/i.test(hash))) {
    faults.push({
      message: `hash must be an MD5 (32 hexadecimal digits) or a SHA256 (64), got ${hash.length} characters.`,
      hint: "Give another hash, or search by username, hostname or json.",
    });
  }
  if (!Number.isInteger(results) || results < 1 || results > MAX_RESULTS) {
    faults.push({
      message: `results must be 1 to ${MAX_RESULTS}, got ${results}.`,
      hint: "Narrow the search instead.",
    });
  }
  if (!Number.isInteger(min_risk_score) || min_risk_score < 0) {
    faults.push({
      message: `min_risk_score must be a whole number, 0 or more, got ${min_risk_score}.`,
      hint: "0 takes events without risk, too.",
    });
  }
  if (start_time !== undefined && end_time !== undefined && start_time > end_time) {
    faults.push({ message: "start_time is after end_time.", hint: "Exchange them." });
  }
  return faults;
}

function filtersOf(search: FileEventSearch): Filter[] {
  const { hash, username, hostname, min_risk_score, start_time, end_time } = search;
  const is = (term: string | undefined, value: string | undefined): Filter[] =>
    term === undefined || value === undefined ? [] : [{ term, operator: "IS", value }];
  const time = (operator: string, at: number | undefined): Filter[] =>
    at === undefined ? [] : [{ term: "@timestamp", operator, value: toIso(at) ?? null }];
  return [
    // Events without any score would not match the filter, so that 0 must go without one.
    ...(min_risk_score > 0 ? [{ term: "risk.score", operator: "GREATER_THAN", value: min_risk_score - 1 }] : []),
    ...is(HASH_TERMS.get(hash?.length ?? 0), hash?.toLowerCase()),
    ...is("source.name", hostname),
    ...is("user.email", username),
    ...time("ON_OR_AFTER", start_time),
    ...time("ON_OR_BEFORE", end_time),
  ];
}

function attempt<T>(parse: () => T, faults: Fault[]): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    faults.push({ message: error.message, hint: error.hint, cause: error });
    return undefined;
  }
}
