import type { Integration } from "../dispatch/integration.ts";
import { ArgumentError } from "../errors.ts";
import type { EventStream, Manifest } from "../manifest/manifest.ts";
import { didYouMean } from "../nearest.ts";
import type { SimulatorModule } from "../simulator/simulator.ts";
import { collectSubject } from "./collect-subject.ts";
import { createControl } from "./control.ts";
import { fetchSubject } from "./fetch-subject.ts";
import { sourceOf, type Subject } from "./subject.ts";

/**
 * What is proven of an integration, on which streams of its simulator.
 * @param streams of the collector; undefined for all of them
 * @throws ArgumentError when there is nothing that could be proven
 */
export async function chooseSubject(
  what: Subject["what"],
  { manifest }: Pick<Integration, "manifest">,
  module: SimulatorModule,
  streams?: readonly string[],
): Promise<Subject> {
  const { all: there, changing } = await streamsOf(module);
  if (what === "fetch") {
    if (!manifest.fetchesIncidents) {
      throw new ArgumentError(`${manifest.display} fetches no incidents.`, "Its manifest would say `isfetch: true`.");
    }
    const [only, ...others] = there;
    const named = sourceOf(module, INCIDENTS) ?? (others.length === 0 ? only : undefined);
    if (named === undefined || !there.includes(named)) throw unclear(manifest.display, INCIDENTS, there);
    return fetchSubject(manifest, named, changing.includes(named));
  }
  const chosen = chosenStreams(manifest, streams).map((stream) => {
    const source = sourceOf(module, stream.name) ?? stream.name;
    if (!there.includes(source)) throw unclear(manifest.display, stream.name, there);
    return { stream, source };
  });
  return collectSubject(manifest, chosen, module.truthOf);
}

// --- internal ---

function chosenStreams({ display, soar }: Manifest, names: readonly string[] | undefined): EventStream[] {
  if (soar.streams.length === 0) {
    throw new ArgumentError(`${display} collects no events.`, "Its manifest would name them under x-soar.streams.");
  }
  if (names === undefined) return soar.streams;
  const known = soar.streams.map(({ name }) => name);
  const wrong = names.filter((name) => !known.includes(name));
  if (wrong.length === 0) return soar.streams.filter(({ name }) => names.includes(name));
  throw new ArgumentError(
    wrong.map((name) => `${display} has no stream ${name}.${didYouMean(name, known)}`).join(" "),
    `Name some of ${known.join(", ")}.`,
  );
}

/** The streams that the simulator adds items to, and those whose items change. */
async function streamsOf(module: SimulatorModule): Promise<{ all: string[]; changing: string[] }> {
  const simulator = await module.create({});
  try {
    return await createControl(simulator.control).streams();
  } finally {
    await simulator.close();
  }
}

const INCIDENTS = "incidents";

function unclear(display: string, name: string, there: readonly string[]): ArgumentError {
  const known = there.length === 0 ? "has no streams" : `has the streams ${there.join(", ")}`;
  return new ArgumentError(
    `The simulator of ${display} does not say which of its streams holds the ${name}: it ${known}.`,
    `Hand its streams to createVendorSimulator, and export streamOf: { "${name}": STREAM } where they are called otherwise.`,
  );
}
