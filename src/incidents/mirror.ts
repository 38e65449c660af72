import type { Json } from "../json.ts";
import type { Log } from "../log.ts";
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

/** `get-modified-remote-data`: what has happened at the vendor to items whose incidents are open. */
export interface RemoteQuery<Params, Client> {
  params: Params;
  client: Client;
  /** The incidents of this instance that are not closed. */
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
  closed?: { reason: string; notes?: string };
  reopened?: boolean;
}
