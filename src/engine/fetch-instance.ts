import { maskError } from "../dispatch/mask.ts";
import { ParameterError, toSoarError } from "../errors.ts";
import type { CommittedPage, Range } from "../incidents/fetch.ts";
import { runFetch, type FetchResult } from "../incidents/run.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/open.ts";
import { loadMapping, type MappingFiles } from "./load-mapping.ts";
import { maskPages } from "./mask-pages.ts";
import type { RunningInstance } from "./open-instance.ts";
import { untilStopped } from "./until-stopped.ts";

export interface FetchRuntime {
  store: Store;
  /** To be read again, whole, instead of going on from where the last run left off. */
  range?: Range;
  /** Files of XSOAR that take the place of those of the instance, and of the manifest's mapper. */
  mapping?: MappingFiles;
  log: Log;
  signal: AbortSignal;
  /** Once it is aborted, nothing more is asked for; a page that has come is committed. */
  stop?: AbortSignal;
  /** Epoch milliseconds. */
  now: () => number;
  /** Told what came of each page, also of those before the one that the run fails at. */
  onCommit?: (page: CommittedPage) => void;
}

/**
 * One run of an instance's `fetch-incidents`, committed page by page.
 * @throws what stopped it, without secrets; the pages before stay committed
 */
export async function fetchInstance(
  instance: RunningInstance,
  { store, range, mapping, log, signal, stop, now, onCommit }: FetchRuntime,
): Promise<FetchResult> {
  const { params, vendorNow } = instance;
  const mask = (text: string) => instance.mask(text);
  const { type } = instance.manifest.soar.incident ?? {};
  const incidentType = typeof params.incidentType === "string" ? params.incidentType : type?.name;
  const map = await loadMapping({ ...instance.mapping, ...mapping }, instance.manifest.soar.incident, {
    ...(incidentType === undefined ? {} : { incidentType }),
    now: vendorNow,
  });
  const fetchPages = await instance.integration.fetchHandler();
  const client = await instance.client({ dryRun: false, lane: "fetch" });
  const run = () =>
    runFetch({
      handler: (input) =>
        maskPages(
          untilStopped((each) => fetchPages(instance.fetchInput(each)), input, stop),
          mask,
        ),
      params,
      client,
      store,
      instance: instance.name,
      ...(range && { range }),
      limit: limitOf(params),
      lookBackMs: LOOK_BACK_MS,
      ...(incidentType === undefined ? {} : { incidentType }),
      map,
      log,
      signal,
      ...(stop && { stop }),
      now,
      vendorNow,
      ...(onCommit && { onCommit }),
    });
  return instance.line("fetch-incidents", run).catch((thrown: unknown) => {
    throw maskError(toSoarError(thrown), mask);
  });
}

/**
 * How many incidents one run makes at most.
 * @throws ParameterError unless it is a whole number from 1 to 1,000
 */
export function limitOf(params: Record<string, unknown>): number {
  const name = LIMIT_PARAMETERS.find((each) => params[each] !== undefined);
  const limit = name === undefined ? DEFAULT_LIMIT : Number(params[name]);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit;
  throw new ParameterError(
    `${String(name)} must be a whole number from 1 to ${String(MOST)}, got ${JSON.stringify(params[name ?? ""])}.`,
    "Set it in soar.yml or the environment. What does not fit into one run comes with the next.",
  );
}

// --- internal ---

const DAY_MS = 86_400_000;

/** How long a fetch handler may look back, by contract; what it has seen is remembered for longer than that. */
const LOOK_BACK_MS = 30 * DAY_MS;

/** XSOAR's two names for it, the newer first; its usual default. */
const LIMIT_PARAMETERS = ["max_fetch", "fetch_limit"];
const DEFAULT_LIMIT = 50;
const MOST = 1_000;
