// What the runtime keeps of a fetch, in memory: pages are committed whole, or not at all.
import type { FetchInput, FetchPage } from "../../../src/incidents/fetch.ts";
import type { Incydr } from "../../../commands/_api/incydr.ts";
import { run } from "../../../commands/fetch-incidents.ts";
import type { Code42 } from "../../../commands/_manifest.gen.ts";
import type { FetchedIncident, Json, PendingItem } from "soarkit";
import { handlerInput } from "../tenant.ts";

export interface Keeper {
  lastRun: Json;
  ledger: Map<string, Json>;
  waiting: Map<string, PendingItem>;
  /** Ids of the incidents, in the order in which they were made; one that was made twice is here twice. */
  created: string[];
  incidents: Map<string, FetchedIncident>;
  /** Ids and notes. */
  updated: [string, string | undefined][];
  covered: NonNullable<FetchPage["covered"]>[];
  commit: (page: FetchPage) => void;
  known: (ids: string[]) => Promise<Map<string, Json>>;
  pending: (most: number) => Promise<PendingItem[]>;
}

export function createKeeper(lastRun: Json = null): Keeper {
  const keeper: Keeper = {
    lastRun,
    ledger: new Map(),
    waiting: new Map(),
    created: [],
    incidents: new Map(),
    updated: [],
    covered: [],
    commit(page) {
      keeper.lastRun = page.lastRun;
      if (page.covered) keeper.covered.push(page.covered);
      for (const item of page.items) {
        // As it comes back from a store.
        const { id, state } = JSON.parse(JSON.stringify(item)) as typeof item;
        keeper.ledger.set(id, state);
        if ("pending" in item) {
          const { at, value } = item.pending;
          keeper.waiting.set(id, { id, state, at, value });
        } else if ("incident" in item) {
          keeper.waiting.delete(id);
          keeper.created.push(id);
          keeper.incidents.set(id, item.incident);
        } else {
          keeper.updated.push([id, item.updates.note]);
        }
      }
    },
    known: async (ids) =>
      new Map(ids.flatMap((id) => (keeper.ledger.has(id) ? [[id, keeper.ledger.get(id)!] as const] : []))),
    pending: async (most) =>
      [...keeper.waiting.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).slice(0, most),
  };
  return keeper;
}

export interface RunOptions {
  params: Code42["params"];
  client: Incydr;
  now: () => number;
  limit?: number;
  range?: { from: number; to: number };
  /** As many pages are committed; then the process dies. */
  commits?: number;
}

/** One run; gives its pages and the ids of the incidents that it made. */
export async function fetchInto(
  keeper: Keeper,
  { params, client, now, limit = 1000, range, commits = Infinity }: RunOptions,
): Promise<{ pages: FetchPage[]; created: string[] }> {
  const before = keeper.created.length;
  const base = {
    ...handlerInput(params, client),
    now,
    lastRun: keeper.lastRun,
    known: keeper.known,
    pending: keeper.pending,
    limit,
  };
  const input: FetchInput<Code42["params"], Incydr> = range ? { ...base, range } : base;
  const pages: FetchPage[] = [];
  for await (const page of run(input)) {
    if (pages.length >= commits) break;
    keeper.commit(page);
    pages.push(page);
    if (keeper.created.length - before >= limit) break;
  }
  return { pages, created: keeper.created.slice(before) };
}
