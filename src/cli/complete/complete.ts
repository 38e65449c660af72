import type { Command } from "commander";
import { toSoarError } from "../../errors.ts";
import type { CliIo, Globals } from "../globals.ts";
import { printError } from "../report-error.ts";
import { completeWord } from "./complete-words.ts";
import { openWorld } from "./open-world.ts";
import { shapeOf, type CommandShape } from "./program-shape.ts";
import { replyTo } from "./reply.ts";
import { scriptFor } from "./scripts.ts";
import { shellWords } from "./shell-line.ts";
import { SHELLS, type Shell } from "./shells.ts";
import { readTyped } from "./typed-words.ts";

/**
 * `soar complete SHELL`: the shell's script; with what the script hands over (`line=…` and so on), the answer to it.
 * A question is always answered with exit 0 and never complained about: it would stand in the line that is typed.
 */
export async function complete(
  [named, ...handed]: readonly string[],
  program: Command,
  globals: Globals,
  { terminal }: CliIo,
): Promise<number> {
  const shell = SHELLS.find((each) => each === named);
  // The choice of shells is held to where the argument is declared.
  if (shell === undefined) return 0;
  if (handed.length === 0) {
    const script = scriptFor(shell);
    terminal.print(globals.json ? JSON.stringify({ shell, script }) : script.trimEnd());
    return 0;
  }
  try {
    terminal.print((await answer(shell, readHanded(handed), shapeOf(program), globals)).join("\n"));
  } catch (thrown) {
    if (globals.verbose) printError(toSoarError(thrown), globals, terminal);
  }
  return 0;
}

// --- internal ---

async function answer(
  shell: Shell,
  handed: Readonly<Record<string, string>>,
  program: CommandShape,
  globals: Globals,
): Promise<string[]> {
  const words = shellWords(handed.line ?? "", shell);
  const word = words.at(-1) ?? { raw: "", value: "", quote: "" };
  // Before the program's name there may be variables for it: NAME=value soar …
  const name = words.findIndex(({ value }) => !/^\w+=/.test(value));
  const typed = readTyped(
    program,
    words.slice(name + 1, -1).map(({ value }) => value),
  );
  // What is not typed is as the program would have it in this folder.
  const world = openWorld({ ...globals, ...typed.options }, { isRun: typed.path === "run" || typed.path === "" });
  try {
    const completion = await completeWord(typed, word.value, world);
    const { word: replaced = word.raw, type = "", columns = "" } = handed;
    const isListing = type === LISTING;
    return replyTo({ shell, word, replaced, isListing, columns: Number(columns) || 80 }, completion);
  } finally {
    world.close();
  }
}

/** bash's COMP_TYPE when it only lists: the code of `?`. */
const LISTING = "63";

function readHanded(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf("=");
      return [word.slice(0, at), word.slice(at + 1)];
    }),
  );
}
