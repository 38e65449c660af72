import type { JsonObject } from "../json.ts";

/** XSOAR's severity codes: 0 unknown, 0.5 informational, 1 low, 2 medium, 3 high, 4 critical. */
export type Severity = 0 | 0.5 | 1 | 2 | 3 | 4;

/** An incident as a fetch handler hands it over, with XSOAR's own key names. */
export interface FetchedIncident {
  name: string;
  /** ISO-8601 UTC. */
  occurred: string;
  severity: Severity;
  type?: string;
  details?: string;
  /** The vendor's object, as JSON text. */
  rawJSON: string;
  CustomFields?: JsonObject;
}

export type IncidentState = "pending" | "active" | "closed";

/** An incident as stored. Times are ISO-8601 UTC. */
export interface Incident extends FetchedIncident {
  id: string;
  /** The vendor's id of what it was made from; unique within an instance. */
  sourceId: string;
  instance: string;
  state: IncidentState;
  createdAt: string;
}

/** Reads the incidents kept. The store implements it. */
export interface IncidentStore {
  find(id: string): Promise<Incident | undefined>;
  list(query: IncidentQuery): Promise<Incident[]>;
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
