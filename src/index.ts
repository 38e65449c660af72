// What integration authors import from `soarkit`. It stays light: types, errors and small pure functions.
export {
  ApiError,
  ArgumentError,
  CredentialsError,
  NetworkError,
  NotFoundError,
  ParameterError,
  RateLimitError,
  SoarError,
} from "./errors.ts";
export { isJsonObject, isRecord, JsonText, toObject } from "./json.ts";
export type { Json, JsonObject } from "./json.ts";
export type { Log } from "./log.ts";
export { didYouMean } from "./nearest.ts";
export { Secret } from "./secrets.ts";
export { parseSpan, parseTime } from "./manifest/dates.ts";
export type { CommandResult, ContextValue, FileOutput } from "./output/result.ts";
export { pascalToSpace, stringToTableHeader } from "./output/header.ts";
export { tableToMarkdown, type TableOptions } from "./output/table.ts";
export { isNotFound } from "./http/not-found.ts";
export { pageByNumber, pageByOffset, pageByToken, type CountedPage } from "./http/paging.ts";
export type { HttpClient, HttpOptions, HttpRequest } from "./http/client.ts";
export type { FetchedIncident, Incident, Severity } from "./incidents/incident.ts";
export type { Covered, FetchItem, FetchPage, PendingItem, Range } from "./incidents/fetch.ts";
export type { RemoteChange, RemoteData, RemoteItem } from "./incidents/mirror.ts";
export type { CollectedEvent, EventPage } from "./events/events.ts";
export type {
  Connect,
  Estimate,
  EventsCount,
  EventsEstimate,
  EventsHandler,
  FetchEstimate,
  FetchHandler,
  Handler,
  IntegrationTypes,
  MappingHandler,
  Preview,
  RemoteQueryHandler,
  RemoteUpdateHandler,
  TestHandler,
} from "./dispatch/handler.ts";
