import type { Json } from "../json.ts";
import { toList } from "./coerce.ts";
import type { Argument, ArgumentType, Command } from "./manifest.ts";

/** The part of JSON Schema (2020-12, and draft 7 alike) that arguments need. */
export interface ArgumentsSchema {
  type: "object";
  properties: Record<string, ArgumentSchema>;
  required: string[];
  additionalProperties: false;
}

export interface ArgumentSchema {
  description?: string;
  type?: string | string[];
  enum?: Json[];
  items?: ArgumentSchema;
  default?: Json;
  deprecated?: true;
  writeOnly?: true;
}

/**
 * What a command may be given, as JSON Schema: before coercion, so that numbers, booleans and times may also come as
 * text, and lists already split. A required argument with a default need not be given.
 */
export function argumentsSchema(command: Command): ArgumentsSchema {
  return {
    type: "object",
    properties: Object.fromEntries(command.arguments.map((argument) => [argument.name, argumentSchema(argument)])),
    required: command.arguments
      .filter(({ required, defaultValue }) => required && (defaultValue ?? "") === "")
      .map(({ name }) => name),
    additionalProperties: false,
  };
}

/** The closed choice of an argument with its own default, which XSOAR accepts even where the choice leaves it out. */
export function allowedTexts(argument: Argument): string[] | undefined {
  const { choices, defaultValue = null } = argument;
  if (choices === undefined) return undefined;
  const defaults = argument.isArray ? toList(defaultValue) : [defaultValue];
  return [...new Set([...choices, ...defaults.filter((member) => typeof member === "string" && member !== "")])].map(
    String,
  );
}

// --- internal ---

const types: Record<ArgumentType, string | string[] | undefined> = {
  unknown: undefined,
  string: "string",
  number: ["integer", "string"],
  boolean: ["boolean", "string"],
  date: ["string", "number"],
  keyValue: ["object", "string"],
};

function argumentSchema(argument: Argument): ArgumentSchema {
  const allowed = allowedTexts(argument);
  const type = types[argument.type];
  const one: ArgumentSchema = allowed === undefined ? (type === undefined ? {} : { type }) : { enum: allowed };
  return {
    ...(argument.description === "" ? {} : { description: argument.description }),
    ...(argument.isArray ? { type: "array", items: one } : one),
    ...(argument.defaultValue === undefined ? {} : { default: defaultOf(argument) }),
    ...(argument.deprecated ? { deprecated: true as const } : {}),
    ...(argument.secret ? { writeOnly: true as const } : {}),
  };
}

function defaultOf({ isArray, defaultValue = null }: Argument): Json {
  return isArray ? toList(defaultValue) : defaultValue;
}
