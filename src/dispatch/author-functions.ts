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

export function isEventsHandler(value: unknown): value is EventsHandler<AnyTypes> {
  return typeof value === "function";
}

export function isEventsEstimate(value: unknown): value is EventsEstimate<AnyTypes> {
  return typeof value === "function";
}

export function isEventsCount(value: unknown): value is EventsCount<AnyTypes> {
  return typeof value === "function";
}

export function isFetchEstimate(value: unknown): value is AnyFetchEstimate {
  return typeof value === "function";
}

export function isRemoteUpdate(value: unknown): value is AnyRemoteUpdate {
  return typeof value === "function";
}

export function isRemoteQuery(value: unknown): value is AnyRemoteQuery {
  return typeof value === "function";
}

export function isHandler(value: unknown): value is AnyHandler {
  return typeof value === "function";
}

export function isFetchHandler(value: unknown): value is AnyFetchHandler {
  return typeof value === "function";
}

export function isTestHandler(value: unknown): value is AnyTestHandler {
  return typeof value === "function";
}

export function isConnect(value: unknown): value is AnyConnect {
  return typeof value === "function";
}

export function isValidator(value: unknown): value is ValidateFunction {
  return typeof value === "function";
}

export function isSimulatorModule(module: unknown): module is SimulatorModule {
  return (
    isRecord(module) &&
    Array.isArray(module.knobs) &&
    [module.create, module.environment].every((value) => typeof value === "function")
  );
}
