import type { EventStore, StreamKey } from "../events/events.ts";
import type { Source, SourceStore } from "../events/source/ports.ts";

/** A source and how far its streams have come. */
export interface SourceReading {
  source: Source;
  streams: {
    stream: string;
    sink: string;
    /** Everything before was read, epoch milliseconds; absent where nothing was within the last month. */
    coveredTo?: number;
  }[];
}

/** All sources that the store knows, or the one of this name. */
export async function readSources(
  store: { sources: SourceStore; events: Pick<EventStore, "keys" | "coverage"> },
  now: number,
  name?: string,
): Promise<SourceReading[]> {
  const sources = (await store.sources.list()).filter((source) => name === undefined || source.name === name);
  const keys = await store.events.keys();
  return Promise.all(
    sources.map(async (source) => {
      const own = keys.filter(({ instance }) => instance === source.name);
      const streams = await Promise.all(own.map((key) => readStream(store.events, key, now)));
      return { source, streams };
    }),
  );
}

// --- internal ---

const MONTH_MS = 31 * 86_400_000;

async function readStream(events: Pick<EventStore, "coverage">, key: StreamKey, now: number) {
  let coveredTo = -Infinity;
  for await (const { covered } of events.coverage(key, { from: now - MONTH_MS, to: now + MONTH_MS })) {
    coveredTo = Math.max(coveredTo, covered?.to ?? -Infinity);
  }
  return { stream: key.stream, sink: key.sink, ...(coveredTo > -Infinity && { coveredTo }) };
}
