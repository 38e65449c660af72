import { silentLog } from "../../src/log.ts";
import type { CollectedEvent, EventPage, EventsInput, SentEvent, StreamKey } from "../../src/events/events.ts";
import type { CollectRun } from "../../src/events/run.ts";
import type { Sink } from "../../src/events/sink.ts";
import type { Json } from "../../src/json.ts";
import type { Store } from "../../src/store/open.ts";

export const NOW = Date.parse("2026-01-01T00:00:00.000Z");

export const key: StreamKey = { instance: "one", stream: "things", sink: "memory" };

export function event(id: string, at = NOW, more: Partial<CollectedEvent> = {}): CollectedEvent {
  return { id, at, event: { n: id }, ...more };
}

/** A sink that keeps its lines in memory, and tells what was asked of it. */
export interface MemorySink extends Sink {
  lines: SentEvent[];
  calls: string[];
  ids: () => string[];
}

/** @param isExact takes back on `resume` what was written after the position */
export function memorySink(isExact = true): MemorySink {
  const lines: SentEvent[] = [];
  const calls: string[] = [];
  return {
    name: "memory",
    guarantee: isExact ? "exactly once" : "at least once",
    lines,
    calls,
    ids: () => lines.map(({ id }) => id),
    resume: async (position) => {
      calls.push(`resume ${JSON.stringify(position)}`);
      if (isExact) lines.length = typeof position === "number" ? position : 0;
    },
    write: async (events) => {
      calls.push(`write ${events.map(({ id }) => id).join(" ")}`);
      lines.push(...events);
      return lines.length;
    },
    close: async () => undefined,
  };
}

type Input = EventsInput<null, null>;

/** A run whose handler gives these pages, whatever it is told. */
export function runOf(
  store: Store,
  sink: Sink,
  handler: EventPage[] | ((input: Input) => AsyncIterable<EventPage>),
  more: Partial<CollectRun<null, null>> = {},
): CollectRun<null, null> {
  return {
    handler: Array.isArray(handler) ? () => each(handler) : handler,
    params: null,
    client: null,
    store: store.events,
    sink,
    key,
    lines: {
      eventType: "thing",
      vendor: "acme",
      product: "things",
      mask: (text) => text,
      maskJson: (value) => value,
    },
    limit: 100,
    log: silentLog,
    signal: new AbortController().signal,
    now: () => NOW,
    vendorNow: () => NOW,
    ...more,
  };
}

export function page(events: CollectedEvent[], lastRun: Json, more: Partial<EventPage> = {}): EventPage {
  return { events, lastRun, ...more };
}

// --- internal ---

async function* each(pages: EventPage[]): AsyncGenerator<EventPage> {
  yield* pages;
}
