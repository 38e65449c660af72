import { fetchInstance } from "../engine/fetch-instance.ts";
import { toSoarError, type SoarError } from "../errors.ts";
import type { FetchPage } from "../incidents/fetch.ts";
import type { Incident } from "../incidents/incident.ts";
import { INCIDENT_STREAM } from "../incidents/run.ts";
import type { Json } from "../json.ts";
import { silentLog } from "../log.ts";
import type { Store } from "../store/open.ts";
import type { Traffic } from "./requests.ts";
import { withInstance, type InstanceOptions } from "./with-instance.ts";

export interface RunFetchOptions extends InstanceOptions {
  /** How many runs, one after the other, each going on from where the one before ended. @default 1 */
  runs?: number;
  /** What the first run goes on from. @default nothing: the instance has never fetched */
  lastRun?: Json;
  /** Called after each run but the last, such as to let the simulator make something new; `run` counts from 1. */
  between?: (run: number) => unknown;
}

/** What came of fetch runs. */
export interface FetchOutcome extends Traffic {
  /** The incidents made, in order, as they stand after the last run. */
  incidents: Incident[];
  /**
   * What was committed, run by run, page by page: each item with its id, its state, and its incident or updates, with
   * the fields that the manifest's mapper fills in.
   */
  pages: FetchPage[][];
  /** What the next run would go on from. */
  lastRun: Json;
  /** What the last of the runs failed with; no more of them was begun then. */
  error?: SoarError;
}

/**
 * Runs `fetch-incidents` as `soar fetch` does, on a store that lasts as long as the call. Waits and time are as with
 * `runCommand`. An error of the handler does not reject: it is the outcome's `error`.
 * @throws ArgumentError when not exactly one source of answers is given, or there is no recording of a fetch
 * @throws ManifestError · ParameterError when there is nothing to run it on
 */
export async function runFetch(options: RunFetchOptions): Promise<FetchOutcome> {
  const { runs = 1, between } = options;
  return withInstance(options, { caller: "runFetch", command: FETCH, args: {} }, async (opened) => {
    const { instance, store, clock, traffic } = opened;
    const { lastRun } = options;
    if (lastRun !== undefined) {
      const committed = { version: 0, now: clock.now(), expiresAt: clock.now() };
      await store.fetch.commit(instance.name, INCIDENT_STREAM, { items: [], lastRun }, committed);
    }
    const pages: FetchPage[][] = [];
    const commit: Store["fetch"]["commit"] = async (name, stream, page, committing) => {
      pages.at(-1)?.push(page);
      return store.fetch.commit(name, stream, page, committing);
    };
    const watched = { ...store, fetch: { ...store.fetch, commit } };
    const { signal } = new AbortController();
    let error: SoarError | undefined;
    for (let run = 1; run <= runs && !error; run++) {
      if (run > 1) await between?.(run - 1);
      pages.push([]);
      error = await fetchInstance(instance, { store: watched, log: silentLog, signal, now: clock.now }).then(
        () => undefined,
        (thrown: unknown) => toSoarError(thrown),
      );
    }
    return {
      incidents: await store.incidents.list({ limit: Number.MAX_SAFE_INTEGER, order: "oldest" }),
      pages,
      lastRun: (await store.fetch.cursor(instance.name, INCIDENT_STREAM)).lastRun,
      ...(error ? { error } : {}),
      ...traffic(),
    };
  });
}

// --- internal ---

const FETCH = "fetch-incidents";
