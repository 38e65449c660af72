import { contextPrefixes } from "./context-prefixes.ts";
import { type Argument, type Command, type Manifest, type Parameter, ParameterType } from "./manifest.ts";
import { allowedOptions, hasValue } from "./parameter-values.ts";
import { allowedTexts } from "./schema.ts";

/**
 * The text of an integration's `_manifest.gen.ts`: an interface that is the `IntegrationTypes` of its handlers. The same
 * manifest gives the same text.
 */
export function generateTypes(manifest: Manifest): string {
  const body = [
    `export interface ${interfaceName(manifest.id)} {`,
    "  params: {",
    ...manifest.parameters.filter(hasValue).flatMap((parameter) => indented(4, parameterLines(parameter))),
    "  };",
    "  client: Awaited<ReturnType<typeof connect>>;",
    "  commands: {",
    ...manifest.commands.flatMap((command) => indented(4, commandLines(manifest, command))),
    "  };",
    "}",
    "",
  ].join("\n");
  const imported = ["Json", "JsonObject", "Secret"].filter((name) =>
    new RegExp(`^[^*]*\\b${name}\\b`, "mu").test(body),
  );
  return [
    "// Generated from the manifest by `soar types --write`. Do not edit.",
    ...(imported.length === 0 ? [] : [`import type { ${imported.join(", ")} } from "soarkit";`]),
    'import type { connect } from "./_connect.ts";',
    "",
    body,
  ].join("\n");
}

/** The name of the interface: the brand's letters and digits, each word begun with a capital. */
export function interfaceName(id: string): string {
  const words = id.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^\p{L}/u.test(name) ? name : `Integration${name}`;
}

// --- internal ---

function commandLines(manifest: Manifest, command: Command): string[] {
  const context = union(contextPrefixes(manifest, command)) || "never";
  const members = command.arguments.flatMap((argument) => {
    const isAlways = argument.required || isSet(argument.defaultValue);
    return [
      ...docstring(argument.description),
      `${key(argument.name)}${isAlways ? "" : "?"}: ${argumentType(argument)};`,
    ];
  });
  return [
    ...docstring(command.description),
    `${key(command.name)}: {`,
    ...(members.length === 0 ? ["  args: object;"] : ["  args: {", ...indented(4, members), "  };"]),
    `  context: ${context};`,
    "};",
  ];
}

const argumentTypes: Record<Argument["type"], string> = {
  unknown: "Json",
  string: "string",
  number: "number",
  boolean: "boolean",
  date: "number",
  keyValue: "JsonObject",
};

function argumentType(argument: Argument): string {
  const isText = argument.type === "string" || argument.type === "unknown";
  const type = (isText ? union(allowedTexts(argument) ?? []) : "") || argumentTypes[argument.type];
  return argument.isArray ? `readonly ${listOf(type)}` : type;
}

function parameterLines(parameter: Parameter): string[] {
  const isAlways = (parameter.required && !parameter.hidden) || isSet(parameter.defaultValue);
  const info = [parameter.display, parameter.info].filter((text) => text !== "").join(". ");
  return [...docstring(info), `${key(parameter.name)}${isAlways ? "" : "?"}: ${parameterType(parameter)};`];
}

function parameterType(parameter: Parameter): string {
  switch (parameter.type) {
    case ParameterType.number:
      return "number";
    case ParameterType.boolean:
      return "boolean";
    case ParameterType.secret:
    case ParameterType.longSecret:
      return "Secret";
    case ParameterType.credentials:
      return "{ identifier: string; password: Secret }";
    case ParameterType.multiSelect:
      return listOf(union(allowedOptions(parameter)) || "string");
    case ParameterType.singleSelect:
      return union(allowedOptions(parameter)) || "string";
    default:
      return "string";
  }
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== "";
}

function union(texts: readonly string[]): string {
  return [...new Set(texts)].map((text) => JSON.stringify(text)).join(" | ");
}

function listOf(type: string): string {
  return type.includes(" | ") ? `(${type})[]` : `${type}[]`;
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/u.test(name) ? name : JSON.stringify(name);
}

/** A description as a comment that it cannot end. */
function docstring(text: string): string[] {
  const lines = text
    .replaceAll("*/", "*\\/")
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length <= 1) return lines.map((line) => `/** ${line} */`);
  return ["/**", ...lines.map((line) => ` * ${line}`), " */"];
}

function indented(by: number, lines: string[]): string[] {
  return lines.map((line) => " ".repeat(by) + line);
}
