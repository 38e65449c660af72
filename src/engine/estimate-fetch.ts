import type { Estimate } from "../dispatch/handler.ts";
import { maskError } from "../dispatch/mask.ts";
import { ManifestError, toSoarError } from "../errors.ts";
import { laneRequests } from "../http/budget.ts";
import { INCIDENT_STREAM } from "../incidents/run.ts";
import { limitOf, type FetchRuntime } from "./fetch-instance.ts";
import type { RunningInstance } from "./open-instance.ts";

/** What it would cost to fetch all that is there now. */
export interface FetchCost extends Estimate {
  /** How many incidents one run makes at most. */
  limit: number;
  /** What the requests take at the instance's budget, as far as fetches may use it; absent where it has none. */
  minutes?: number;
}

/**
 * What it would cost to fetch from an instance all that is there now. Changes nothing.
 * @throws ManifestError when the integration cannot tell
 */
export async function estimateFetch(
  instance: RunningInstance,
  { store, range, log, signal }: FetchRuntime,
): Promise<FetchCost> {
  const { params, name } = instance;
  const estimate = await instance.integration.fetchEstimate();
  if (estimate === undefined) {
    throw new ManifestError(
      `The integration of ${name} cannot tell what a fetch costs.`,
      "Export `estimate` beside `run` from its module fetch-incidents.",
    );
  }
  const limit = limitOf(params);
  const { lastRun } = await store.fetch.cursor(name, INCIDENT_STREAM);
  const client = await instance.client({ dryRun: false, readsOnly: true, lane: "fetch" });
  const given = {
    params,
    client,
    lastRun,
    known: (ids: string[]) => store.fetch.known(name, INCIDENT_STREAM, ids),
    pending: (most: number) => store.fetch.pending(name, INCIDENT_STREAM, most),
    ...(range && { range }),
    limit,
    log,
    signal,
    now: instance.vendorNow,
  };
  try {
    const { items, requests } = await estimate(given);
    const minutes = minutesOf(requests, instance);
    return { items, requests, limit, ...(minutes === undefined ? {} : { minutes }) };
  } catch (thrown) {
    throw maskError(toSoarError(thrown), (text) => instance.mask(text));
  }
}

// --- internal ---

const MINUTE_MS = 60_000;

/** The first window's requests are sent at once; each further window is waited for. */
function minutesOf(requests: number, { budget }: RunningInstance): number | undefined {
  if (budget === undefined) return undefined;
  const windows = Math.max(0, Math.ceil(requests / laneRequests(budget, "fetch")) - 1);
  return (windows * budget.perMs) / MINUTE_MS;
}
