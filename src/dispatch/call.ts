import type { SoarError } from "../errors.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Incident } from "../incidents/incident.ts";
import type { Log } from "../log.ts";
import type { Command } from "../manifest/manifest.ts";
import type { Entry } from "../output/entry.ts";
import type { Origin } from "../output/entries.ts";
import type { OpenInstance } from "./instance.ts";
import type { Mask } from "./mask.ts";
import type { EffectJournal, FileStore, Investigations } from "./ports.ts";
import type { Target } from "./resolve.ts";
import type { CallOptions } from "./system-arguments.ts";

/** What the dispatcher needs from outside. */
export interface DispatchPorts {
  instances: readonly OpenInstance[];
  investigations: Investigations;
  effects: EffectJournal;
  files: FileStore;
  log: Log;
  /** Epoch milliseconds. */
  now: () => number;
  /** Ids of files: letters, digits, `-` and `_`, never the same twice. */
  newId: () => string;
  /** Waits between polls and retries; rejects when the signal is aborted. */
  wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** One command line to be run. */
export interface DispatchRequest {
  /** Name or alias. */
  command: string;
  args: Record<string, Json>;
  /** The value that stands without a name. */
  positional?: string;
  /** The values are what they are: `${…}` in them is text. @default false */
  literal?: boolean;
  investigationId: string;
  incident?: Incident;
  /** With `taskId` and the arguments, what makes a write the same write again after a crash. */
  runId: string;
  /** Unique within the run; of a task in a loop, for each round. */
  taskId: string;
  signal: AbortSignal;
  /** Send no write, store nothing. @default false */
  dryRun?: boolean;
  /**
   * Asks whether a destructive command may run; absent: it may not. `preview` reads at the vendor's and tells what it
   * would change, where the command has a preview. A dry run asks, too, so that the preview can be shown, and goes on
   * whatever the answer.
   */
  approve?: (
    command: Command,
    instance: string,
    preview: () => Promise<string | undefined>,
  ) => boolean | Promise<boolean>;
  progress?: (done: number, total?: number, what?: string) => void;
}

export interface DispatchResult {
  /** As stored, with their IDs; without one in a dry run, or when the store refused them. */
  entries: Entry[];
  /** What this command added to the context. */
  context: JsonObject;
  /** The first error; its entry is among `entries`. */
  error?: SoarError;
  /** Context paths that were emitted but not declared. */
  undeclared: string[];
}

/** One call of a handler: one instance, one set of arguments. */
export interface Call {
  target: Target;
  args: Record<string, unknown>;
  /** As given, secret ones masked. */
  shownArgs: Record<string, Json>;
  /** Which of the calls that one list of values makes. */
  index: number;
  options: CallOptions;
  request: DispatchRequest;
  mask: Mask;
}

/** Whose result the entries of a call show. */
export function originOf({ instance, command }: Target): Origin {
  const { id, soar } = instance.manifest;
  return { command: command.name, instance: instance.name, brand: id, contextKeys: soar.contextKeys };
}
