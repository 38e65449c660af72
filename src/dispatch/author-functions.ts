import type { ValidateFunction } from "ajv";
import type { FetchInput, FetchPage } from "../incidents/fetch.ts";
import { isRecord } from "../json.ts";
import type { SimulatorModule } from "../simulator/simulator.ts";
import type {
  Connect,
  EventsCount,
  EventsEstimate,
  EventsHandler,
  FetchEstimate,
  RemoteQueryHandler,
  RemoteUpdateHandler,
  TestHandler,
} from "./handler.ts";
import type { AnyHandler } from "./instance.ts";

// Of an author's function only that it is one can be checked here; what it gives is checked where it is called.
export type AnyFetchHandler = (input: FetchInput<Record<string, unknown>, unknown>) => AsyncIterable<FetchPage>;
interface AnyTypes {
  params: Record<string, unknown>;
  client: unknown;
  commands: never;
}
export type AnyFetchEstimate = FetchEstimate<AnyTypes>;
export interface AnyEventsModule {
  run: EventsHandler<AnyTypes>;
  estimate?: EventsEstimate<AnyTypes>;
  count?: EventsCount<AnyTypes>;
}
export type AnyRemoteUpdate = RemoteUpdateHandler<AnyTypes>;
export type AnyRemoteQuery = RemoteQueryHandler<AnyTypes>;
export type AnyTestHandler = TestHandler<AnyTypes>;
export type AnyConnect = Connect<Record<string, unknown>, unknown>;

/** What an author's module may export, by what it is called here. */
interface AuthorFunctions {
  handler: AnyHandler;
  fetch: AnyFetchHandler;
  fetchEstimate: AnyFetchEstimate;
  events: AnyEventsModule["run"];
  eventsEstimate: NonNullable<AnyEventsModule["estimate"]>;
  eventsCount: NonNullable<AnyEventsModule["count"]>;
  remoteUpdate: AnyRemoteUpdate;
  remoteQuery: AnyRemoteQuery;
  test: AnyTestHandler;
  connect: AnyConnect;
  validator: ValidateFunction;
}

/** Tells whether an export can be a function of this kind: only that it is one can be seen. */
export function isAuthors<K extends keyof AuthorFunctions>(kind: K): (value: unknown) => value is AuthorFunctions[K];
export function isAuthors(): (value: unknown) => boolean {
  return (value) => typeof value === "function";
}

export function isSimulatorModule(module: unknown): module is SimulatorModule {
  return (
    isRecord(module) &&
    Array.isArray(module.knobs) &&
    [module.create, module.environment].every((value) => typeof value === "function")
  );
}
