import type { CommandShape, OptionShape } from "./program-shape.ts";

/** What the words before the cursor say about the word under it. */
export interface Typed {
  /** The program or subcommand that they lead to. */
  command: CommandShape;
  /** Its name with those above it, without the program's own: `run`, `new command`. */
  path: string;
  /** Words that are neither options nor their values nor names of subcommands. */
  positional: string[];
  /** The options with their values, by name without dashes; `""` for those that take none. */
  options: Record<string, string>;
  /** The option whose value the word under the cursor is. */
  awaiting?: OptionShape;
  /** The options that may be written here, the subcommand's own first; behind `--` there are none. */
  available: OptionShape[];
}

/** Reads the words between the program's name and the cursor as the program itself will. */
export function readTyped(program: CommandShape, words: readonly string[]): Typed {
  let command = program;
  let available = program.options;
  let awaiting: OptionShape | undefined;
  let onlyPositional = false;
  const path: string[] = [];
  const positional: string[] = [];
  const options = new Map<string, string>();
  for (const word of words) {
    if (awaiting !== undefined) {
      options.set(keyOf(awaiting), word);
      awaiting = undefined;
    } else if (word === "--" && !onlyPositional) {
      onlyPositional = true;
    } else if (word.startsWith("-") && word !== "-" && !onlyPositional) {
      const [flag, value] = splitFlag(word);
      const option = available.find(({ flags }) => flags.includes(flag));
      if (option?.placeholder !== undefined && value === undefined) awaiting = option;
      else if (option !== undefined) options.set(keyOf(option), value ?? "");
    } else {
      const next = positional.length === 0 ? subcommand(command, word, path.length === 0) : undefined;
      if (next === undefined) positional.push(word);
      else {
        command = next;
        path.push(next.name);
        available = [...next.options, ...available];
        if (word.startsWith("!")) positional.push(word);
      }
    }
  }
  return {
    command,
    path: path.join(" "),
    positional,
    options: Object.fromEntries(options),
    ...(awaiting === undefined ? {} : { awaiting }),
    available: onlyPositional ? [] : available,
  };
}

/** An option's name without its dashes. */
export function keyOf({ name }: OptionShape): string {
  return name.replace(/^--?/, "");
}

/** `--flag=value` in its two parts; the second undefined where there is no `=`. */
export function splitFlag(word: string): [flag: string, value: string | undefined] {
  const at = word.indexOf("=");
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

// --- internal ---

/** A line as typed in a War Room is run without saying so. */
function subcommand(command: CommandShape, word: string, isFirst: boolean): CommandShape | undefined {
  const name = isFirst && word.startsWith("!") ? "run" : word;
  return command.commands.find((each) => each.name === name);
}
