import type { AnyHandler, CallFacts } from "../dispatch/instance.ts";
import type { AnyFetchHandler } from "../dispatch/author-functions.ts";
import type { TokenStore } from "../http/ports.ts";
import type { WrapWire } from "../http/wire.ts";
import type { Environment } from "../instance/environment.ts";
import type { Json } from "../json.ts";
import type { Manifest } from "../manifest/manifest.ts";

/** What recordings of a fetch are called. Its arguments are what it goes on from: `lastRun`, `known` (id → state), `pending`. */
export const FETCH = "fetch-incidents";

/** What handlers are given. */
export type Input = Parameters<AnyHandler>[0];
export type FetchingInput = Parameters<AnyFetchHandler>[0];

/** What a recording tells of an instance. */
export interface Taped {
  name: string;
  /** As handlers see them: secrets turn to stars when they are written. */
  params: Record<string, unknown>;
}

/** What stands between a session and its vendors: a recorder, or a player of recordings. */
export interface Tape {
  /** Between an instance's HTTP clients and the network. */
  wire: WrapWire;
  /** Runs one command line, under the command's own name. */
  line<T>(command: string, args: Readonly<Record<string, Json>>, work: () => Promise<T>): Promise<T>;
  /** Runs one call of the line on one instance. */
  call?<T>(instance: Taped, call: CallFacts, work: () => Promise<T>): Promise<T>;
  /** What a handler is given, of what it was to be given. */
  input(input: Input): Input;
  /** The same for `fetch-incidents`. */
  fetchInput?(input: FetchingInput): FetchingInput;
  /**
   * The time that handlers are told, epoch milliseconds: that of the call's beginning, and what was waited since. A
   * replay tells them the same, so that what they ask for is the same. @default the real time
   */
  now?: () => number;
  /** Told of every wait, once it is over: until when it was, by `now`. */
  waited?: (until: number) => void;
  /** What a replay has in place of the real thing. @default the real thing */
  instead?: Instead;
}

export interface Instead {
  /** Epoch milliseconds. */
  now: () => number;
  random: () => number;
  wait: (ms: number) => Promise<void>;
  tokens: TokenStore;
  spareToken: (error: unknown) => { accessToken: string; expiresInMs: number } | undefined;
  complete: (manifest: Manifest, params: Record<string, Json>, env: Environment) => Record<string, Json>;
}

/** Waits, and lets the time that handlers are told go on by as much. */
export function tapedWait<S extends AbortSignal | undefined>(
  tape: Tape | undefined,
  wait: (ms: number, signal: S) => Promise<unknown>,
): (ms: number, signal: S) => Promise<void> {
  return async (ms, signal) => {
    const until = (tape?.now?.() ?? 0) + ms;
    await wait(ms, signal);
    tape?.waited?.(until);
  };
}
