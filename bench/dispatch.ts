import { createDispatcher } from "../src/dispatch/dispatcher.ts";
import type { OpenInstance } from "../src/dispatch/instance.ts";
import type { DispatchPorts } from "../src/dispatch/call.ts";
import type { Command } from "../src/manifest/manifest.ts";
import { silentLog } from "../src/log.ts";
import { median, type Figure } from "./figure.ts";

/** Dispatches of a no-op handler in one process, all but disk and vendor included, against the bare handler awaited. */
export async function dispatch(): Promise<Figure> {
  const dispatcher = createDispatcher(createPorts([createInstance()]));
  const { signal } = new AbortController();
  const ours = await perSecond(() =>
    dispatcher.run({
      command: "noop",
      args: { name: "value" },
      investigationId: "playground",
      runId: "run",
      taskId: "0",
      signal,
    }),
  );
  const theirs = await perSecond(noopHandler);
  return {
    name: "dispatch of a no-op handler",
    floor: "the handler alone",
    ours,
    theirs,
    unit: "/s",
    ratio: ours / theirs,
    bar: { oursAtLeast: 50_000 },
  };
}

// --- internal ---

const CALLS = 50_000;
const ROUNDS = 5;

/** The median of several rounds; the first, in which V8 and ajv compile, does not count. */
async function perSecond(run: () => Promise<unknown>): Promise<number> {
  const speeds: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const from = performance.now();
    for (let call = 0; call < CALLS; call += 1) await run();
    speeds.push((CALLS / (performance.now() - from)) * 1000);
  }
  return median(speeds.slice(1));
}

async function noopHandler(): Promise<object> {
  return {};
}

function createInstance(): OpenInstance {
  return {
    name: "bench",
    manifest: {
      path: "integration.yml",
      id: "Bench",
      name: "Bench",
      display: "Bench",
      category: "Utilities",
      description: "",
      fetchesIncidents: false,
      fetchesEvents: false,
      parameters: [],
      commands: [noop],
      soar: { handlers: "commands", contextKeys: {}, incidentFields: {}, demo: [] },
      raw: {},
    },
    params: {},
    client: async () => undefined,
    handler: async () => noopHandler,
    mask: (text) => text.replaceAll("a secret of the instance", "***"),
  };
}

const noop: Command = {
  name: "noop",
  description: "Does nothing.",
  arguments: [
    {
      name: "name",
      description: "",
      required: true,
      positional: true,
      isArray: false,
      secret: false,
      deprecated: false,
      hidden: false,
      type: "string",
    },
  ],
  outputs: [],
  deprecated: false,
  hidden: false,
  execution: false,
  polling: false,
  aliases: [],
  effect: "read",
  raw: {},
};

/** Keeps what a store would keep, in memory and without copying it. */
function createPorts(instances: OpenInstance[]): DispatchPorts {
  let count = 0;
  return {
    instances,
    investigations: {
      context: async () => ({}),
      entries: async () => [],
      append: async (id, entries, change) => {
        const stored = entries.map((entry) => ({ ...entry, ID: `${++count}@${id}` }));
        change({}, stored);
        return stored;
      },
    },
    effects: {
      intend: async (effect) => ({ effect, isNew: true }),
      finish: async () => undefined,
    },
    files: { folder: ".", record: async () => undefined, find: async () => undefined },
    log: silentLog,
    now: Date.now,
    newId: () => String(++count),
    wait: async () => undefined,
  };
}
