import type { Json } from "../json.ts";
import type { Command } from "../manifest/manifest.ts";
import { createMask, Secret } from "../secrets.ts";
import type { DispatchRequest } from "./call.ts";
import type { OpenInstance } from "./instance.ts";
import type { Mask } from "./mask.ts";
import type { Target } from "./resolve.ts";

/** Replaces the instance's secrets, and the values of the command's secret arguments, by stars. */
export function maskFor({ instance, command }: Target, args: Readonly<Record<string, unknown>>): Mask {
  const secrets = secretNames(command).flatMap((name) => secretsOf(args[name]));
  if (secrets.length === 0) return (text) => instance.mask(text);
  const mask = createMask(secrets);
  return (text) => mask(instance.mask(text));
}

/** The arguments as they may be kept: stars for the secret ones. */
export function starred(args: Record<string, Json>, command: Command): Record<string, Json> {
  const names = secretNames(command).filter((name) => Object.hasOwn(args, name));
  return names.length === 0 ? args : { ...args, ...Object.fromEntries(names.map((name) => [name, "***"])) };
}

/** The mask for a line that came to no call: every instance's secrets, and what was given to secret arguments. */
export function maskGiven(
  request: Pick<DispatchRequest, "args" | "positional">,
  instances: readonly OpenInstance[],
): Mask {
  const commands = instances.flatMap(({ manifest }) => manifest.commands);
  const names = new Set(commands.flatMap(secretNames));
  const given = Object.entries(request.args).flatMap(([name, value]) => (names.has(name) ? secretsOf(value) : []));
  const mask = createMask(given);
  return (text) => instances.reduce((masked, instance) => instance.mask(masked), mask(text));
}

// --- internal ---

const known = new WeakMap<Command, readonly string[]>();

function secretNames(command: Command): readonly string[] {
  let names = known.get(command);
  if (names === undefined) {
    names = command.arguments.filter(({ secret }) => secret).map(({ name }) => name);
    known.set(command, names);
  }
  return names;
}

function secretsOf(value: unknown): Secret[] {
  if (Array.isArray(value)) return value.flatMap(secretsOf);
  return typeof value === "string" || typeof value === "number" ? [new Secret(String(value))] : [];
}
