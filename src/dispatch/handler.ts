import type { Json } from "../json.ts";
import type { EventPage, EventsInput } from "../events/events.ts";
import type { FetchInput, FetchPage, Range } from "../incidents/fetch.ts";
import type { Incident } from "../incidents/incident.ts";
import type { RemoteData, RemoteQuery, RemoteUpdate } from "../incidents/mirror.ts";
import type { HttpClient, HttpOptions } from "../http/client.ts";
import type { Log } from "../log.ts";
import type { CommandResult } from "../output/result.ts";

/** The types of one integration: what `soar types` generates from its manifest into `_manifest.gen.ts`. */
export interface IntegrationTypes {
  params: object;
  /** What the integration's `_connect.ts` gives. */
  client: unknown;
  commands: Record<string, { args: object; context: string }>;
}

/** What every handler is given. It takes what it needs. */
export interface HandlerInput<Params, Client, Args> {
  /** Coerced and with defaults applied, typed from the manifest. */
  args: Args;
  params: Params;
  client: Client;
  /** The investigation's context. Read only: what a handler returns is merged. */
  context: Readonly<Record<string, Json>>;
  /** The incident under investigation; absent in the playground. */
  incident?: Incident;
  /** Tells the person who waits how far the work has come. */
  progress: (done: number, total?: number, what?: string) => void;
  log: Log;
  /** Aborted when the command's time is over or the caller stops it. */
  signal: AbortSignal;
  /** Epoch milliseconds. */
  now: () => number;
}

/** The handler of one command: a plain function. It never prints, stores, retries or validates. */
export type Handler<I extends IntegrationTypes, C extends keyof I["commands"] & string> = (
  input: HandlerInput<I["params"], I["client"], I["commands"][C]["args"]>,
) => Promise<CommandResult<I["commands"][C]["context"]>>;

/**
 * What a run would change, for who is asked whether it may run: exported as `preview` beside the `run` of a destructive
 * command, given the same input, it gives one short sentence of markdown such as "This sets 14 sessions to CLOSED." It
 * only reads: its client refuses every write. What it throws, the command fails with, before anything was changed.
 */
export type Preview<I extends IntegrationTypes, C extends keyof I["commands"] & string> = (
  input: HandlerInput<I["params"], I["client"], I["commands"][C]["args"]>,
) => Promise<string>;

/** `fetch-incidents`: yields pages, oldest first; each is committed before the next is asked for. */
export type FetchHandler<I extends IntegrationTypes> = (
  input: FetchInput<I["params"], I["client"]>,
) => AsyncIterable<FetchPage>;

/** `fetch-events`: yields pages, oldest first; each is handed on and committed before the next is asked for. */
export type EventsHandler<I extends IntegrationTypes> = (
  input: EventsInput<I["params"], I["client"]>,
) => AsyncIterable<EventPage>;

/** What a run would cost. */
export interface Estimate {
  /** How many items there are to read. */
  items: number;
  /** How many requests that takes. */
  requests: number;
}

/**
 * Exported as `estimate` beside the `run` of `fetch-incidents`: what it would cost to fetch all that is there now, in as
 * many runs as it takes. It asks as little as it can.
 */
export type FetchEstimate<I extends IntegrationTypes> = (
  input: FetchInput<I["params"], I["client"]>,
) => Promise<Estimate>;

/** Exported as `estimate` beside the `run` of `fetch-events`: what it would cost to read all that is there now. */
export type EventsEstimate<I extends IntegrationTypes> = (
  input: EventsInput<I["params"], I["client"]>,
) => Promise<Estimate>;

/**
 * Exported as `count` beside the `run` of `fetch-events`: how many events the vendor has in a range now, so that what
 * came too late is noticed; undefined where only reading them would tell.
 */
export type EventsCount<I extends IntegrationTypes> = (
  input: EventsInput<I["params"], I["client"]> & { range: Range },
) => Promise<number | undefined>;

/** `update-remote-system`: hands a change of an incident over to the vendor. */
export type RemoteUpdateHandler<I extends IntegrationTypes> = (
  input: RemoteUpdate<I["params"], I["client"]>,
) => Promise<void>;

/** `get-modified-remote-data`: what has happened at the vendor to the items of open incidents. */
export type RemoteQueryHandler<I extends IntegrationTypes> = (
  input: RemoteQuery<I["params"], I["client"]>,
) => Promise<RemoteData>;

/** `test-module`: resolves when all is well, else throws the error that names the cause. */
export type TestHandler<I extends IntegrationTypes> = (
  input: Omit<HandlerInput<I["params"], I["client"], object>, "args" | "context" | "incident">,
) => Promise<void>;

/**
 * `get-mapping-fields`: what the rawJSON of an incident holds, as an object, such as that of the newest item; undefined
 * when the vendor has none. The runtime lists its paths for those who map them.
 */
export type MappingHandler<I extends IntegrationTypes> = (
  input: Omit<HandlerInput<I["params"], I["client"], object>, "args" | "context" | "incident">,
) => Promise<object | undefined>;

/** `_connect.ts`: parameters → the client that handlers are given. Makes no request. */
export type Connect<Params, Client> = (input: {
  params: Params;
  /** Makes an HTTP client that already knows the store, the budget, proxy and certificates. */
  http: (options: HttpOptions) => HttpClient;
  log: Log;
  now: () => number;
}) => Client;
