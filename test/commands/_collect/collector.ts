// A stream that is collected as the runtime does it: page by page, each kept with its cursor or not at all.
import type { CollectedEvent, Covered, EventPage, EventsHandler, Json, Range } from "soarkit";
import type { Source } from "../../../commands/_collect/source.ts";
import { sweepStream } from "../../../commands/_collect/sweep.ts";
import { run } from "../../../commands/fetch-events.ts";
import type { Code42 } from "../../../commands/_manifest.gen.ts";
import { handlerInput, openTenant, startAt, type Tenant, type TenantOptions } from "../tenant.ts";

export type Input = Parameters<EventsHandler<Code42>>[0];

export interface Collector {
  /** Everything that was kept, in order. */
  events: CollectedEvent[];
  covered: Covered[];
  lastRun: Json;
  /** One run; gives how many events it kept. */
  collect(options?: RunOptions): Promise<number>;
  /** Runs until nothing new comes. */
  catchUp(options?: RunOptions): Promise<void>;
}

export interface RunOptions {
  limit?: number;
  range?: Range;
  from?: number;
  /** The process dies when it has been given so many pages; the last one is kept, or is not. */
  crash?: { afterPages: number; kept: boolean };
}

export interface CollectedTenant extends Tenant {
  /** Epoch milliseconds, by the simulator's clock. */
  now(): number;
  advance(ms: number): Promise<void>;
  add(stream: string, count: number, unseenMs?: number): Promise<void>;
  /** The ids of all that the vendor has. */
  truth(stream: string): Promise<string[]>;
  collector(stream: string, source?: Source): Collector;
}

/** A tenant with nothing in it but what is added. */
export async function openCollected({ knobs = {}, params = {} }: TenantOptions = {}): Promise<CollectedTenant> {
  const empty = { sessions: "0", events: "0", "audit-logs": "0" };
  const tenant = await openTenant({ knobs: { ...empty, ...knobs }, params });
  let now = Date.parse(startAt);
  return {
    ...tenant,
    now: () => now,
    advance: async (advanceMs) => {
      await tenant.control("/clock", { advanceMs });
      now += advanceMs;
    },
    add: async (stream, count, unseenMs = 0) => {
      await tenant.control("/items", { stream, count, unseenMs });
    },
    truth: async (stream) => {
      const { items } = (await tenant.control(`/truth?stream=${stream}`)) as { items: { id: string }[] };
      return items.map(({ id }) => id);
    },
    collector: (stream, source) => collectorOf(tenant, stream, () => now, source),
  };
}

/** What a handler is asked with, beside what a test wants. */
export function inputFor(tenant: Tenant, stream: string, given: Partial<Input> = {}): Input {
  const { params, client, log, signal, now } = handlerInput(tenant.params, tenant.client);
  return {
    params,
    client,
    log,
    signal,
    now,
    stream,
    lastRun: null,
    known: async () => new Set(),
    limit: 1_000_000,
    ...given,
  };
}

// --- internal ---

function collectorOf(tenant: Tenant, stream: string, now: () => number, source?: Source): Collector {
  const ids = new Set<string>();
  const collector: Collector = {
    events: [],
    covered: [],
    lastRun: null,
    async collect({ limit = 1_000_000, range, from, crash } = {}) {
      const input = inputFor(tenant, stream, {
        lastRun: collector.lastRun,
        limit,
        now,
        known: async (events) => new Set(events.map(({ id }) => id).filter((id) => ids.has(id))),
        ...(range && { range }),
        ...(from !== undefined && { from }),
      });
      let [pages, kept] = [0, 0];
      for await (const page of source ? sweepStream(source, input) : run(input)) {
        pages += 1;
        if (crash?.afterPages === pages && !crash.kept) return kept;
        keep(page, range !== undefined);
        kept += page.events.length;
        if (crash?.afterPages === pages) return kept;
      }
      return kept;
    },
    async catchUp(options) {
      for (let quiet = 0; quiet < 2;) quiet = (await collector.collect(options)) === 0 ? quiet + 1 : 0;
    },
  };
  function keep(page: EventPage, isRange: boolean): void {
    for (const event of page.events) {
      collector.events.push(event);
      for (const id of [event.id, ...(event.marks ?? [])]) ids.add(id);
    }
    // As it is kept: as text.
    if (!isRange) collector.lastRun = JSON.parse(JSON.stringify(page.lastRun)) as Json;
    if (page.covered) collector.covered.push(page.covered);
  }
  return collector;
}
