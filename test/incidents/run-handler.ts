import type { FetchInput, FetchPage } from "../../src/incidents/fetch.ts";
import { runFetch, type FetchResult, type FetchRun } from "../../src/incidents/run.ts";
import { silentLog } from "../../src/log.ts";
import type { Store } from "../../src/store/open.ts";
import { NOW, useTemporary } from "../store/temporary.ts";

export const DAY = 86_400_000;
export const params = { look_back: "7 days" };
export const client = { name: "client" };

export type Input = FetchInput<typeof params, typeof client>;
export type Handler = (input: Input) => AsyncIterable<FetchPage>;

/** Fetch runs, on a store of its own for each test. */
export function useRuns() {
  const temporary = useTemporary();
  let store: Store;
  beforeEach(async () => {
    store = await temporary.open();
  });
  return {
    store: () => store,
    run: (handler: Handler, options: Partial<FetchRun<typeof params, typeof client>> = {}) =>
      runHandler(store, handler, options),
  };
}

/** Runs the handler for the instance `vendor`, whose clock is a minute ahead. */
export function runHandler(
  store: Store,
  handler: Handler,
  options: Partial<FetchRun<typeof params, typeof client>> = {},
): Promise<FetchResult> {
  return runFetch({
    handler,
    params,
    client,
    store,
    instance: "vendor",
    limit: 100,
    lookBackMs: 7 * DAY,
    log: silentLog,
    signal: new AbortController().signal,
    now: () => NOW,
    vendorNow: () => NOW + 60_000,
    ...options,
  });
}

/** A handler that gives these pages. */
export function pages(...all: FetchPage[]): Handler {
  return async function* () {
    yield* all;
  };
}
