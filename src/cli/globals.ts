import type { Pause } from "../engine/schedule/pause.ts";
import type { LineOutput } from "../events/sinks/stream-sink.ts";
import { shellWord } from "./shell-word.ts";
import type { Terminal } from "./terminal.ts";

/** What every subcommand is given beside its own arguments. */
export interface CliIo {
  terminal: Terminal;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** Where events are printed, no faster than they are read. @default standard output */
  output?: LineOutput;
  /** Epoch milliseconds. */
  now: () => number;
  /** How a watch waits for its next run, and draws when that is. @default by the real clock, and by chance */
  pause?: Pause;
  random?: () => number;
}

/** The options that every subcommand understands, as typed. */
export interface Globals {
  integration?: string;
  config?: string;
  instance?: string;
  incident?: string;
  store: string;
  timeout?: string;
  json?: boolean;
  quiet?: boolean;
  verbose?: boolean;
  yes?: boolean;
  dryRun?: boolean;
  /** Folder to record in. */
  record?: string;
  pseudonyms?: boolean;
  /** Folder to replay from. */
  replay?: string;
}

/** How soar is called for the integration that was asked for. */
export function soarOf({ integration }: Globals): string {
  return integration === undefined || integration === "." ? "soar" : `soar --integration ${shellWord(integration)}`;
}
