import { parseCommandLine } from "../../dispatch/command-line.ts";
import { ArgumentError, InterruptedError, toSoarError } from "../../errors.ts";
import type { Session } from "../../engine/open-session.ts";
import { didYouMean } from "../../nearest.ts";
import { commandCalled } from "../complete/command-arguments.ts";
import { commonStart } from "../complete/candidate.ts";
import { listed } from "../complete/reply.ts";
import { printCommands } from "../commands.ts";
import { context } from "../context.ts";
import type { CliIo, Globals } from "../globals.ts";
import { printError } from "../report-error.ts";
import { runLine } from "../run.ts";
import { incidentOf, withSession } from "../session.ts";
import type { Keyboard } from "../terminal.ts";
import { warRoom } from "../war-room.ts";
import { completePrompt } from "./complete-prompt.ts";
import { openLines, type Lines } from "./lines.ts";
import { contextWords, META_COMMANDS, splitLine } from "./meta-commands.ts";
import { sessionWorld } from "./session-world.ts";

/**
 * `soar run` without a command: a command line as in a War Room, in one session. Gives the exit code of the last
 * command.
 */
export async function prompt(keyboard: Keyboard, globals: Globals, io: CliIo): Promise<number> {
  if (globals.timeout !== undefined) {
    throw new ArgumentError(
      "--timeout is for one command, and the prompt takes many.",
      "Give a command its own at the prompt: execution-timeout=SECONDS.",
    );
  }
  return withSession(globals, io, async (session) => {
    const state: State = { incident: (await incidentOf(globals, session.store))?.id, code: 0, isOver: false };
    if (!globals.quiet) io.terminal.notice("A command with name=value, as in a War Room. TAB completes; help; exit.");
    let running = new AbortController();
    const lines = openLines({
      keyboard,
      history: await session.store.history.newest(MOST_LINES),
      complete: (text) => complete(text, session, state, io),
      onInterrupt: () => running.abort(new InterruptedError("Interrupted", STOPPED)),
      notice: (text) => io.terminal.notice(text),
      signal: io.signal,
    });
    try {
      while (!state.isOver) {
        running = new AbortController();
        const text = await lines.next(promptOf(session, state, globals));
        if (text === undefined) {
          io.terminal.notice("");
          break;
        }
        const signal = AbortSignal.any([io.signal, running.signal]);
        await take(text, session, state, globals, { ...io, signal, terminal: asking(io, lines) });
        // What was running has told of it.
        if (io.signal.aborted) return toSoarError(io.signal.reason).exitCode;
      }
      return state.code;
    } finally {
      lines.close();
    }
  });
}

// --- internal ---

interface State {
  /** Undefined in the playground. */
  incident: string | undefined;
  /** Exit code of the last command. */
  code: number;
  isOver: boolean;
}

const MOST_LINES = 1_000;
const STOPPED = "What was committed before stays; run it again to go on.";

function promptOf({ instances }: Session, { incident }: State, globals: Globals): string {
  const [only] = instances;
  const named = instances.length === 1 && only !== undefined && only.name !== "default" ? `${only.name} ` : "";
  const where = incident === undefined ? "playground" : `incident ${incident}`;
  return `${named}${where}${globals.dryRun ? " (dry run)" : ""}> `;
}

/** Two readers of one keyboard would each get half of what is typed. */
function asking({ terminal }: CliIo, lines: Lines): CliIo["terminal"] {
  return { ...terminal, ask: (question) => lines.ask(question) };
}

/** Runs what was typed. An error is told, and the prompt goes on. */
async function take(text: string, session: Session, state: State, globals: Globals, io: CliIo): Promise<void> {
  const { word, rest } = splitLine(text);
  if (word === "") return;
  try {
    const meta = META_COMMANDS.find(({ name }) => name === word);
    if (meta !== undefined) await takeMeta(meta.name, rest, session, state, globals, io);
    else {
      const line = parseCommandLine(text);
      refuseUnknown(line.command, session);
      state.code = await runLine(line, globals, io, session, state.incident);
    }
  } catch (thrown) {
    const error = toSoarError(thrown);
    printError(error, globals, io.terminal);
    state.code = error.exitCode;
  }
}

async function takeMeta(
  name: string,
  rest: string,
  session: Session,
  state: State,
  globals: Globals,
  io: CliIo,
): Promise<void> {
  const here = inIncident(globals, state.incident);
  if (name === "exit") {
    state.isOver = true;
  } else if (name === "help") {
    printCommands(
      [...new Set(session.instances.map(({ manifest }) => manifest))],
      rest === "" ? undefined : rest.replace(/^!/, ""),
      globals,
      io,
    );
    if (rest === "") for (const line of META_LINES) io.terminal.print(line);
  } else if (name === "context") {
    await context(contextWords(rest), here, io);
  } else if (name === "war-room") {
    await warRoom(here, io);
  } else {
    const wanted = rest === "" || rest === "playground" ? undefined : rest;
    state.incident = (await incidentOf(inIncident(globals, wanted), session.store))?.id;
  }
}

function inIncident(globals: Globals, id: string | undefined): Globals {
  const here = { ...globals };
  delete here.incident;
  return id === undefined ? here : { ...here, incident: id };
}

const META_LINES = ["", ...META_COMMANDS.map(({ usage, description }) => `${usage.padEnd(16)}${description}`)];

/** @throws ArgumentError naming what was meant, before anything is written to the War Room */
function refuseUnknown(name: string, { instances }: Session): void {
  const commands = instances.flatMap(({ manifest }) => manifest.commands);
  if (commandCalled(name, commands) !== undefined) return;
  const known = [
    ...commands.flatMap((each) => [each.name, ...each.aliases]),
    ...META_COMMANDS.map((each) => each.name),
  ];
  throw new ArgumentError(`There is no command "${name}".${didYouMean(name, known)}`, "`help` lists what there is.");
}

/** The text with which the line goes on; where it could go on in several ways they are listed. */
async function complete(
  text: string,
  session: Session,
  state: State,
  { terminal }: CliIo,
): Promise<{ from: number; text: string } | undefined> {
  const { from, candidates } = await completePrompt(
    text,
    sessionWorld(session, () => state.incident),
  );
  const common = commonStart(candidates.map(({ value }) => value));
  const typed = text.slice(from);
  if (common.length >= typed.length && common !== typed) return { from, text: common };
  if (candidates.length > 1)
    terminal.notice(`\n${listed(candidates.slice(0, MOST_LISTED), terminal.columns).join("\n")}`);
  if (candidates.length > MOST_LISTED) terminal.notice(`and ${candidates.length - MOST_LISTED} more`);
  return undefined;
}

const MOST_LISTED = 50;
