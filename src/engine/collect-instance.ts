import { maskError, maskJson } from "../dispatch/mask.ts";
import { ParameterError, toSoarError, type SoarError } from "../errors.ts";
import type { EventStore, StreamKey } from "../events/events.ts";
import type { Late } from "../events/late.ts";
import { runCollect, type CollectResult } from "../events/run.ts";
import type { Sink } from "../events/sink.ts";
import type { Range } from "../incidents/fetch.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Log } from "../log.ts";
import type { EventStream } from "../manifest/manifest.ts";
import type { RunningInstance } from "./open-instance.ts";
import { untilStopped } from "./until-stopped.ts";

export interface CollectRuntime {
  store: { events: EventStore };
  /** The sink of one stream, as opened and not yet resumed. */
  forStream: (stream: string) => Promise<Sink>;
  /** Replaces the sink's secrets in a text. @default there are none */
  maskSink?: (text: string) => string;
  /** What each event carries of where it comes from. */
  labels?: JsonObject;
  /** To be read again, whole, instead of going on from where the last fetch left off. */
  range?: Range;
  /** Where a first fetch begins, epoch milliseconds. @default as far back as the stream's look-back */
  from?: number;
  log: Log;
  /** Cuts off all there is, what is being handed on as well. */
  signal: AbortSignal;
  /** Once it is aborted, nothing more is asked for; what is being handed on then is finished. */
  stop?: AbortSignal;
  /** Epoch milliseconds. */
  now: () => number;
  /** Told what was committed, each time. */
  onCommit?: (stream: string, sent: number, at: number | undefined) => void;
  /** Told when a page of any stream is done with: how many events it had. */
  onPage?: (events: number) => void;
}

/** What came of one stream, whatever came of it. */
export interface CollectedStream {
  instance: string;
  stream: string;
  /** The sink's name; empty when it could not be opened. */
  sink: string;
  guarantee?: Sink["guarantee"];
  sent: number;
  late: Late;
  pages: number;
  caughtUp: boolean;
  lastRun: Json;
  interrupted: boolean;
  /** Without secrets. What was committed before it stays. */
  error?: SoarError;
}

/**
 * Collects the streams of an instance, each by one fetch after another until it has caught up; never throws. They go on
 * side by side, over the one budget: a stream that waits for its vendor, its sink or its next try holds up no other.
 */
export function collectStreams(
  instance: RunningInstance,
  streams: readonly EventStream[],
  runtime: CollectRuntime,
): Promise<CollectedStream[]> {
  return Promise.all(streams.map((stream) => collectStream(instance, stream, runtime)));
}

/**
 * One fetch of one stream, committed page by page.
 * @throws what stopped it, without secrets; the pages before stay committed
 */
export async function collectInstance(
  instance: RunningInstance,
  stream: EventStream,
  sink: Sink,
  runtime: CollectRuntime,
): Promise<CollectResult> {
  const { store, labels, range, from, log, signal, stop, now, onCommit, onPage } = runtime;
  const mask = maskOf(instance, runtime);
  try {
    const { run: handler } = await instance.integration.eventsModule();
    return await runCollect({
      handler: (input) => untilStopped(handler, input, stop),
      params: instance.params,
      client: await instance.client({ dryRun: false, lane: "collect" }),
      store: store.events,
      sink,
      key: { instance: instance.name, stream: stream.name, sink: sink.name },
      lines: { ...stream, ...(labels && { labels }), mask, maskJson: (value) => maskJson(value, mask) },
      ...(range && { range }),
      ...(from === undefined ? {} : { from }),
      // A range is read in one go: it would begin anew with each fetch.
      limit: range ? Number.MAX_SAFE_INTEGER : limitOf(stream, instance.params),
      log,
      signal,
      ...(stop && { stop }),
      now,
      vendorNow: instance.vendorNow,
      ...(onCommit && { onCommit: (sent, at) => onCommit(stream.name, sent, at) }),
      ...(onPage && { onPage }),
    });
  } catch (thrown) {
    throw maskError(toSoarError(thrown), mask);
  }
}

// --- internal ---

/** Events of one fetch where no parameter says how many. */
const DEFAULT_LIMIT = 10_000;

async function collectStream(
  instance: RunningInstance,
  stream: EventStream,
  runtime: CollectRuntime,
): Promise<CollectedStream> {
  const total: CollectedStream = {
    instance: instance.name,
    stream: stream.name,
    sink: "",
    sent: 0,
    late: { count: 0, mostMs: 0 },
    pages: 0,
    caughtUp: false,
    lastRun: null,
    interrupted: false,
  };
  let sink: Sink | undefined;
  const counted = {
    ...runtime,
    onCommit: (name: string, sent: number, at: number | undefined) => {
      total.sent += sent;
      runtime.onCommit?.(name, sent, at);
    },
  };
  try {
    sink = await runtime.forStream(stream.name);
    Object.assign(total, { sink: sink.name, guarantee: sink.guarantee });
    for (;;) {
      const { pages, late, caughtUp, interrupted, overtaken } = await collectInstance(instance, stream, sink, counted);
      total.pages += pages;
      total.late = { count: total.late.count + late.count, mostMs: Math.max(total.late.mostMs, late.mostMs) };
      Object.assign(total, { caughtUp, interrupted });
      if (caughtUp || interrupted || overtaken) break;
    }
  } catch (thrown) {
    total.error = maskError(toSoarError(thrown), maskOf(instance, runtime));
  }
  const unclosed = await closing(sink);
  if (total.error === undefined && unclosed) total.error = maskError(unclosed, maskOf(instance, runtime));
  const key: StreamKey = { instance: instance.name, stream: stream.name, sink: total.sink };
  try {
    ({ lastRun: total.lastRun } = await runtime.store.events.cursor(key));
  } catch (thrown) {
    total.error ??= toSoarError(thrown);
  }
  return total;
}

function maskOf(instance: RunningInstance, { maskSink = (text) => text }: CollectRuntime): (text: string) => string {
  return (text) => instance.mask(maskSink(text));
}

async function closing(sink: Sink | undefined): Promise<SoarError | undefined> {
  try {
    await sink?.close();
    return undefined;
  } catch (thrown) {
    return toSoarError(thrown);
  }
}

/** @throws ParameterError unless it is a whole number of at least 1 */
function limitOf({ name, limit }: EventStream, params: Record<string, unknown>): number {
  const given = limit === undefined ? undefined : params[limit];
  const value = given === undefined ? DEFAULT_LIMIT : Number(given);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new ParameterError(
    `${limit ?? ""} must be a whole number of at least 1, got ${JSON.stringify(given)}: it bounds what one fetch of ${name} reads.`,
    "Set it in soar.yml or the environment. What does not fit into one fetch comes with the next.",
  );
}
