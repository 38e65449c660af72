import type { Json } from "../json.ts";
import { exampleParts, requestCost, type CommandExample } from "./generate-docs-example.ts";
import { code, codeBlock, paragraphs, table, text } from "./generate-docs-markdown.ts";
import type { Argument, ArgumentType, Command, Output } from "./manifest.ts";
import { allowedTexts } from "./schema.ts";

/**
 * Everything about one command, without its heading: blocks of Markdown that blank lines part. `lineWithout` is shown
 * where there is no example.
 */
export function commandParts(command: Command, example: CommandExample | undefined, lineWithout: string): string[] {
  const shown = command.arguments.filter(({ hidden }) => !hidden);
  return [
    ...paragraphs(command.description),
    factsOf(command, example).join("\n"),
    ...(shown.length === 0 ? ["It takes no arguments."] : [argumentsTable(shown)]),
    ...(command.outputs.length === 0 ? ["It declares no context."] : [outputsTable(command.outputs)]),
    ...(example === undefined ? ["Example:", codeBlock("sh", lineWithout)] : exampleParts(example)),
  ];
}

/** What a command does to the vendor's data, in one word or two. */
export function effectWord({ effect }: Command): string {
  return effect === "destructive" ? "**destructive**" : effect;
}

/** A default as it would be typed; nothing where there is none. */
export function defaultCode(value: Json | undefined): string {
  if (value === undefined || value === "") return "";
  return code(typeof value === "string" ? value : JSON.stringify(value));
}

// --- internal ---

function factsOf(command: Command, example: CommandExample | undefined): string[] {
  const { aliases, permissions, timeoutMs } = command;
  return [
    `Effect: ${effectWord(command)}. ${effectText(command)}`,
    ...(aliases.length === 0 ? [] : [`Also called ${aliases.map(code).join(", ")}.`]),
    ...(permissions.length === 0 ? [] : [`Permissions it needs: ${permissions.map(code).join(", ")}.`]),
    ...(example === undefined ? [] : [`Requests to the vendor: ${requestCost(example, command)}.`]),
    ...(command.polling ? ["It waits: what it asked for is looked at again until it is done."] : []),
    ...(timeoutMs === undefined ? [] : [`It is stopped after ${String(timeoutMs / 1000)} seconds.`]),
  ].map((fact) => `- ${fact}`);
}

function effectText({ effect, verify }: Command): string {
  if (effect === "read") return "It changes nothing at the vendor.";
  const verified = verify === undefined ? "" : ` After a crash, ${code(verify.command)} tells whether it was done.`;
  if (effect === "write") return `It changes data at the vendor, without asking.${verified}`;
  return `On a terminal it shows the command and the instance and asks ${code("Do it? [y/N]")}; elsewhere it needs ${code("--yes")}.${verified}`;
}

function argumentsTable(shown: readonly Argument[]): string {
  const rows = shown.map((argument) => [
    code(argument.name),
    [text(argument.description), ...(argument.deprecated ? ["Deprecated."] : [])]
      .filter((part) => part !== "")
      .join(" "),
    valueText(argument),
    // Nobody has to give what has a default.
    argument.required && (argument.defaultValue ?? "") === "" ? "**required**" : defaultCode(argument.defaultValue),
  ]);
  return table(["Argument", "What it is", "Value", "Default"], rows);
}

const valueWords: Record<ArgumentType, [one: string, several: string]> = {
  unknown: ["any", "list"],
  string: ["text", "list of texts"],
  number: ["number", "list of numbers"],
  boolean: ["true or false", "list of true or false"],
  date: ["time", "list of times"],
  keyValue: ["key=value pairs", "list of key=value pairs"],
};

function valueText(argument: Argument): string {
  const { type, isArray, positional, secret } = argument;
  const allowed = allowedTexts(argument);
  const [one, several] = valueWords[type];
  const value =
    allowed === undefined ? (isArray ? several : one) : `${isArray ? "any" : "one"} of ${allowed.map(code).join(", ")}`;
  return [value, ...(positional ? ["may stand without its name"] : []), ...(secret ? ["secret"] : [])].join("; ");
}

function outputsTable(outputs: readonly Output[]): string {
  const rows = outputs.map(({ path, type, description }) => [
    code(path),
    type === "unknown" ? "any" : type,
    text(description),
  ]);
  return table(["Context path", "Type", "What it is"], rows);
}
