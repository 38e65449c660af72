import { ArgumentError } from "../errors.ts";
import { summarize, type StreamCoverage } from "../events/coverage.ts";
import type { EventStore, StreamKey } from "../events/events.ts";
import type { Range } from "../incidents/fetch.ts";
import { didYouMean } from "../nearest.ts";

/** What is known of a stream on its way to a sink. */
export type StreamReading = StreamKey & StreamCoverage;

export interface CoverageQuery extends Partial<Range> {
  streams?: readonly string[];
  /** By their names in the store. */
  sinks?: readonly string[];
  instance?: string;
}

/**
 * What the store knows of the streams that were collected, and of fetching incidents.
 * @throws ArgumentError for a stream or a sink that nothing was collected of
 */
export async function readCoverage(
  store: { events: Pick<EventStore, "coverage" | "keys"> },
  { streams, sinks, instance, ...asked }: CoverageQuery,
): Promise<StreamReading[]> {
  const keys = await store.events.keys();
  known("stream", streams ?? [], keys);
  known("sink", sinks ?? [], keys);
  const wanted = keys.filter(
    (key) =>
      (streams?.includes(key.stream) ?? true) &&
      (sinks?.includes(key.sink) ?? true) &&
      (instance === undefined || key.instance === instance),
  );
  const readings: StreamReading[] = [];
  for (const key of wanted) {
    const rows = store.events.coverage(key, { from: asked.from ?? EARLIEST, to: asked.to ?? LATEST });
    readings.push({ ...key, ...(await summarize(rows, asked)) });
  }
  return readings;
}

// --- internal ---

/** The first and the last moment that a Date can tell. */
const EARLIEST = -8.64e15;
const LATEST = 8.64e15;

function known(what: "stream" | "sink", names: readonly string[], keys: readonly StreamKey[]): void {
  const has = [...new Set(keys.map((key) => key[what]))];
  const unknown = names.filter((name) => !has.includes(name));
  if (unknown.length === 0) return;
  throw new ArgumentError(
    unknown.map((name) => `Nothing is known of a ${what} "${name}".${didYouMean(name, has)}`).join(" "),
    has.length === 0 ? "Nothing has been collected yet: `soar collect` does." : `Known are: ${has.join(", ")}.`,
  );
}
