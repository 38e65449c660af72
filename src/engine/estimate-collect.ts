import { maskError } from "../dispatch/mask.ts";
import { toSoarError } from "../errors.ts";
import { laneRequests } from "../http/budget.ts";
import type { EventStore } from "../events/events.ts";
import type { Range } from "../incidents/fetch.ts";
import type { Log } from "../log.ts";
import type { EventStream } from "../manifest/manifest.ts";
import type { RunningInstance } from "./open-instance.ts";

export interface EstimateRuntime {
  store: { events: Pick<EventStore, "cursor" | "known"> };
  /** Of which sink the cursor is gone on from. */
  sink: string;
  range?: Range;
  /** Where a first fetch would begin, epoch milliseconds. */
  from?: number;
  log: Log;
  signal: AbortSignal;
}

/** What it would take to collect a stream until it has caught up. */
export interface CollectEstimate {
  events: number;
  requests: number;
  /** What the requests take at the instance's budget, as far as collectors may use it; absent where it has none. */
  minutes?: number;
}

/**
 * Asks the integration what collecting would cost. Hands nothing on and commits nothing.
 * @returns undefined when the integration cannot tell
 * @throws what the integration throws, without secrets
 */
export async function estimateCollect(
  instance: RunningInstance,
  stream: EventStream,
  { store, sink, range, from, log, signal }: EstimateRuntime,
): Promise<CollectEstimate | undefined> {
  const key = { instance: instance.name, stream: stream.name, sink };
  try {
    const { estimate } = await instance.integration.eventsModule();
    if (!estimate) return undefined;
    const { lastRun } = await store.events.cursor(key);
    const { items, requests } = await estimate({
      stream: stream.name,
      params: instance.params,
      client: await instance.client({ dryRun: false, readsOnly: true, lane: "collect" }),
      lastRun,
      ...(range && { range }),
      ...(from === undefined ? {} : { from }),
      known: (events) => store.events.known(key, events),
      limit: Number.MAX_SAFE_INTEGER,
      log,
      signal,
      now: instance.vendorNow,
    });
    const minutes = minutesOf(requests, instance);
    return { events: items, requests, ...(minutes === undefined ? {} : { minutes }) };
  } catch (thrown) {
    throw maskError(toSoarError(thrown), (text) => instance.mask(text));
  }
}

// --- internal ---

const MINUTE_MS = 60_000;

/** The first window's requests are sent at once; each further window is waited for. */
function minutesOf(requests: number, { budget }: RunningInstance): number | undefined {
  if (budget === undefined) return undefined;
  const windows = Math.max(0, Math.ceil(requests / laneRequests(budget, "collect")) - 1);
  return (windows * budget.perMs) / MINUTE_MS;
}
