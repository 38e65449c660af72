import { Command, CommanderError } from "commander";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { packageRoot } from "../dispatch/integration.ts";
import { ArgumentError, TimeoutError, toSoarError } from "../errors.ts";
import { isRecord } from "../json.ts";
import { didYouMean } from "../nearest.ts";
import type { CliIo, Globals } from "./globals.ts";
import { reportError } from "./report-error.ts";
import { newerSource } from "./stale-build.ts";
import { addSubcommands } from "./subcommands.ts";
import { DEFAULT_STORE } from "./tape.ts";

/** Parses `argv` and runs the subcommand it names. Gives the exit code; never throws. */
export async function runProgram(argv: string[], io: CliIo): Promise<number> {
  let exitCode = 0;
  const deadline = new AbortController();
  const limited = { ...io, signal: AbortSignal.any([io.signal, deadline.signal]) };
  const program = createProgram(limited, (code) => (exitCode = code));
  // A line as typed in a War Room is a command to run, wherever the options stand.
  const lineAt = argv.findIndex((word) => word.startsWith("!"));
  const words = lineAt === -1 || argv.includes("run") ? argv : argv.toSpliced(lineAt, 0, "run");
  program.hook("preAction", (_, command) => {
    const { timeout, quiet, integration = integrationHere() } = command.optsWithGlobals<Globals>();
    if (integration !== undefined) program.setOptionValue("integration", integration);
    setDeadline(deadline, timeout);
    const newer = quiet ? undefined : newerSource();
    if (newer !== undefined) io.terminal.notice(`warning: ${newer} is newer than this build: run \`npm run build\``);
  });
  try {
    await program.parseAsync(words, { from: "user" });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      // Help and version were printed; anything else was refused by commander in its own words.
      if (thrown.exitCode === 0) return 0;
      if (thrown.code === NO_COMMAND) io.terminal.notice(calledBy(words, program).called.helpInformation());
      return reportError(usageError(thrown, program, words), program.opts<Globals>(), io.terminal);
    }
    return reportError(toSoarError(thrown), program.opts<Globals>(), io.terminal);
  }
}

// --- internal ---

/** The folder in which `soar` was called, where it is that of an integration other than soarkit's own. */
function integrationHere(): string | undefined {
  const isIntegration = ["integration.yml", "integration.yaml"].some((name) => existsSync(name));
  return isIntegration && process.cwd() !== resolve(packageRoot) ? "." : undefined;
}

/** @throws ArgumentError unless `seconds` is absent or a number above 0 */
function setDeadline(deadline: AbortController, seconds: string | undefined): void {
  if (seconds === undefined) return;
  const ms = Number(seconds) * 1000;
  if (!(ms > 0 && ms <= 2 ** 31 - 1)) {
    throw new ArgumentError(`--timeout takes a number of seconds, not ${seconds}.`, "For example --timeout 30.");
  }
  const error = new TimeoutError(`Not done within ${seconds} s.`, "Give it more time with --timeout SECONDS.");
  setTimeout(() => deadline.abort(error), ms).unref();
}

function createProgram(io: CliIo, done: (exitCode: number) => void): Command {
  const program = new Command("soar")
    .description("Runs SOAR integrations written as XSOAR manifests with TypeScript handlers.")
    .configureOutput({
      writeOut: (text) => io.terminal.print(text.trimEnd()),
      writeErr: () => undefined,
      getOutHelpWidth: () => io.terminal.columns,
    })
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false, minWidthToWrap: 20 })
    .exitOverride()
    .showSuggestionAfterError()
    .version(versionOf(join(packageRoot, "package.json")), "--version", "print the version")
    .option(
      "--integration <dir>",
      "folder of the integration (default: this folder, if it is one; else the one that comes with soarkit)",
    )
    .option("--config <file>", "instances (default: soar.yml if there is one, and the environment)")
    .option("--instance <name>", "use this instance only")
    .option("--incident <id>", "work in this incident (default: the playground)")
    .option("--store <url>", "where everything is kept", DEFAULT_STORE)
    .option("--timeout <seconds>", "stop the command after so long")
    .option("--json", "print one JSON document")
    .option("--quiet", "print results only, no notices")
    .option("--verbose", "log to standard error, and show the causes of errors");

  addSubcommands(program, io, done);
  return program;
}

/** Commander's refusal as an error of ours; `words` tell whose usage to point at. */
function usageError(error: CommanderError, program: Command, words: string[]): ArgumentError {
  const { names, commands } = calledBy(words, program);
  const path = names.join(" ");
  if (error.code === NO_COMMAND) {
    const help = ["soar", ...names, "--help"].join(" ");
    return new ArgumentError("No subcommand was given.", `Name one of those listed by \`${help}\`.`);
  }
  const [first = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const isUnknown = error.code === "commander.unknownCommand";
  // The commands are the integration's; what soar itself knows are subcommands.
  const what = sentence(isUnknown ? first.replace("command", "subcommand") : first);
  const said = /Did you mean (.+?)\?/.exec(suggestion ?? "")?.[1];
  if (said) return new ArgumentError(what, `Did you mean ${said}?`);
  const [, value = "", choices] = /value '(.+)' is invalid .*Allowed choices are (.+)\.$/.exec(what) ?? [];
  const near = didYouMean(value, choices?.split(", ") ?? []);
  if (near !== "") return new ArgumentError(`${what}${near}`, `\`soar ${path} --help\` shows how it is used.`);
  if (path === "run" && error.code === "commander.unknownOption") {
    return new ArgumentError(what, "A command's arguments are written name=value, without dashes.");
  }
  if (isUnknown) {
    return new ArgumentError(
      what,
      "`soar --help` lists the subcommands. An integration's command is run with `soar run NAME`.",
    );
  }
  const surplus = /but got \d+: (.+?)(?:, |\.$)/.exec(what)?.[1];
  const meant = surplus === undefined ? "" : didYouMean(surplus, commands);
  if (meant !== "") {
    return new ArgumentError(
      `\`soar ${path}\` has no subcommand "${surplus ?? ""}".${meant}`,
      `It has ${commands.join(", ")}: \`soar ${path} --help\` explains them.`,
    );
  }
  return new ArgumentError(
    what,
    path === "" ? "`soar --help` lists the subcommands and options." : `\`soar ${path} --help\` shows how it is used.`,
  );
}

/** The subcommand that was called, with its name, name by name, and those that it has itself. */
function calledBy(
  words: readonly string[],
  program: Command,
): { names: string[]; called: Command; commands: string[] } {
  const names: string[] = [];
  let called = program;
  for (const word of words) {
    const next = called.commands.find((each) => each.name() === word);
    if (next === undefined) continue;
    names.push(word);
    called = next;
  }
  return { names, called, commands: called.commands.map((each) => each.name()) };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;
}

/** Commander's code for having shown the help because there was nothing else to do. */
const NO_COMMAND = "commander.help";

function versionOf(path: string): string {
  const read: unknown = JSON.parse(readFileSync(path, "utf8"));
  return isRecord(read) && typeof read.version === "string" ? read.version : "";
}
