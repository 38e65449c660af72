import type { AnyHandler, OpenInstance } from "../../src/dispatch/instance.ts";
import type { DispatchRequest } from "../../src/dispatch/call.ts";
import type { Argument, Command, Manifest } from "../../src/manifest/manifest.ts";

/** A command of the made-up integration Acme, with what a test does not care about filled in. */
export function command(name: string, parts: Partial<Command> = {}): Command {
  return {
    name,
    description: "",
    arguments: [],
    outputs: [{ path: "Acme", type: "unknown", description: "" }],
    deprecated: false,
    hidden: false,
    execution: false,
    polling: false,
    aliases: [],
    permissions: [],
    effect: "read",
    raw: {},
    ...parts,
  };
}

export function argument(name: string, parts: Partial<Argument> = {}): Argument {
  return {
    name,
    description: "",
    required: false,
    positional: false,
    isArray: false,
    secret: false,
    deprecated: false,
    hidden: false,
    type: "unknown",
    ...parts,
  };
}

export function manifest(commands: Command[], parts: Partial<Manifest> = {}): Manifest {
  return {
    path: "integration.yml",
    id: "Acme",
    name: "Acme",
    display: "Acme",
    category: "Endpoint",
    description: "",
    fetchesIncidents: false,
    fetchesEvents: false,
    isMappable: false,
    parameters: [],
    commands,
    soar: { handlers: "commands", contextKeys: { "Acme.User": ["ID"] }, demo: [], streams: [] },
    raw: {},
    ...parts,
  };
}

/** An instance whose commands are run by `handlers`. */
export function instance(
  commands: Command[],
  handlers: Record<string, AnyHandler>,
  parts: Partial<OpenInstance> = {},
): OpenInstance {
  return {
    name: "acme-1",
    manifest: manifest(commands),
    params: { url: "http://acme" },
    client: async () => "the client",
    handler: async (name) => {
      const handler = handlers[name];
      if (!handler) throw new Error(`No handler ${name}`);
      return handler;
    },
    mask: (text) => text.replaceAll("s3cret!", "***"),
    ...parts,
  };
}

export function request(name: string, parts: Partial<DispatchRequest> = {}): DispatchRequest {
  return {
    command: name,
    args: {},
    investigationId: "playground",
    runId: "run-1",
    taskId: "0",
    signal: new AbortController().signal,
    ...parts,
  };
}
