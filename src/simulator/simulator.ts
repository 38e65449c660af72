import type { StateFile } from "./state/state-file.ts";

/** A running vendor simulator. */
export interface Simulator {
  /** Base URL of the vendor's API, without trailing slash. */
  url: string;
  /** Base URL of the control API, without trailing slash. */
  control: string;
  clientId: string;
  clientSecret: string;
  /** Ends the server and every connection. */
  close(): Promise<void>;
}

export interface SimulatorOptions {
  /** @default 0, a free port */
  port?: number;
  /** The same seed gives the same data. @default 1 */
  seed?: number;
  /** The time it starts at; a fixed ISO time keeps the clock still until the control API moves it. @default now, running */
  startAt?: string;
  /** How fast its time passes. @default 1 */
  speed?: number;
  /** The vendor's own knobs, as declared; text as typed on the command line. */
  knobs?: Record<string, string | string[]>;
  /** Where the state is kept; to be handed on to `createVendorSimulator`. @default nowhere */
  state?: StateFile;
}

/** A knob that `soar simulate` offers as a flag `--name`. */
export interface Knob {
  name: string;
  description: string;
  /** What stands for the value in the help; absent for a flag without one. */
  value?: string;
  defaultValue?: string;
  /** May be given several times. */
  repeatable?: boolean;
  /** Does not shape the vendor's data: a state file does not keep it, and each start may give another one. */
  transient?: boolean;
}

/** What the module named by the manifest's `x-soar.simulator` exports. */
export interface SimulatorModule {
  knobs: Knob[];
  create: (options: SimulatorOptions) => Promise<Simulator>;
  /** The environment variables that make a running simulator an instance of the integration. */
  environment: (simulator: Simulator) => Record<string, string>;
  /**
   * Which of its streams, as `POST /items` and `GET /truth` name them, holds what becomes incidents, and what each stream
   * of the collector reads: `{ incidents: "sessions", alerts: "sessions" }`. @default those of the same name; incidents
   * are made of the only one there is
   */
  streamOf?: Readonly<Record<string, string>>;
  /** The id that the truth has for an event, from the event's `_id`. @default the same */
  truthOf?: (stream: string, id: string) => string;
}
