import type { Json } from "../json.ts";
import type { Log } from "../log.ts";
import type { FetchedIncident } from "./incident.ts";

/** What a fetch handler remembers of one vendor item, to see what has changed when it meets the item again. */
export type ItemState = Json;

/**
 * One vendor item of a page: new (an incident), known and changed (updates of its incident), or new and waiting for its
 * turn: it is kept whole, and is known, until a later page makes an incident of it.
 */
export type FetchItem =
  | { id: string; state: ItemState; incident: FetchedIncident }
  | { id: string; state: ItemState; updates: Partial<FetchedIncident> & { note?: string } }
  | { id: string; state: ItemState; pending: Pending };

export interface Pending {
  /** By which the waiting come in order, epoch milliseconds. */
  at: number;
  /** What the handler makes the incident of later. */
  value: Json;
}

/** From `from` until just before `to`, epoch milliseconds. */
export interface Range {
  from: number;
  to: number;
}

/** A range of which everything that the vendor had was read, and by which query. */
export interface Covered extends Range {
  /** In the vendor's words, without secrets. */
  query: string;
}

/** One page: its items, the states and the cursor are committed in one transaction. */
export interface FetchPage {
  items: FetchItem[];
  lastRun: Json;
  /** What has been read whole when this page is committed. */
  covered?: Covered;
}

export interface FetchInput<Params, Client> {
  params: Params;
  client: Client;
  /** What the last committed page gave; null on the first run. */
  lastRun: Json;
  /** The states of those of `ids` that were committed before. */
  known: (ids: string[]) => Promise<Map<string, ItemState>>;
  /** The items that wait for their turn, at most so many, those of the least `at` first. */
  pending: (most: number) => Promise<PendingItem[]>;
  /** Read this range again, whole, instead of going on from `lastRun`; its items are not bound to the look-back. */
  range?: Range;
  /** How many incidents this run may make. */
  limit: number;
  log: Log;
  signal: AbortSignal;
  /** Epoch milliseconds by the vendor's clock. */
  now: () => number;
}

export interface PendingItem extends Pending {
  id: string;
  state: ItemState;
}

/** What the fetch loop needs kept. The store implements it. */
export interface FetchStore {
  /** Where the last committed page left off. */
  cursor(instance: string, stream: string): Promise<Cursor>;
  known(instance: string, stream: string, ids: string[]): Promise<Map<string, ItemState>>;
  /** The waiting items, at most `most`, those of the least `at` first. */
  pending(instance: string, stream: string, most: number): Promise<PendingItem[]>;
  /**
   * Commits one page in one transaction: creates incidents (those whose source id exists already are left alone),
   * applies updates (not a second time when the item's state is known already), keeps the waiting items, the items'
   * states, what was covered and the cursor. The state of an item that has an incident is kept for good, any other until `expiresAt`.
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
