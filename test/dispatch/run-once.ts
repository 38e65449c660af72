import { createDispatcher } from "../../src/dispatch/dispatcher.ts";
import type { AnyHandler } from "../../src/dispatch/instance.ts";
import type { DispatchRequest } from "../../src/dispatch/call.ts";
import type { Command } from "../../src/manifest/manifest.ts";
import { argument, command, instance, request } from "./acme.ts";
import { createMemoryPorts, type MemoryPorts } from "./memory-ports.ts";

/** One command and what its handler does, run once. */
export async function runOnce(
  run: AnyHandler,
  parts: Partial<DispatchRequest> = {},
  declared: Partial<Command> = {},
  prepare: (ports: MemoryPorts) => void = () => undefined,
) {
  const get = command("acme-get", { arguments: [argument("id"), argument("job", { hidden: true })], ...declared });
  const ports = createMemoryPorts([instance([get], { "acme-get": run })]);
  prepare(ports);
  const result = await createDispatcher(ports).run(request("acme-get", parts));
  return { ...result, ports };
}

/** A handler that gives of everything. */
export const users: AnyHandler = async () => ({
  readable: "Users",
  context: { "Acme.User": [{ ID: 1 }] },
  raw: { users: [{ id: 1 }, { id: 2 }] },
  warnings: ["Half of them."],
});
