import type { Json } from "../json.ts";
import type { Log } from "../log.ts";
import type { Cursor } from "./fetch.ts";
import type { FetchedIncident, Incident } from "./incident.ts";

/** Something done to an incident here that the vendor is to hear of. */
export type RemoteChange =
  | {
      kind: "close";
      reason: string;
      /** What the manifest's `x-soar.incident.closeReasons` makes of the reason. */
      remoteState: string;
      notes?: string;
    }
  | { kind: "assign"; owner: string }
  | { kind: "note"; text: string };

/** `update-remote-system`: hands one change over. It may have been handed over before: it must not happen twice. */
export interface RemoteUpdate<Params, Client> {
  /** Of the change: the same on every try, and no other change's. */
  id: string;
  params: Params;
  client: Client;
  incident: Incident;
  change: RemoteChange;
  /** When the change was made here, epoch milliseconds. */
  intendedAt: number;
  /** A try before this one may have reached the vendor. */
  mayHaveHappened: boolean;
  log: Log;
  signal: AbortSignal;
  now: () => number;
}

/** An incident whose vendor item is to be looked at. */
export interface Mirrored {
  sourceId: string;
  /** ISO-8601 UTC. */
  occurred: string;
  state: Incident["state"];
}

/** `get-modified-remote-data`: what has happened at the vendor to items of incidents. */
export interface RemoteQuery<Params, Client> {
  params: Params;
  client: Client;
  /** Those of this instance that are open, and those closed lately: they may be reopened there. */
  incidents: Mirrored[];
  /** What the last run gave; null on the first. */
  lastRun: Json;
  log: Log;
  signal: AbortSignal;
  /** Epoch milliseconds by the vendor's clock. */
  now: () => number;
}

export interface RemoteData {
  changes: RemoteItem[];
  lastRun: Json;
}

/** What the vendor says of one item now. */
export interface RemoteItem {
  sourceId: string;
  updates?: Partial<FetchedIncident>;
  /** Notes made there, each once. */
  notes?: { id: string; text: string; at: number }[];
  /** `reason` is the vendor's state: the runtime finds the manifest's reason that stands for it. */
  closed?: { reason: string; notes?: string };
  reopened?: boolean;
}

/**
 * What the mirror of incidents needs kept: the outbox of changes made here that the vendor is to hear of (`act` of the
 * IncidentStore puts them in), and what came from there. The store implements it.
 */
export interface MirrorStore {
  /** The changes of an instance that the vendor has not taken yet, in the order in which they were made. */
  waiting(instance: string): Promise<OutgoingChange[]>;
  /** For which instances changes wait, configured or not, by name. */
  waitingByInstance(): Promise<Waiting[]>;
  /**
   * The changes to an incident, handed over or not, in the order in which they were made; without those that were over
   * 31 days ago and that the vendor cannot show as a note any more.
   */
  changes(incidentId: string): Promise<OutgoingChange[]>;
  /**
   * Notes, before a change is handed over, that it is being tried. `tries` is what was read with it: false says that
   * another process is at it, or has been, and that it is not to be handed over now.
   */
  trying(n: number, options: { tries: number; now: number }): Promise<boolean>;
  /** The vendor has it. */
  done(n: number, now: number): Promise<void>;
  /** It was refused, or nobody knows. It stays waiting, unless it is given up. */
  failed(n: number, failure: MirrorFailure): Promise<void>;
  /** Where the last committed answer of the vendor left off. */
  cursor(instance: string): Promise<Cursor>;
  /** The incidents of the instance that are not closed, and those closed since `closedSince` (epoch milliseconds). */
  mirrored(instance: string, options?: { closedSince?: number }): Promise<Mirrored[]>;
  /**
   * Applies what happened at the vendor, in one transaction with the cursor: updates, closings, reopenings, and as War
   * Room entries the notes not seen before. Nothing of it is handed back: a note that was sent from here, and a closing
   * of an incident that is closed, are known again. A reopening is passed over while a closing waits to be handed over.
   * Commits nothing and gives undefined if the cursor is no longer at `version`: another process has moved on.
   */
  apply(
    instance: string,
    data: RemoteData,
    options: { version: number; now: number },
  ): Promise<AppliedData | undefined>;
}

/** The changes of an instance that wait to be handed over. */
export interface Waiting {
  instance: string;
  /** How many: one at least. */
  changes: number;
  /** When the oldest was made, epoch milliseconds. */
  since: number;
}

/** A change as the outbox holds it. Times are epoch milliseconds. */
export interface OutgoingChange {
  /** Counts the changes of the store, from 1. */
  n: number;
  instance: string;
  incidentId: string;
  sourceId: string;
  change: RemoteChange;
  intendedAt: number;
  tries: number;
  /** Of the last try. */
  triedAt?: number;
  /** The last try began and did not end with a refusal: it may have reached the vendor, or is under way. */
  mayHaveHappened: boolean;
  /** When the vendor had it, or it was given up: then there is an `error`. */
  doneAt?: number;
  /** Of the last try that failed, without secrets. */
  error?: string;
}

export interface MirrorFailure {
  now: number;
  /** What went wrong, without secrets. */
  error: string;
  /** The try may have reached the vendor all the same. */
  mayHaveHappened: boolean;
  /** It is not to be tried again. @default false */
  givenUp?: boolean;
}

/** What came of the vendor's answer: ids of incidents, each once. */
export interface AppliedData {
  updated: string[];
  /** Those with new notes. */
  noted: string[];
  closed: string[];
  reopened: string[];
  /** Vendor ids for which there is no incident. */
  unmatched: string[];
}
