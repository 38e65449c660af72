import { toSoarError } from "../errors.ts";
import type { Json } from "../json.ts";
import type { Log } from "../log.ts";
import type { CommitOptions, CommittedPage, FetchInput, FetchPage, FetchStore, Range } from "./fetch.ts";
import type { Incident, IncidentStore } from "./incident.ts";
import type { Mappable, MapIncident } from "./map-incident.ts";

/** One fetch run of one instance: the handler, what it works with, and where its pages go. */
export interface FetchRun<Params, Client> {
  /** The integration's `fetch-incidents`. */
  handler: (input: FetchInput<Params, Client>) => AsyncIterable<FetchPage>;
  params: Params;
  client: Client;
  store: { fetch: FetchStore; incidents: Pick<IncidentStore, "find"> };
  /** The instance's name. */
  instance: string;
  /** To be read again, whole, instead of going on from where the last run left off. */
  range?: Range;
  /** After the page with which so many incidents have been made, the run ends. */
  limit: number;
  /** How far back the handler looks for items that come late. States of items without an incident are kept twice as long. */
  lookBackMs: number;
  /** The type of incidents that name none themselves. */
  incidentType?: string;
  /** Fills in what incidents and updates leave out. @default they stay as they are */
  map?: MapIncident;
  log: Log;
  signal: AbortSignal;
  /** Once it is aborted, the run ends after the page at work, which `signal` alone would cut off. */
  stop?: AbortSignal;
  /** Epoch milliseconds by the local clock. */
  now: () => number;
  /** Epoch milliseconds by the vendor's clock. */
  vendorNow: () => number;
  /** Told what came of each page, also of those before the one that the run fails at. */
  onCommit?: (page: CommittedPage) => void;
}

export interface FetchResult {
  /** As they stand after the run, in the order in which they were made. */
  created: Incident[];
  /** Updates of incidents that were there before. */
  updated: number;
  /** Pages committed. */
  pages: number;
  /** What the next run will go on from. */
  lastRun: Json;
  /** Ended by `signal` or `stop`, between two pages. */
  interrupted: boolean;
}

/** The stream under which the state of `fetch-incidents` is kept. */
export const INCIDENT_STREAM = "incidents";

/**
 * Runs `fetch-incidents` once. Each page is committed, whole, before the next is asked for; nothing else moves the
 * cursor. When the signal is aborted between two pages, or another run of the instance has committed a page meanwhile,
 * the run ends there, with what it has.
 * @throws what the handler throws; the pages before stay committed, of the others nothing is.
 * @throws StoreError if a page cannot be committed.
 */
export async function runFetch<Params, Client>(run: FetchRun<Params, Client>): Promise<FetchResult> {
  const { store, instance, limit, log, signal, stop, onCommit } = run;
  const isStopped = () => signal.aborted || stop?.aborted === true;
  const created: string[] = [];
  let updated = 0;
  let pages = 0;
  let { lastRun, version } = await store.fetch.cursor(instance, INCIDENT_STREAM);
  if (!isStopped()) {
    for await (const given of run.handler(toInput(run, lastRun))) {
      const page = mapped(given, run);
      const committed = await store.fetch.commit(instance, INCIDENT_STREAM, page, toOptions(run, version));
      if (committed === undefined) {
        log.warn("Another fetch run of this instance is at work; this one ends here.", { instance });
        ({ lastRun } = await store.fetch.cursor(instance, INCIDENT_STREAM));
        break;
      }
      onCommit?.(committed);
      created.push(...committed.created);
      updated += committed.updated.length;
      pages += 1;
      lastRun = page.lastRun;
      version += 1;
      if (committed.unmatched.length > 0) {
        log.warn("Updates were given for items that have no incident.", { instance, ids: committed.unmatched });
      }
      if (created.length >= limit || isStopped()) break;
    }
  }
  return { created: await readIncidents(store.incidents, created), updated, pages, lastRun, interrupted: isStopped() };
}

/** The incidents of those ids, in their order. */
export async function readIncidents(
  incidents: Pick<IncidentStore, "find">,
  ids: readonly string[],
): Promise<Incident[]> {
  const found: Incident[] = [];
  for (const id of ids) {
    const incident = await incidents.find(id);
    if (incident !== undefined) found.push(incident);
  }
  return found;
}

// --- internal ---

/** Also with a short look-back: the vendor's clock and ours may differ. */
const KEEP_AT_LEAST_MS = 86_400_000;

function toInput<Params, Client>(run: FetchRun<Params, Client>, lastRun: Json): FetchInput<Params, Client> {
  const { store, instance, params, client, range, limit, log, signal, vendorNow } = run;
  return {
    params,
    client,
    lastRun,
    known: (ids) => store.fetch.known(instance, INCIDENT_STREAM, ids),
    pending: (most) => store.fetch.pending(instance, INCIDENT_STREAM, most),
    ...(range && { range }),
    limit,
    log,
    signal,
    now: vendorNow,
  };
}

function toOptions<Params, Client>(run: FetchRun<Params, Client>, version: number): CommitOptions {
  const { now, lookBackMs, incidentType } = run;
  const at = now();
  const expiresAt = at + Math.max(2 * lookBackMs, KEEP_AT_LEAST_MS);
  return { version, now: at, expiresAt, ...(incidentType === undefined ? {} : { incidentType }) };
}

/** The page with what its items left out; what could not be made of them is logged. */
function mapped<Params, Client>(page: FetchPage, { map, log, instance }: FetchRun<Params, Client>): FetchPage {
  if (map === undefined) return page;
  const complete = <T extends Mappable>(id: string, given: T): T => {
    try {
      const { incident, warnings } = map(given);
      if (warnings.length > 0) log.warn("The mapper left fields of an incident empty.", { instance, id, warnings });
      return incident;
    } catch (thrown) {
      // One item that cannot be mapped must not hold up all that come after it.
      const error = toSoarError(thrown).message;
      log.warn("An incident could not be mapped; it is kept as the handler gave it.", { instance, id, error });
      return { ...given, details: [given.details, unmapped(error)].filter(Boolean).join("\n") };
    }
  };
  const items = page.items.map((item) => {
    if ("incident" in item) return { ...item, incident: complete(item.id, item.incident) };
    return "updates" in item ? { ...item, updates: complete(item.id, item.updates) } : item;
  });
  return { ...page, items };
}

function unmapped(error: string): string {
  return `The fields of this incident could not be mapped (${error}).`;
}
