import { parseCommandLine } from "../../dispatch/command-line.ts";
import { toText } from "../../manifest/coerce.ts";
import type { Argument, Command } from "../../manifest/manifest.ts";
import { allowedTexts } from "../../manifest/schema.ts";
import { distinct, matching, type Candidate } from "./candidate.ts";
import type { LineWorld } from "./world.ts";

/** Those commands that can be called, under their names. */
export function commandCandidates(commands: readonly Command[], typed: string): Candidate[] {
  const named = commands
    .filter(({ hidden }) => !hidden)
    .map((command) => ({ value: command.name, description: summary(command) }));
  const found = matching(distinct(named), typed);
  if (found.length > 0) return found;
  const aliases = commands.flatMap((command) =>
    command.aliases.map((alias) => ({ value: alias, description: `The same as ${command.name}.` })),
  );
  return matching(distinct(aliases), typed);
}

/** The command called so, by name or alias. */
export function commandCalled(name: string, commands: readonly Command[]): Command | undefined {
  return commands.find((one) => one.name === name) ?? commands.find(({ aliases }) => aliases.includes(name));
}

/** What may follow a command: `name=` of the arguments not yet given, required ones first, or the values of one. */
export async function argumentCandidates(
  command: Command,
  given: readonly string[],
  typed: string,
  world: LineWorld,
): Promise<Candidate[]> {
  const equals = typed.indexOf("=");
  const free = command.arguments.filter(({ name, hidden }) => !hidden && !given.includes(name));
  if (equals < 0) {
    const ordered = [...free].sort((a, b) => rank(a) - rank(b));
    const names = matching(
      ordered.map((argument) => ({ value: `${argument.name}=`, description: explain(argument), open: true })),
      typed,
    );
    if (names.length > 0) return names;
  }
  const name = typed.slice(0, Math.max(0, equals));
  const argument = equals < 0 ? free.find(({ positional }) => positional) : named(command, name);
  if (argument === undefined) return [];
  const prefix = equals < 0 ? "" : `${name}=`;
  const values = await valuesOf(command, argument, typed.slice(prefix.length), world);
  return values.map((each) => ({ ...each, value: `${prefix}${each.value}` }));
}

// --- internal ---

/** Values that were given before, of one argument. */
const MOST_RECENT = 20;

/** Nobody chooses a longer one from a list. */
const LONGEST_RECENT = 200;

function named(command: Command, name: string): Argument | undefined {
  return command.arguments.find((argument) => argument.name === name);
}

function rank({ required, deprecated }: Argument): number {
  return deprecated ? 2 : required ? 0 : 1;
}

function explain({ required, deprecated, description, defaultValue }: Argument): string {
  const marks = [
    required ? "required" : undefined,
    deprecated ? "deprecated" : undefined,
    defaultValue === undefined || defaultValue === "" ? undefined : `default ${toText(defaultValue)}`,
  ].filter((mark) => mark !== undefined);
  const sentence = firstSentence(description);
  return marks.length === 0 ? sentence : `${marks.join(", ")}: ${sentence}`;
}

function summary({ description, deprecated, successor }: Command): string {
  if (deprecated) return successor === undefined ? "Deprecated." : `Deprecated: use ${successor}.`;
  return firstSentence(description);
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text.trim())?.[0] ?? text.trim();
}

/** Of a list, what may stand behind its last comma; the members that it has are not offered again. */
async function valuesOf(command: Command, argument: Argument, typed: string, world: LineWorld): Promise<Candidate[]> {
  const isList = argument.isArray && !typed.startsWith("[");
  const begun = isList ? typed.slice(0, typed.lastIndexOf(",") + 1) : "";
  const members = begun.split(",");
  const choices = (allowedTexts(argument) ?? (argument.type === "boolean" ? ["true", "false"] : []))
    .filter((choice) => !members.includes(choice))
    .map((choice) => ({ value: `${begun}${choice}`, label: choice, ...isDefault(argument, choice) }));
  const fixed = choices.map((choice) => (isList && choices.length > 1 ? { ...choice, open: true } : choice));
  if (fixed.length > 0) return matching(fixed, typed);
  const incidents = IS_INCIDENT.test(argument.name) ? await world.incidents(typed.slice(begun.length)) : [];
  const ids = incidents.map(({ id, name }) => ({ value: `${begun}${id}`, label: id, description: name }));
  const recent = argument.secret ? [] : recentValues(command, argument.name, await world.lines());
  const before = recent
    .flatMap((value) => (isList ? value.split(",") : [value]))
    .filter((value) => !members.includes(value))
    .map((value) => ({ value: `${begun}${value}`, label: value, description: "recent" }));
  return matching(distinct([...ids, ...before]), typed).slice(0, Math.max(MOST_RECENT, ids.length));
}

/** XSOAR's ways to call an argument that takes an incident of ours. */
const IS_INCIDENT = /^(?:incident|investigation)[-_]?ids?$/i;

function isDefault({ defaultValue }: Argument, choice: string): { description?: string } {
  return defaultValue !== undefined && toText(defaultValue) === choice ? { description: "default" } : {};
}

/** The newest first; those of the same command before those that other commands were given under the same name. */
function recentValues(command: Command, name: string, lines: readonly string[]): string[] {
  const own: string[] = [];
  const others: string[] = [];
  for (const line of lines) {
    if (!line.includes(`${name}=`)) continue;
    const parsed = parsedOrNothing(line);
    const value = parsed !== undefined && Object.hasOwn(parsed.args, name) ? parsed.args[name] : undefined;
    if (parsed === undefined || value === undefined || !isShowable(value)) continue;
    const isOwn = parsed.command === command.name || command.aliases.includes(parsed.command);
    (isOwn ? own : others).push(value);
  }
  return [...own, ...others];
}

/** What was masked, and what would not stand on one line, is nothing to be called again. */
function isShowable(value: string): boolean {
  return value !== "" && value.length <= LONGEST_RECENT && !value.includes("***") && !/\p{Cc}/u.test(value);
}

function parsedOrNothing(line: string): ReturnType<typeof parseCommandLine> | undefined {
  try {
    return parseCommandLine(line);
  } catch {
    // A line that this version cannot read gives no values.
    return undefined;
  }
}
