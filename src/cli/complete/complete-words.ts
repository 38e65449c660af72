import { distinct, matching, type Candidate, type Completion } from "./candidate.ts";
import { argumentCandidates, commandCalled, commandCandidates } from "./command-arguments.ts";
import type { CommandShape, OptionShape } from "./program-shape.ts";
import { keyOf, splitFlag, type Typed } from "./typed-words.ts";
import { completeLine, pathCandidates } from "./war-room-line.ts";
import type { Named, World } from "./world.ts";

/** What `current`, the word under the cursor, may become, by what was typed before it. */
export async function completeWord(typed: Typed, current: string, world: World): Promise<Completion> {
  if (typed.awaiting !== undefined) return valueOf(typed.awaiting, "", current, world);
  const [flag, value] = splitFlag(current);
  if (flag.startsWith("-") && value !== undefined) {
    const option = typed.available.find(({ flags }) => flags.includes(flag));
    return option === undefined ? { candidates: [] } : valueOf(option, `${flag}=`, current, world);
  }
  if (current.startsWith("-")) return { candidates: matching(await optionsOf(typed, world), current) };
  if (current.startsWith("!") && (typed.path === "" || typed.path === "run") && typed.positional.length === 0) {
    return completeQuotedLine(current, world);
  }
  if (typed.command.commands.length > 0 && typed.positional.length === 0) {
    const others = await placed(typed, current, world);
    return { candidates: matching([...typed.command.commands.map(named), ...others], current) };
  }
  return positionalOf(typed, current, world);
}

// --- internal ---

function named({ name, description }: CommandShape): Candidate {
  return { value: name, description };
}

async function optionsOf({ available, options, path }: Typed, world: World): Promise<Candidate[]> {
  const declared = available
    .filter((option) => option.repeatable || !Object.hasOwn(options, keyOf(option)))
    .map(({ name, description }) => ({ value: name, description }));
  const knobs = path === "simulate" ? await world.knobs() : [];
  return distinct([...knobs.map(({ name, description }) => ({ value: `--${name}`, description })), ...declared]);
}

/** The values of an option; `prefix` is what stands before them in the word. */
async function valueOf(option: OptionShape, prefix: string, current: string, world: World): Promise<Completion> {
  const typed = current.slice(prefix.length);
  const found = await namedValues(option, typed, world);
  const candidates = matching(found, typed).map((each) => ({ ...each, label: each.value, value: prefix + each.value }));
  const kind = pathKind(option);
  if (kind === undefined) return { candidates };
  // Of the store's URL only the path behind its scheme is on the disk.
  const scheme = option.name === "--store" ? "sqlite:" : "";
  return typed.startsWith(scheme) ? { candidates, files: { kind, prefix: prefix + scheme } } : { candidates };
}

async function namedValues({ name, choices = [] }: OptionShape, typed: string, world: World): Promise<Candidate[]> {
  switch (name) {
    case "--instance":
      return (await world.instances()).map(toCandidate);
    case "--stream":
      return (await world.streams()).map(toCandidate);
    case "--sink":
      return (await world.sinks()).map(toCandidate);
    case "--reason":
      return (await world.closeReasons()).map((value) => ({ value }));
    case "--incident":
      return incidentCandidates(typed, world);
    case "--store":
      return [{ value: "sqlite:", open: true }];
    default:
      return choices.map((value) => ({ value }));
  }
}

function toCandidate({ name: value, ...words }: Named): Candidate {
  return { value, ...words };
}

/** What the help calls a value says whether it is found on the disk. */
function pathKind({ name, placeholder = "", choices }: OptionShape): "files" | "folders" | undefined {
  if (choices !== undefined) return undefined;
  if (name === "--store" || name === "--sink") return "files";
  return kindCalled(placeholder);
}

function kindCalled(placeholder: string): "files" | "folders" | undefined {
  if (/^(?:dir|directory|folder)s?$/i.test(placeholder)) return "folders";
  return /^(?:file|path|manifest)s?$/i.test(placeholder) ? "files" : undefined;
}

/** A whole War Room line in one word. Where one command is left, its arguments are offered at once. */
async function completeQuotedLine(current: string, world: World): Promise<Completion> {
  const first = await completeLine(current, world);
  const [only] = first.candidates;
  const isCommand = first.from === 1;
  const line = only !== undefined && first.candidates.length === 1 && isCommand ? `!${only.value}` : current;
  const { from, candidates } = line === current ? first : await completeLine(line, world);
  const whole = candidates.map((each) => ({ ...each, value: line.slice(0, from) + each.value }));
  return { candidates: whole.length > 0 || line === current ? whole : [{ value: line, open: true }], isLine: true };
}

async function positionalOf(typed: Typed, current: string, world: World): Promise<Completion> {
  const { path, positional, command } = typed;
  const at = Math.min(positional.length, command.arguments.length - 1);
  const argument = command.arguments[at];
  if (path === "run") return { candidates: await runWords(positional, current, world) };
  if (argument === undefined || (positional.length > at && !argument.variadic)) return { candidates: [] };
  if (argument.choices !== undefined)
    return choose(
      argument.choices.map((value) => ({ value })),
      current,
    );
  const kind = kindCalled(argument.name);
  if (kind !== undefined) return { candidates: [], files: { kind, prefix: "" } };
  return choose(await placed(typed, current, world), current);
}

function choose(candidates: readonly Candidate[], current: string): Completion {
  return { candidates: matching(candidates, current) };
}

async function runWords([first, ...others]: readonly string[], current: string, world: World): Promise<Candidate[]> {
  const commands = await world.commands();
  if (first === undefined) return commandCandidates(commands, current);
  const command = commandCalled(first.replace(/^!/, ""), commands);
  if (command === undefined) return [];
  const given = others.flatMap((word) => (word.includes("=") ? word.slice(0, word.indexOf("=")) : []));
  return argumentCandidates(command, given, current, world);
}

/** What stands without a name in the subcommands that name something of the integration or the store. */
async function placed({ path, positional }: Typed, current: string, world: World): Promise<Candidate[]> {
  const [first] = positional;
  switch (path) {
    case "commands":
      return commandCandidates(await world.commands(), current);
    case "incidents":
    case "incidents close":
      return incidentCandidates(current, world);
    // The second word is a person's, or the beginning of a text.
    case "incidents assign":
    case "incidents note":
      return first === undefined ? incidentCandidates(current, world) : [];
    case "context": {
      const words = first === undefined ? CONTEXT_WORDS : [];
      const paths = first === undefined || (first === "set" && positional.length === 1);
      return [...words, ...(paths ? pathCandidates(await world.context(), current) : [])];
    }
    case "files":
      if (first === undefined) return [{ value: "get", description: "write a War Room file to the current folder" }];
      return (await world.files()).map(({ entryId, name }) => ({ value: entryId, description: name }));
    case "collect status":
    case "collect stop":
      return (await world.collectors()).map((value) => ({ value }));
    default:
      return [];
  }
}

async function incidentCandidates(prefix: string, world: World): Promise<Candidate[]> {
  return (await world.incidents(prefix)).map(({ id: value, name: description }) => ({ value, description }));
}

const CONTEXT_WORDS = [
  { value: "set", description: "set PATH VALUE" },
  { value: "clear", description: "empty the context" },
];
