import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isRecord } from "../json.ts";
import type { EventStream, Manifest } from "../manifest/manifest.ts";
import type { SimulatorModule } from "../simulator/simulator.ts";
import { defaultSpanMs, storeIn } from "./fetch-subject.ts";
import type { Found, ProvenStream, Subject } from "./subject.ts";

/** A stream of the collector, and what the simulator calls it. */
export interface CollectedStream {
  stream: EventStream;
  source: string;
}

/** `soar collect`: everything that the simulator has of the streams must be one whole line in a file. */
export function collectSubject(
  manifest: Manifest,
  streams: readonly CollectedStream[],
  truthOf: SimulatorModule["truthOf"],
): Subject {
  const proven = streams.map(({ stream, source }): ProvenStream => {
    return { of: stream.name, name: source, lookBackMs: defaultSpanMs(manifest.parameters, stream.lookBack) };
  });
  const words = streams.flatMap(({ stream }) => ["--stream", stream.name]);
  return {
    what: "collect",
    streams: proven,
    limits: [20, 100, 10_000],
    isWanted: () => true,
    args: (folder) => {
      const sink = join(folder, "events.ndjson");
      return ["collect", "--json", "--store", storeIn(folder), "--sink", sink, "--from", FROM, ...words];
    },
    env: (limit) =>
      Object.fromEntries(
        streams.flatMap(({ stream }) =>
          stream.limit === undefined ? [] : [[variableOf(stream.limit), String(limit)]],
        ),
      ),
    found: async (folder) => {
      const byType = new Map(streams.map(({ stream }) => [stream.eventType, stream.name]));
      const counts = new Map(streams.map(({ stream }) => [stream.name, new Map<string, number>()]));
      const damaged: string[] = [];
      for (const name of await readdir(folder)) {
        if (!name.endsWith(".ndjson")) continue;
        // Only a line feed ends a line: JSON may hold other characters that break lines.
        const lines = (await readFile(join(folder, name), "utf8")).split("\n");
        if (lines.pop() !== "") damaged.push(`${name} does not end with a whole line.`);
        for (const line of lines) {
          const { type, id } = readLine(line);
          const ids = counts.get(byType.get(type) ?? "");
          const truth = truthOf?.(byType.get(type) ?? "", id) ?? id;
          if (ids === undefined) damaged.push(`${name} has a line that is no event: ${line.slice(0, 200)}`);
          else ids.set(truth, (ids.get(truth) ?? 0) + 1);
        }
      }
      return { byStream: counts, damaged } satisfies Found;
    },
  };
}

// --- internal ---

/** Behind everything that a simulator begins with. */
const FROM = "40 days";

function readLine(line: string): { type: string; id: string } {
  try {
    const event: unknown = JSON.parse(line);
    return isRecord(event) ? { type: String(event.eventType), id: String(event._id) } : { type: "", id: "" };
  } catch {
    // A torn line is what is looked for here.
    return { type: "", id: "" };
  }
}

/** The environment variable that sets a parameter. */
function variableOf(parameter: string): string {
  return `SOAR_${parameter.toUpperCase().replaceAll(/\W/gu, "_")}`;
}
