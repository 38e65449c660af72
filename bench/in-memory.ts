import type { DispatchPorts, DispatchResult } from "../src/dispatch/call.ts";
import { createDispatcher } from "../src/dispatch/dispatcher.ts";
import type { AnyHandler, OpenInstance } from "../src/dispatch/instance.ts";
import { silentLog } from "../src/log.ts";
import type { Command } from "../src/manifest/manifest.ts";

/** Runs one command with this handler through the whole dispatcher; what a store would keep is kept in memory. */
export function createBenchDispatcher(handler: AnyHandler): () => Promise<DispatchResult> {
  const dispatcher = createDispatcher(createPorts([createInstance(handler)]));
  const { signal } = new AbortController();
  return () =>
    dispatcher.run({
      command: "bench",
      args: { name: "value" },
      investigationId: "playground",
      runId: "run",
      taskId: "0",
      signal,
    });
}

// --- internal ---

function createInstance(handler: AnyHandler): OpenInstance {
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
      isMappable: false,
      parameters: [],
      commands: [command],
      soar: { handlers: "commands", contextKeys: {}, demo: [], streams: [] },
      raw: {},
    },
    params: {},
    client: async () => undefined,
    handler: async () => handler,
    mask: (text) => text.replaceAll("a secret of the instance", "***"),
  };
}

const command: Command = {
  name: "bench",
  description: "What is measured.",
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
  outputs: [{ path: "Bench.Page.Total", type: "number", description: "" }],
  deprecated: false,
  hidden: false,
  execution: false,
  polling: false,
  aliases: [],
  permissions: [],
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
