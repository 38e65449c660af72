import { formatCommandLine, type CommandLine } from "../../dispatch/command-line.ts";
import type { OpenInstance } from "../../dispatch/instance.ts";
import { maskGiven } from "../../dispatch/secret-arguments.ts";
import { commandCalled } from "../complete/command-arguments.ts";

/**
 * A command line as the history may keep it: secret arguments emptied, so that whoever calls it up again sees what to
 * fill in, and every other secret masked. Undefined when no instance knows the command, for then nobody can tell which
 * of its arguments are secret, and when it does not stand on one line of a sane length.
 */
export function keptLine(line: CommandLine, instances: readonly OpenInstance[]): string | undefined {
  const commands = instances.flatMap(({ manifest }) => commandCalled(line.command, manifest.commands) ?? []);
  if (commands.length === 0) return undefined;
  const secret = commands.flatMap((command) => command.arguments.filter((argument) => argument.secret));
  const names = new Set(secret.map(({ name }) => name));
  const args = Object.entries(line.args).map(([name, value]): [string, string] => [name, names.has(name) ? "" : value]);
  const { positional } = line;
  const text = formatCommandLine({
    command: line.command,
    args: Object.fromEntries(args),
    ...(positional === undefined || secret.some((argument) => argument.positional) ? {} : { positional }),
  });
  if (text.length > LONGEST || /\p{Cc}/u.test(text)) return undefined;
  return maskGiven(line, instances)(text);
}

// --- internal ---

const LONGEST = 10_000;
