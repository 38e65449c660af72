import { Refusal, type Query } from "soarkit/simulator";

import { toMicros } from "../file-events/moment.ts";
import { badRequest } from "./case-problem.ts";
import { caseStatuses, type Case, type CaseBody, type CaseStore } from "./case-store.ts";

/** What `GET /v1/cases` answers to a query. */
export function listCases(store: CaseStore, query: Query): { cases: CaseBody[]; totalCount: number } {
  const keys = query.choices("srtKey", sortKeys);
  const directions = query.choices("srtDir", ["asc", "desc"]);
  const passes = filterOf(query);
  const found = store
    .all()
    .filter(passes)
    .map(store.body)
    .sort(orderOf(keys.length === 0 ? ["number"] : keys, directions));
  return { cases: pageOf(found, query), totalCount: found.length };
}

/** The part of a list that a query asks for. The largest page is not published; 500 here. */
export function pageOf<T>(all: readonly T[], query: Query): T[] {
  const page = query.integer("pgNum", { min: 1 }) ?? 1;
  const size = query.integer("pgSize", { min: 1, max: 500 }) ?? 100;
  return all.slice((page - 1) * size, page * size);
}

// --- internal ---

const sortKeys = ["name", "number", "createdAt", "updatedAt", "status", "assigneeUsername", "subjectUsername"] as const;

/** What is not asked for lets everything pass. */
function filterOf(query: Query): (found: Case) => boolean {
  const statuses = query.choices("status", caseStatuses);
  const name = query.text("name")?.toLowerCase();
  const [assignee, subject, modifier] = ["assignee", "subject", "lastModifiedBy"].map((key) => query.text(key));
  const isAssigned = query.flag("isAssigned");
  const created = intervalOf(query, "createdAt");
  const updated = intervalOf(query, "updatedAt");
  return (found) =>
    (statuses.length === 0 || statuses.includes(found.status)) &&
    (name === undefined || found.name.toLowerCase().includes(name)) &&
    (assignee === undefined || found.assignee === assignee) &&
    (subject === undefined || found.subject === subject) &&
    (modifier === undefined || found.lastModifiedBy === modifier) &&
    (isAssigned === undefined || (found.assignee !== null) === isAssigned) &&
    created(found.createdAt) &&
    updated(found.updatedAt);
}

/** `<iso>/<iso>`, both ends within. */
function intervalOf(query: Query, name: string): (micros: number) => boolean {
  const text = query.text(name);
  if (text === undefined) return () => true;
  const [from, to, ...more] = text.split("/").map(toMicros);
  if (from === undefined || to === undefined || more.length > 0 || from > to) {
    throw new Refusal(400, badRequest(`${name} must be an ISO time interval, got ${text}`));
  }
  return (micros) => micros >= from && micros <= to;
}

/** By the first key that tells two cases apart; a direction belongs to the key at its place, `asc` where there is none. */
function orderOf(
  keys: readonly (typeof sortKeys)[number][],
  directions: readonly ("asc" | "desc")[],
): (one: CaseBody, other: CaseBody) => number {
  return (one, other) => {
    for (const [index, key] of keys.entries()) {
      const order = compare(one[key], other[key]);
      if (order !== 0) return directions[index] === "desc" ? -order : order;
    }
    return 0;
  };
}

/** Null comes first. */
function compare(one: string | number | null, other: string | number | null): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? -1 : 1;
  return one < other ? -1 : 1;
}
