import type { Command } from "commander";

/** What a program and its subcommands take, as far as it can be completed. */
export interface CommandShape {
  name: string;
  description: string;
  options: OptionShape[];
  arguments: ArgumentShape[];
  commands: CommandShape[];
}

export interface OptionShape {
  /** `--store`; of an option that has none, `-o`. */
  name: string;
  /** Every way to write it. */
  flags: string[];
  description: string;
  /** What the help calls its value; absent where it takes none. */
  placeholder?: string;
  choices?: readonly string[];
  repeatable: boolean;
}

export interface ArgumentShape {
  name: string;
  variadic: boolean;
  choices?: readonly string[];
}

/** Read from the declarations that commander parses by, so that nothing is written twice. */
export function shapeOf(command: Command): CommandShape {
  const { visibleOptions, visibleCommands } = visibleOf(command);
  return {
    name: command.name(),
    description: command.description(),
    options: visibleOptions,
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      variadic: argument.variadic,
      ...(argument.argChoices === undefined ? {} : { choices: argument.argChoices }),
    })),
    commands: visibleCommands.map(shapeOf),
  };
}

// --- internal ---

function visibleOf(command: Command): { visibleOptions: OptionShape[]; visibleCommands: Command[] } {
  const help = command.createHelp();
  const visibleOptions = help.visibleOptions(command).map((option) => {
    const placeholder = /[<[]([^>\]]+)[>\]]/.exec(option.flags)?.[1];
    const flags = [option.long, option.short].filter((flag) => typeof flag === "string");
    return {
      name: flags[0] ?? "",
      flags,
      description: option.description,
      ...(placeholder === undefined ? {} : { placeholder }),
      ...(option.argChoices === undefined ? {} : { choices: option.argChoices }),
      repeatable: option.variadic || option.parseArg !== undefined,
    };
  });
  return { visibleOptions, visibleCommands: help.visibleCommands(command).filter((each) => each.name() !== "help") };
}
