import type { Json, JsonObject, JsonText } from "../json.ts";
import type { Log } from "../log.ts";
import type { Covered, Range } from "../incidents/fetch.ts";
import type { LateArrivals } from "./lateness.ts";

/** One thing of a stream, as the vendor has it. */
export interface CollectedEvent {
  /** The vendor's id or, where it gives none, one made of what it says; the same whenever the event is read again. */
  id: string;
  /** Further ids under which it counts as collected from now on. */
  marks?: string[];
  /** The time by which the stream is read and its look-back counted, epoch milliseconds. */
  at: number;
  /** As it is handed on. `_time` is made of `at`, unless it has one. */
  event: JsonObject | JsonText;
}

/** One page: the sink has its events, and the store their ids and the cursor, before the next is asked for. */
export interface EventPage {
  events: CollectedEvent[];
  lastRun: Json;
  /** What has been read whole when this page is committed. */
  covered?: Covered;
}

export interface EventsInput<Params, Client> {
  /** Which stream is wanted, as the manifest's `x-soar.streams` names it. */
  stream: string;
  params: Params;
  client: Client;
  /** What the last committed page gave; null on the first run. With `range`, of no account. */
  lastRun: Json;
  /** Read this range again, whole, instead of going on from `lastRun`. */
  range?: Range;
  /** Where a first run begins, epoch milliseconds. @default as far back as the stream's look-back */
  from?: number;
  /** Which of these were collected before. */
  known: (events: readonly { id: string; at: number }[]) => Promise<ReadonlySet<string>>;
  /** How many events this run may give. */
  limit: number;
  log: Log;
  signal: AbortSignal;
  /** Epoch milliseconds by the vendor's clock. */
  now: () => number;
}

/** An event on its way out. */
export interface SentEvent {
  id: string;
  /** Epoch milliseconds. */
  at: number;
  /** One line of JSON, without a line break and without secrets. */
  line: string;
}

/** What the collector needs kept, for each stream of an instance and each sink that it goes to. The store implements it. */
export interface EventStore {
  cursor(key: StreamKey): Promise<EventCursor>;
  /** Which of these were committed before. Looks only at pages whose times overlap theirs. */
  known(key: StreamKey, events: readonly { id: string; at: number }[]): Promise<Set<string>>;
  /**
   * Commits one page in one transaction: the ids of its events (and their marks), the cursor, the sink's position, what
   * was covered and, for the sink that is the store itself, the events.
   * Commits nothing and gives false if the cursor is no longer at `version`: another collector has moved on.
   */
  commit(key: StreamKey, page: PageRecord, options: { version: number; now: number }): Promise<boolean>;
  /**
   * The pages committed whose events or covered ranges overlap `range`, in the order in which they were committed, as
   * they are when reading begins. Those whose ids are forgotten may be merged with their neighbours.
   */
  coverage(key: StreamKey, range: Range): AsyncIterable<CoverageRow>;
  /** How many ids, marks included, are kept of the hours that begin in `range`. */
  tally(key: StreamKey, range: Range): Promise<number>;
  /** Which streams were collected, and where they went. */
  keys(): Promise<StreamKey[]>;
}

/** One stream of one instance on its way to one sink: each has a cursor and a ledger of its own. */
export interface StreamKey {
  instance: string;
  stream: string;
  /** The sink's name, without secrets. */
  sink: string;
}

export interface EventCursor {
  /** What the last committed page gave; null before the first. */
  lastRun: Json;
  /** Where the sink stood then; null before the first. */
  position: Json;
  /** How many pages were committed. */
  version: number;
}

export interface PageRecord {
  /** Absent: the cursor stays where it is, as after a range that was read again. */
  lastRun?: Json;
  /** Where the sink stands with this page written. */
  position: Json;
  ids: { id: string; at: number }[];
  /** How many events were handed on; `ids` may be more. */
  sent: number;
  covered?: Covered;
  /** How many of the events came after a range that held their time had been read, and how late the latest was. */
  late: { count: number; mostMs: number };
  /** To be kept in the store itself. */
  kept?: SentEvent[];
}

/** One page, or several that were merged: then the last of them gives the number and the query. */
export interface CoverageRow {
  /** Counts the pages of the stream, from 1. */
  n: number;
  /** When it, or the latest of them, was committed, epoch milliseconds. */
  readAt: number;
  sent: number;
  /** Of the page's events, epoch milliseconds; absent where it has none. */
  events?: Range;
  covered?: Covered;
  late: LateArrivals;
  /**
   * Its ids may not be kept any more, or not until the range that was asked for has been read again: what is read again
   * of its time may count as new.
   */
  forgotten?: true;
}
