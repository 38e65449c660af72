import type { JsonObject } from "../../json.ts";
import type { Command } from "../../manifest/manifest.ts";
import type { Knob } from "../../simulator/simulator.ts";

/** What there is to be named on a War Room line. Each is looked up when it is asked for. */
export interface LineWorld {
  /** Of every integration that is meant. */
  commands(): Promise<readonly Command[]>;
  /** Those whose id begins so, the newest first. */
  incidents(prefix: string): Promise<readonly { id: string; name: string }[]>;
  /** Of the investigation that is meant. */
  context(): Promise<JsonObject>;
  /** Command lines as they were run, the newest first. */
  lines(): Promise<readonly string[]>;
}

/** What there is to be named on a line of soar's. */
export interface World extends LineWorld {
  instances(): Promise<readonly Named[]>;
  /** The streams of events that the configured instances have. */
  streams(): Promise<readonly Named[]>;
  /** Where events may go: what needs no describing, and the sinks of the configuration. */
  sinks(): Promise<readonly Named[]>;
  /** The reasons for which an incident may be closed. */
  closeReasons(): Promise<readonly string[]>;
  /** Whatever collects events, by name. */
  collectors(): Promise<readonly string[]>;
  /** The entries of the investigation that hold a file. */
  files(): Promise<readonly { entryId: string; name: string }[]>;
  /** Of the integration's vendor simulator. */
  knobs(): Promise<readonly Knob[]>;
}

/** What has a name, and perhaps words to it. */
export interface Named {
  name: string;
  description?: string;
  /** The word goes on behind it. */
  open?: boolean;
}
