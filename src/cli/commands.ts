import { resolve } from "node:path";
import { ArgumentError } from "../errors.ts";
import { openIntegration, packageRoot } from "../dispatch/integration.ts";
import type { Json } from "../json.ts";
import type { Argument, Command, Manifest } from "../manifest/manifest.ts";
import { nearest } from "../nearest.ts";
import { exampleLine } from "./example-line.ts";
import type { CliIo, Globals } from "./globals.ts";
import { coloursOf } from "./render/colours.ts";

/** `soar commands [name]`: the list, or one command's help. */
export async function commands(name: string | undefined, globals: Globals, io: CliIo): Promise<number> {
  const { manifest } = await openIntegration(resolve(globals.integration ?? packageRoot));
  printCommands([manifest], name, globals, io);
  return 0;
}

/**
 * The commands of these integrations, or the help of the one that is named.
 * @throws ArgumentError when none is called so
 */
export function printCommands(
  manifests: readonly Manifest[],
  name: string | undefined,
  globals: Globals,
  { terminal }: CliIo,
): void {
  const all = manifests.flatMap((manifest) => manifest.commands.map((command) => ({ command, manifest })));
  const shown = name === undefined ? all : [find(all, name)];
  if (globals.json) {
    terminal.print(JSON.stringify({ commands: shown.map(({ command }) => command.raw) }));
    return;
  }
  const colours = coloursOf(terminal);
  if (name === undefined) {
    const width = Math.max(0, ...shown.map(({ command }) => command.name.length));
    for (const { command } of shown.filter((each) => !each.command.hidden)) {
      const room = Math.max(20, terminal.columns - width - 4);
      terminal.print(`${colours.bold(command.name.padEnd(width))}  ${shorten(summary(command), room)}`);
    }
  } else {
    for (const { command, manifest } of shown) {
      terminal.print(explain(command, exampleLine(command, manifest), terminal.columns, colours.bold));
    }
  }
}

// --- internal ---

interface Declared {
  command: Command;
  manifest: Manifest;
}

function find(all: readonly Declared[], name: string): Declared {
  const found = all.find(({ command }) => command.name === name || command.aliases.includes(name));
  if (found) return found;
  const near = nearest(
    name,
    all.map(({ command }) => command.name),
  );
  throw new ArgumentError(
    `There is no command ${name}.`,
    near ? `Did you mean ${near}?` : "`soar commands` lists what there is.",
  );
}

/** The description's first sentence; of a deprecated command, what to use instead. */
function summary(command: Command): string {
  if (command.deprecated) return command.successor ? `Deprecated: use ${command.successor}.` : "Deprecated.";
  const description = command.description.trim();
  return /^.*?[.!?](?=\s|$)/s.exec(description)?.[0] ?? description;
}

function shorten(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}

function explain(command: Command, example: string, columns: number, bold: (text: string) => string): string {
  const lines = [bold(command.name), wrap(command.description, "", columns)];
  if (command.effect !== "read") lines.push(`Effect: ${command.effect}.`);
  if (command.aliases.length > 0) lines.push(`Also called ${command.aliases.join(", ")}.`);
  if (command.permissions.length > 0) {
    lines.push(wrap(`Permissions it needs: ${command.permissions.join(", ")}.`, "", columns));
  }
  const visible = command.arguments.filter(({ hidden }) => !hidden);
  if (visible.length > 0)
    lines.push("", bold("Arguments"), ...visible.flatMap((argument) => explainArgument(argument, columns)));
  if (command.outputs.length > 0) {
    lines.push("", bold("Context"), ...command.outputs.map((output) => `  ${output.path} (${output.type})`));
  }
  lines.push("", bold("Example"), `  ${example}`);
  return lines.join("\n");
}

function explainArgument(argument: Argument, columns: number): string[] {
  const marks = [
    argument.required ? "required" : undefined,
    argument.isArray ? "list" : undefined,
    argument.type === "unknown" ? undefined : argument.type,
    argument.defaultValue === undefined ? undefined : `default ${textOf(argument.defaultValue)}`,
    argument.deprecated ? "deprecated" : undefined,
  ].filter((mark) => mark !== undefined);
  const head = `  ${argument.name}${marks.length > 0 ? ` (${marks.join(", ")})` : ""}`;
  const choices = argument.choices ? [wrap(`one of ${argument.choices.join(", ")}`, INDENT, columns)] : [];
  return [head, wrap(argument.description, INDENT, columns), ...choices];
}

const INDENT = "      ";

/** Broken between words, its own line breaks kept; a word that is too long for a line stands alone. */
function wrap(text: string, indent: string, columns: number): string {
  const room = Math.max(20, columns - indent.length);
  const pattern = new RegExp(`(?=\\S)(?:.{1,${room}}(?=\\s|$)|\\S+)`, "g");
  const lines = text.trim().split("\n");
  return lines
    .flatMap((line) => line.match(pattern) ?? [""])
    .map((line) => `${indent}${line}`.trimEnd())
    .join("\n");
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
