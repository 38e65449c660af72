import { parseCommandLine } from "../../dispatch/command-line.ts";
import type { Recording } from "../../http/recording/recording.ts";
import type { Json, JsonObject } from "../../json.ts";
import type { Command, Manifest } from "../../manifest/manifest.ts";

/** A harmless call that shows whether the credentials suffice. */
export interface Probe {
  command: Command;
  args: Record<string, Json>;
  /** What it ran in when it was recorded. */
  context?: JsonObject;
  incident?: JsonObject;
  /** Where its arguments come from. */
  source: "recorded" | "demo" | "without arguments";
}

/** Commands that need the same permissions; each by itself where the manifest tells of none. */
export interface Family {
  permissions: readonly string[];
  commands: Command[];
  /** The cheapest; undefined when there is nothing harmless to try. */
  probe?: Probe;
}

/**
 * How to find out, by reading alone, which of a manifest's commands the credentials can use. `recordings` are the
 * integration's own: what was recorded once with these arguments can be asked again. Commands that write are in no
 * family.
 */
export function planProbes(manifest: Manifest, recordings: readonly Recording[]): Family[] {
  const families = new Map<string, Family>();
  for (const command of manifest.commands.filter(({ effect, hidden }) => effect === "read" && !hidden)) {
    const { permissions } = command;
    const key = permissions.length > 0 ? JSON.stringify([...permissions].sort()) : command.name;
    const family = families.get(key) ?? { permissions, commands: [] };
    family.commands.push(command);
    families.set(key, family);
  }
  return [...families.values()].map((family) => {
    const probe = cheapest(family.commands, manifest, recordings);
    return probe ? { ...family, probe } : family;
  });
}

// --- internal ---

/** A call that asks nothing proves nothing, so it is the last choice. */
function cheapest(
  commands: readonly Command[],
  manifest: Manifest,
  recordings: readonly Recording[],
): Probe | undefined {
  const recorded = commands
    .flatMap((command) => recordings.filter((each) => each.command === command.name).map((each) => ({ command, each })))
    .sort((a, b) => costOf(a.each) - costOf(b.each));
  const [first] = recorded;
  if (first) {
    const { args, context, incident } = first.each;
    return {
      command: first.command,
      args,
      ...(context && { context }),
      ...(incident && { incident }),
      source: "recorded",
    };
  }
  return demoOf(commands, manifest) ?? bareOf(commands);
}

function costOf({ exchanges }: Recording): number {
  return exchanges.length === 0 ? Infinity : exchanges.length;
}

/** A line that speaks of an incident has no meaning without one. */
function demoOf(commands: readonly Command[], { soar }: Manifest): Probe | undefined {
  for (const line of soar.demo.filter((text) => !text.includes("${"))) {
    const { command: name, args, positional } = parseCommandLine(line);
    const command = commands.find((each) => each.name === name || each.aliases.includes(name));
    const main = command?.arguments.find((argument) => argument.positional)?.name;
    if (!command || (positional !== undefined && main === undefined)) continue;
    const own = positional === undefined || main === undefined ? {} : { [main]: positional };
    return { command, args: { ...own, ...args }, source: "demo" };
  }
  return undefined;
}

function bareOf(commands: readonly Command[]): Probe | undefined {
  const command = commands.find((each) =>
    each.arguments.every(({ required, defaultValue }) => !required || (defaultValue ?? "") !== ""),
  );
  return command && { command, args: {}, source: "without arguments" };
}
