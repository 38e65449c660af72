import { administrator, type World } from "../world.ts";

/** A query that somebody has kept. The body of `groups` is that of a search. */
export interface SavedSearch {
  id: string;
  apiVersion: number;
  name: string;
  notes: string | null;
  columns: string[];
  groupClause: "AND" | "OR";
  groups: SavedGroup[];
  srtKey: string;
  srtDir: "asc" | "desc";
  createdByUID: string;
  createdByUsername: string;
  creationTimestamp: string;
  modifiedByUID: string;
  modifiedByUsername: string;
  modifiedTimestamp: string;
}

interface SavedGroup {
  filterClause: "AND" | "OR";
  filters: { operator: string; term: string; value: string | null }[];
}

/** The searches that the tenant's administrator has saved. */
export function createSavedSearches(world: World): SavedSearch[] {
  return WANTED.map(([name, ...filters], index) => {
    const random = world.random("saved-search", index);
    const created = new Date(world.windowStart - random.integer(1, 200) * 86_400_000).toISOString();
    return {
      id: random.uuid(),
      apiVersion: 2,
      name,
      notes: null,
      columns: ["@timestamp", "user.email", "file.name", "destination.name", "risk.severity"],
      groupClause: "AND",
      groups: filters.map(([term, operator, value]) => ({
        filterClause: "AND",
        filters: [{ operator, term, value }],
      })),
      srtKey: "@timestamp",
      srtDir: "desc",
      createdByUID: administrator.userId,
      createdByUsername: administrator.email,
      creationTimestamp: created,
      modifiedByUID: administrator.userId,
      modifiedByUsername: administrator.email,
      modifiedTimestamp: created,
    };
  });
}

// --- internal ---

type SavedFilter = [term: string, operator: string, value: string | null];

const WANTED: [name: string, ...filters: SavedFilter[]][] = [
  ["Critical in the last day", ["risk.severity", "IS", "CRITICAL"], ["event.inserted", "WITHIN_THE_LAST", "P1D"]],
  ["Source code to AI tools", ["destination.category", "IS", "AI Tools"], ["file.category", "IS", "SourceCode"]],
  ["Removable media", ["destination.removableMedia.serialNumber", "EXISTS", null]],
];
