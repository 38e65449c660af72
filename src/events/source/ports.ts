import type { JsonObject } from "../../json.ts";
import type { SourceErrorType, SourceStatus } from "./state.ts";

/** A collector as the store keeps it: one of a configuration file, or an instance that events are collected from. */
export interface Source {
  /** Its own name, and that of its instance. */
  name: string;
  status: SourceStatus;
  /** Since when it has been in this state, epoch milliseconds. */
  since: number;
  /** What is wrong with it now; of a stream, or of all of it. None: all is well. */
  faults: SourceFault[];
  /** How it was configured, without secrets. */
  config: JsonObject;
  /** Tells one configuration from another, secrets included, and gives none away. */
  digest: string;
  /** How many health events it has had. */
  healthEvents: number;
}

/** What keeps a source, or one of its streams, from working. The same trouble again only counts. */
export interface SourceFault {
  /** Counts the health events of the source, from 1. */
  n: number;
  /** Absent: the source as a whole. */
  stream?: string;
  type: SourceErrorType;
  /** Of the SoarError. */
  code: string;
  /** Without secrets. */
  message: string;
  hint: string;
  /** When it was met first and last, epoch milliseconds, and how often. */
  at: number;
  lastAt: number;
  count: number;
}

/** A fault as it stays on record, also when it is over. */
export interface HealthEvent extends SourceFault {
  source: string;
  name: `${SourceErrorType}Error`;
  /** When it was over, epoch milliseconds; absent while it lasts. */
  recoveredAt?: number;
}

/** Where sources and what became of them are kept. The store implements it. */
export interface SourceStore {
  /** `version` counts how often it was kept. */
  find(name: string): Promise<{ source: Source; version: number } | undefined>;
  /** By name. */
  list(): Promise<Source[]>;
  /**
   * Keeps a source and, in the same transaction, health events: each takes the place of the one with its source and `n`.
   * Of a source's health events the newest 1,000 are kept.
   * Keeps nothing and gives false unless the source still stands at `version`; 0: it is not there.
   */
  save(source: Source, options: { version: number; health: readonly HealthEvent[] }): Promise<boolean>;
  /** Forgets a source and its health events; cursors and coverage of its streams stay. False: it is not there. */
  remove(name: string): Promise<boolean>;
  /** Of this source, or of all, at most so many, newest first. */
  health(most: number, name?: string): Promise<HealthEvent[]>;
}
