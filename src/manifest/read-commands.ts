import { isUnsafeKey } from "../json.ts";
import { Fields } from "./fields.ts";
import type { Argument, ArgumentType, Command, EffectKind, Output } from "./manifest.ts";
import type { Places } from "./places.ts";

/** `script.commands[]` */
export function readCommands(script: Fields, places: Places): Command[] {
  const taken = new Set<string>();
  const commands = script.maps("commands").flatMap((map) => {
    const fields = named(new Fields(map, script.report, "a command"), "command", "Name it like its handler's file.");
    if (fields === undefined) return [];
    const { name } = fields;
    if (taken.has(name)) {
      script.report("M040", fields.at, `Command "${name}" is declared twice.`, "Keep one of the two, or rename one.");
    }
    taken.add(name);
    const command = readCommand(fields.fields, name, places);
    places.set(command, fields.fields);
    return [command];
  });
  for (const command of commands) {
    const successor = command.deprecated ? findSuccessor(command, taken) : undefined;
    if (successor !== undefined) command.successor = successor;
  }
  return commands;
}

// --- internal ---

interface Named {
  fields: Fields;
  name: string;
  at: number;
}

function named(nameless: Fields, kind: string, hint: string, of = ""): Named | undefined {
  const name = nameless.required("name", "M010", hint);
  if (name === undefined) return undefined;
  const at = nameless.entry("name")?.value.at ?? nameless.map.at;
  if (isUnsafeKey(name)) nameless.report("M004", at, `The name "${name}" is refused.`, "Choose another name.");
  return { fields: new Fields(nameless.map, nameless.report, `${kind} "${name}"${of}`), name, at };
}

function readCommand(fields: Fields, name: string, places: Places): Command {
  const extras = fields.child("x-soar", `"x-soar" of ${fields.what}`);
  extras?.refuseOthers(["effect", "verify", "aliases", "permissions"]);
  const execution = fields.flag("execution");
  const timeoutSeconds = fields.count("timeout", "M055");
  const verify = readVerify(extras, name);
  return {
    name,
    description: fields.text("description") ?? "",
    arguments: readArguments(fields, name, places),
    outputs: readOutputs(fields, name, places),
    deprecated: fields.flag("deprecated"),
    hidden: fields.hidden(),
    execution,
    ...(timeoutSeconds === undefined ? {} : { timeoutMs: timeoutSeconds * 1000 }),
    polling: fields.flag("polling"),
    aliases: (extras?.texts("aliases", true) ?? []).map(({ text }) => text),
    permissions: readPermissions(extras, name),
    effect: readEffect(extras) ?? (execution ? "destructive" : "read"),
    ...(verify === undefined ? {} : { verify }),
    raw: fields.map.json,
  };
}

function readEffect(extras: Fields | undefined): EffectKind | undefined {
  const text = extras?.text("effect");
  if (text === undefined || text === "read" || text === "write" || text === "destructive") return text;
  const at = extras?.entry("effect")?.value.at ?? 0;
  extras?.report("M078", at, `There is no effect "${text}".`, "Write read, write or destructive.");
  return undefined;
}

/** A blank permission says nothing to whoever has to grant it. */
function readPermissions(extras: Fields | undefined, name: string): string[] {
  return (extras?.texts("permissions", true) ?? []).flatMap(({ text, at }) => {
    if (text.trim() !== "") return [text.trim()];
    extras?.report("M012", at, `A permission of command "${name}" is empty.`, "Name it, or remove it.");
    return [];
  });
}

function readVerify(extras: Fields | undefined, name: string): Command["verify"] {
  const fields = extras?.child("verify", `"verify" of command "${name}"`);
  if (fields === undefined) return undefined;
  fields.refuseOthers(["command", "args", "when"]);
  const command = fields.required("command", "M010", "Name the command that reads what this one changes.");
  const when = fields.required("when", "M010", "Give the DT that is true when the change has happened.");
  const given = fields.child("args", `"args" of ${fields.what}`);
  const args: Record<string, string> = {};
  for (const key of given?.map.entries.keys() ?? []) args[key] = given?.text(key) ?? "";
  return command === undefined || when === undefined ? undefined : { command, args, when };
}

function readArguments(command: Fields, of: string, places: Places): Argument[] {
  const read = command.maps("arguments").flatMap((map) => {
    const nameless = new Fields(map, command.report, `an argument of "${of}"`);
    const found = named(nameless, "argument", "Name it; handlers read it as args.<name>.", ` of "${of}"`);
    if (found === undefined) return [];
    const argument = readArgument(found.fields, found.name);
    places.set(argument, found.fields);
    return [argument];
  });
  // Where several claim the place without a name, the first has it.
  const first = read.findIndex(({ positional }) => positional);
  return read.map((argument, index) => {
    if (!argument.positional || index === first) return argument;
    const demoted = { ...argument, positional: false };
    const fields = places.of(argument);
    if (fields !== undefined) places.set(demoted, fields);
    return demoted;
  });
}

function readArgument(fields: Fields, name: string): Argument {
  const defaultValue = fields.value("defaultValue");
  const isClosed = fields.text("auto")?.toUpperCase() === "PREDEFINED";
  const choices = fields
    .texts("predefined")
    .map(({ text }) => text)
    .filter((text) => text !== "");
  return {
    name,
    description: fields.text("description") ?? "",
    required: fields.flag("required"),
    positional: fields.flag("default"),
    ...(defaultValue === undefined ? {} : { defaultValue }),
    isArray: fields.flag("isArray"),
    // Authors write a list with one empty text to say "true or false, or the like": it closes nothing.
    ...(isClosed && choices.length > 0 ? { choices } : {}),
    secret: fields.flag("secret"),
    deprecated: fields.flag("deprecated"),
    hidden: fields.hidden(),
    type: argumentTypes[fields.text("type")?.toLowerCase() ?? ""] ?? "unknown",
  };
}

/** By lower-case name. `textArea` only says how large the field is in a form. */
const argumentTypes: Partial<Record<string, ArgumentType>> = {
  string: "string",
  textarea: "string",
  number: "number",
  boolean: "boolean",
  date: "date",
  keyvalue: "keyValue",
};

function readOutputs(command: Fields, of: string, places: Places): Output[] {
  return command.maps("outputs").flatMap((map) => {
    const fields = new Fields(map, command.report, `an output of "${of}"`);
    const path = fields.required("contextPath", "M010", "Give the dotted path that the command writes.");
    if (path === undefined) return [];
    const output: Output = {
      path,
      type: outputTypes[fields.text("type")?.toLowerCase() ?? ""] ?? "unknown",
      description: fields.text("description") ?? "",
    };
    places.set(output, fields);
    return [output];
  });
}

const outputTypes: Partial<Record<string, Output["type"]>> = {
  string: "string",
  number: "number",
  date: "date",
  boolean: "boolean",
};

/** The command that a description such as "Deprecated. Use the alert-get command instead." points to. */
function findSuccessor(command: Command, names: ReadonlySet<string>): string | undefined {
  for (const [, word] of command.description.matchAll(/\buse\s+(?:the\s+)?["'`!]{0,2}([\w.-]+)/giu)) {
    const name = word?.replace(/\.+$/u, "") ?? "";
    if (names.has(name) && name !== command.name) return name;
  }
  return undefined;
}
