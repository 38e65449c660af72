import type { Json } from "../json.ts";
import type { Log } from "../log.ts";
import type { FetchedIncident } from "./incident.ts";

/** What a fetch handler remembers of one vendor item, to see what has changed when it meets the item again. */
export type ItemState = Json;

/** One vendor item of a page: new (an incident), or known and changed (updates of its incident). */
export type FetchItem =
  | { id: string; state: ItemState; incident: FetchedIncident }
  | { id: string; state: ItemState; updates: Partial<FetchedIncident> & { note?: string } };

/** One page: its items, the states and the cursor are committed in one transaction. */
export interface FetchPage {
  items: FetchItem[];
  lastRun: Json;
}

export interface FetchInput<Params, Client> {
  params: Params;
  client: Client;
  /** What the last committed page gave; null on the first run. */
  lastRun: Json;
  /** The states of those of `ids` that were committed before. */
  known: (ids: string[]) => Promise<Map<string, ItemState>>;
  /** How many incidents this run may make. */
  limit: number;
  log: Log;
  signal: AbortSignal;
  /** Epoch milliseconds by the vendor's clock. */
  now: () => number;
}

/** What the fetch loop needs kept. The store implements it. */
export interface FetchStore {
  /** Where the last committed page left off. */
  cursor(instance: string, stream: string): Promise<Cursor>;
  known(instance: string, stream: string, ids: string[]): Promise<Map<string, ItemState>>;
  /**
   * Commits one page in one transaction: creates incidents (those whose source id exists already are left alone),
   * applies updates (not a second time when the item's state is known already), keeps the items' states and the
   * cursor. The state of an item that has an incident is kept for good, any other until `expiresAt`.
   * Commits nothing and gives undefined if the cursor is no longer at `version`: another run has moved on.
   */
  commit(instance: string, stream: string, page: FetchPage, options: CommitOptions): Promise<CommittedPage | undefined>;
}

export interface Cursor {
  /** What the last committed page gave; null before the first. */
  lastRun: Json;
  /** How many pages were committed. */
  version: number;
}

export interface CommitOptions {
  /** Of the cursor that the page follows. */
  version: number;
  /** Epoch milliseconds. */
  now: number;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** The type of incidents that name none themselves. */
  incidentType?: string;
}

/** What came of a page. */
export interface CommittedPage {
  /** Ids of the incidents created, in order. */
  created: string[];
  /** Ids of the incidents updated, in order. */
  updated: string[];
  /** Vendor ids of the updates that no incident stands for. */
  unmatched: string[];
}
