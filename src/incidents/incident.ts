import type { JsonObject } from "../json.ts";
import type { RemoteChange } from "./mirror.ts";
import type { Severity } from "../manifest/incident-content.ts";

export type { Severity } from "../manifest/incident-content.ts";

/**
 * An incident as a fetch handler hands it over, with XSOAR's own key names. Custom fields and severity that it leaves
 * out are made of rawJSON, as the manifest's `x-soar.incident` says.
 */
export interface FetchedIncident {
  name: string;
  /** ISO-8601 UTC. */
  occurred: string;
  /** @default what the manifest makes of rawJSON, else 0 */
  severity?: Severity;
  type?: string;
  details?: string;
  /** The vendor's object, as JSON text. */
  rawJSON: string;
  CustomFields?: JsonObject;
  /** What the vendor's object says and no field holds. */
  labels?: Label[];
}

/** One of an incident's labels: free text under a free name. */
export interface Label {
  type: string;
  value: string;
}

export type IncidentState = "pending" | "active" | "closed";

/** An incident as stored. Times are ISO-8601 UTC. */
export interface Incident extends FetchedIncident {
  id: string;
  severity: Severity;
  /** The vendor's id of what it was made from; unique within an instance. */
  sourceId: string;
  instance: string;
  state: IncidentState;
  createdAt: string;
  /** Who works on it. */
  owner?: string;
  /** Of a closed one. */
  closeReason?: string;
  closeNotes?: string;
  /** ISO-8601 UTC. */
  closedAt?: string;
}

/** Something that a person or a playbook does to an incident. */
export type IncidentAct =
  | { kind: "close"; reason: string; notes?: string }
  | { kind: "reopen" }
  | { kind: "assign"; owner: string }
  | { kind: "note"; text: string };

/** The incidents kept. The store implements it. */
export interface IncidentStore {
  find(id: string): Promise<Incident | undefined>;
  list(query: IncidentQuery): Promise<Incident[]>;
  /**
   * Does something to an incident: changes it, writes the entry into its War Room and, if the vendor is to hear of it,
   * puts the `change` into the outbox; all in one transaction. What changes nothing (closing a closed one, assigning it
   * to whom it belongs) leaves neither entry nor change.
   * @throws NotFoundError if there is no such incident
   */
  act(id: string, act: IncidentAct, options: ActOptions): Promise<ActedOn>;
}

export interface ActOptions {
  /** Epoch milliseconds. */
  now: number;
  /** What the vendor is to hear. @default nothing */
  change?: RemoteChange;
}

export interface ActedOn {
  /** As it is now. */
  incident: Incident;
  changed: boolean;
  /** Its number in the outbox. */
  outgoing?: number;
}

export interface IncidentQuery {
  /** At most so many. */
  limit: number;
  /** By the time at which they were created here. @default "newest" (first) */
  order?: "newest" | "oldest";
  /** Only those of this instance. */
  instance?: string;
  state?: IncidentState;
}
