import {
  ArgumentError,
  didYouMean,
  ParameterError,
  type EventsCount,
  type EventsEstimate,
  type EventsHandler,
} from "soarkit";
import { alertSource } from "./_collect/alerts.ts";
import { auditLogSource } from "./_collect/audit-logs.ts";
import { readCursor } from "./_collect/cursor.ts";
import { fileEventSource } from "./_collect/file-events.ts";
import type { Source } from "./_collect/source.ts";
import { startOf, sweepStream } from "./_collect/sweep.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toDurationMs } from "./_map/time.ts";

/** Everything of a stream, each event once. A first run reads as far back as the stream's look-back, or from `from`. */
export const run: EventsHandler<Code42> = (input) => sweepStream(sourceOf(input), input);

/** Asks how many events there are; of what is in the look-back, some were collected before. */
export const estimate: EventsEstimate<Code42> = async (input) => {
  const source = sourceOf(input);
  const cursor = input.range ? undefined : readCursor(input.lastRun);
  const from = cursor?.sweep?.reached ?? startOf(cursor, source, input, input.now());
  const items = await source.count({ from, ...(input.range && { to: input.range.to }) }, input.signal);
  const isOne = items <= source.mostInWindow;
  const pages = Math.max(1, Math.ceil(items / source.pageSize));
  // One asks how many there are; of several windows each ends with a page that is not full.
  const windows = isOne ? 0 : Math.ceil(items / (0.9 * source.mostInWindow));
  return { items, requests: 1 + pages + windows + (source.anyAge ? 1 : 0) };
};

/** Of alerts it counts sessions: a session that has changed is several events. */
export const count: EventsCount<Code42> = (input) => sourceOf(input).count(input.range, input.signal);

// --- internal ---

type Input = Pick<Parameters<EventsHandler<Code42>>[0], "stream" | "params" | "client" | "log">;

const sources: Record<string, (input: Input) => Source> = {
  "file-events": ({ client, params, log }) =>
    fileEventSource(client.fileEvents, lookBack(params, "file_events_look_back"), log),
  "audit-logs": ({ client, params }) => auditLogSource(client.auditLog, lookBack(params, "audit_logs_look_back")),
  alerts: ({ client, params }) => alertSource(client.sessions, lookBack(params, "look_back")),
};

/** @throws ArgumentError for a stream that there is not */
function sourceOf(input: Input): Source {
  const make = Object.hasOwn(sources, input.stream) ? sources[input.stream] : undefined;
  if (make !== undefined) return make(input);
  const names = Object.keys(sources);
  throw new ArgumentError(
    `Code42 has no stream "${input.stream}".${didYouMean(input.stream, names)}`,
    `Name one of ${names.join(", ")}.`,
  );
}

type LookBack = "file_events_look_back" | "audit_logs_look_back" | "look_back";

/** What has been collected is known for so long. */
const MOST_DAYS = 30;

/** @throws ParameterError naming the parameter */
function lookBack(params: Code42["params"], name: LookBack): number {
  const ms = toDurationMs(params[name], name);
  if (ms <= MOST_DAYS * 86_400_000) return ms;
  throw new ParameterError(
    `${name} is ${params[name]}, and events are collected with ${MOST_DAYS} days at most: what is older is not known again, and would come twice.`,
    `Set ${name} to ${MOST_DAYS} days or less. \`soar collect heal\` reads what came later than that.`,
  );
}
