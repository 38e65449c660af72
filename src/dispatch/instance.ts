import type { Incident } from "../incidents/incident.ts";
import type { Lane } from "../http/ports.ts";
import type { Json } from "../json.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { HandlerInput } from "./handler.ts";

/** A handler whose types are not known here. What it gives is checked before it is used. */
export type AnyHandler = (
  input: HandlerInput<Record<string, unknown>, unknown, Record<string, unknown>>,
) => Promise<unknown>;

/** A configured instance, ready to run commands. */
export interface OpenInstance {
  name: string;
  manifest: Manifest;
  /** As handlers see them. */
  params: Record<string, unknown>;
  /**
   * The client that handlers are given, made once. With `dryRun` one that describes writes instead of sending them; with
   * `readsOnly` one that refuses them with a ManifestError, for previews. Its requests come out of the `lane` of the
   * budget.
   * @throws ParameterError when the parameters do not make one
   */
  client(options: { dryRun: boolean; readsOnly?: boolean; lane?: Lane }): Promise<unknown>;
  /**
   * The handler of a command, by its declared name.
   * @throws ManifestError when its module is missing or exports no `run`
   */
  handler(command: string): Promise<AnyHandler>;
  /**
   * The preview of a command; undefined when its module exports none. @default no command has one
   * @throws ManifestError when its module is missing, or what it exports as `preview` is no function
   */
  preview?(command: string): Promise<AnyHandler | undefined>;
  /** Replaces the instance's secrets in a text by stars. */
  mask(text: string): string;
  /** Runs one call: what it asks the vendor for belongs to it. @default just runs it */
  around?<T>(call: CallFacts, work: () => Promise<T>): Promise<T>;
}

/** What is told of a call to whoever watches it. */
export interface CallFacts {
  /** The command's own name. */
  command: string;
  /** As given, secret ones masked. */
  args: Record<string, Json>;
  incident?: Incident;
  /** What "now" was in its arguments, epoch milliseconds. */
  plannedAt: number;
  /** Replaces the secrets of instance and arguments by stars. */
  mask: (text: string) => string;
}
