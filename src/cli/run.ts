import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { ArgumentError, ParameterError, toSoarError } from "../errors.ts";
import { openIntegration, packageRoot } from "../dispatch/integration.ts";
import { didYouMean } from "../nearest.ts";
import { MAPPING_COMMAND } from "../dispatch/mapping-fields.ts";
import { formatCommandLine, parseCommandLine, type CommandLine } from "../dispatch/command-line.ts";
import { isUnsafeKey } from "../json.ts";
import type { Command } from "../manifest/manifest.ts";
import type { Session } from "../engine/open-session.ts";
import { EntryType } from "../output/entry.ts";
import type { CliIo, Globals } from "./globals.ts";
import { keptLine } from "./prompt/kept-line.ts";
import { withProgress } from "./progress.ts";
import { printError, toJsonError } from "./report-error.ts";
import { incidentOf, withSession } from "./session.ts";

/** `soar run <command> [name=value …]`: runs it and prints its War Room entries. */
export async function run(words: string[], globals: Globals, io: CliIo): Promise<number> {
  try {
    if (words.length === 0) throw new ArgumentError("Missing required argument 'command'.", NAME_A_COMMAND);
    const line = toCommandLine(words);
    return await withSession(globals, io, async (session) => {
      const incident = await incidentOf(globals, session.store);
      return runLine(line, globals, io, session, incident?.id);
    }).catch(async (thrown: unknown) => {
      // Parameters that nobody has set are the wrong thing to ask for, when it is another integration that was meant.
      if (thrown instanceof ParameterError) await refuseUnknown(line.command, globals);
      throw thrown;
    });
  } catch (thrown) {
    if (!globals.json) throw thrown;
    // What failed before anything ran has the same keys as what failed later.
    const error = toSoarError(thrown);
    io.terminal.print(JSON.stringify({ entries: [], context: {}, error: toJsonError(error) }));
    return error.exitCode;
  }
}

/** Runs one command line in an investigation and prints what comes of it. Gives the exit code. */
export async function runLine(
  line: CommandLine,
  globals: Globals,
  io: CliIo,
  session: Session,
  incidentId: string | undefined,
): Promise<number> {
  const { terminal, signal } = io;
  const incident = incidentId === undefined ? undefined : await session.store.incidents.find(incidentId);
  const kept = keptLine(line, session.instances);
  if (kept !== undefined) session.store.history.add(kept);
  const { entries, context, error } = await withProgress(line.command, io, ({ tell, aside }) =>
    session.dispatcher.run({
      ...line,
      investigationId: incidentId ?? "playground",
      ...(incident ? { incident } : {}),
      runId: randomUUID(),
      taskId: "0",
      signal,
      dryRun: globals.dryRun ?? false,
      approve: (command, instance, preview) => aside(() => approves(command, instance, { line, preview }, globals, io)),
      progress: tell,
    }),
  );
  if (globals.json) {
    terminal.print(JSON.stringify({ entries, context, ...(error ? { error: toJsonError(error) } : {}) }));
    return error?.exitCode ?? 0;
  }
  // What draws for people is not loaded for programs.
  const [{ coloursOf }, { renderEntry }] = await Promise.all([
    import("./render/colours.ts"),
    import("./render/entry.ts"),
  ]);
  const colours = coloursOf(terminal);
  // An error is told once, on standard error, with what to do about it.
  for (const entry of entries.filter(({ Type }) => Type !== EntryType.error)) {
    terminal.print(`${renderEntry(entry, terminal.columns, colours)}\n`);
  }
  if (!error) return 0;
  printError(error, globals, terminal);
  return error.exitCode;
}

// --- internal ---

const NAME_A_COMMAND = "`soar commands` lists them. On a terminal, `soar run` alone, without --json, opens a prompt.";

/** @throws ArgumentError when soarkit's own integration is in use, and has no such command */
async function refuseUnknown(name: string, { integration, config }: Globals): Promise<void> {
  if (integration !== undefined || config !== undefined || existsSync("soar.yml")) return;
  const { manifest } = await openIntegration(packageRoot);
  if (manifest.commands.some((command) => command.name === name || command.aliases.includes(name))) return;
  if (manifest.isMappable && name === MAPPING_COMMAND.name) return;
  const names = manifest.commands.map((command) => command.name);
  throw new ArgumentError(
    `${manifest.display}, the integration in use, has no command "${name}".${didYouMean(name, names)}`,
    "soar works on the integration of the folder it is called in, or of --integration DIR; else on its own.",
  );
}

/** A line as typed in a War Room; or a command's name followed by `name=value` words, whose values stand as they are. */
function toCommandLine(words: string[]): CommandLine {
  const [first = "", ...rest] = words;
  if (first.startsWith("!") && rest.length === 0) return parseCommandLine(first);
  const line: CommandLine = { command: first.replace(/^!/, ""), args: {} };
  for (const word of rest) {
    const [, name, value = ""] = /^([\p{L}\p{N}_.@-]+)=(.*)$/su.exec(word) ?? [];
    if (name !== undefined && isUnsafeKey(name)) {
      throw new ArgumentError(
        `${name} cannot be the name of an argument.`,
        "`soar commands NAME` lists its arguments.",
      );
    }
    if (name !== undefined && Object.hasOwn(line.args, name)) {
      throw new ArgumentError(`${name} is given twice.`, 'Give a list as one value: name="a,b".');
    }
    if (name !== undefined) line.args[name] = value;
    else if (line.positional === undefined) line.positional = word;
    else {
      throw new ArgumentError(
        `"${line.positional}" and "${word}" both stand without a name.`,
        'Write name=value, and quote a value that holds spaces: name="a value".',
      );
    }
  }
  return line;
}

async function approves(
  command: Command,
  instance: string,
  { line, preview }: { line: CommandLine; preview: () => Promise<string | undefined> },
  globals: Globals,
  { terminal }: CliIo,
): Promise<boolean> {
  const isAsked = !globals.yes && !globals.dryRun;
  if (isAsked && !terminal.isInteractive) return false;
  if (isAsked) terminal.notice(`${command.name} is destructive. On ${instance}:\n  ${formatCommandLine(line)}`);
  // Who wants no notices need not pay for one with requests.
  const told = isAsked || !globals.quiet ? await preview() : undefined;
  if (told !== undefined) terminal.notice(await drawn(told, terminal));
  if (!isAsked) return true;
  return /^y(es)?$/i.test((await terminal.ask("Do it? [y/N] ")).trim());
}

/** Markdown for standard error, of which the terminal cannot tell whether it shows colours. */
async function drawn(markdown: string, terminal: CliIo["terminal"]): Promise<string> {
  const [{ coloursOf }, { renderMarkdown }] = await Promise.all([
    import("./render/colours.ts"),
    import("./render/markdown.ts"),
  ]);
  return renderMarkdown(markdown, terminal.columns, coloursOf({ ...terminal, colour: false }));
}
