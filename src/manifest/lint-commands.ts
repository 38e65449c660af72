import { type Coerced, toBoolean, toKeyValues, toList, toNumber, toTime } from "./coerce.ts";
import type { Fields } from "./fields.ts";
import type { Report } from "./findings.ts";
import type { LintInput } from "./lint.ts";
import type { Argument, Command } from "./manifest.ts";
import type { Places } from "./places.ts";

/** The rules for commands with their arguments and outputs. */
export function lintCommands({ manifest, places, report }: LintInput): void {
  for (const command of manifest.commands) {
    lintName(command.name, `Command "${command.name}"`, places.at(command, "name"), report);
    if (PLATFORM_COMMANDS.has(command.name)) {
      const message = `"${command.name}" is called by the platform itself and needs no declaration.`;
      report("M051", places.at(command, "name"), message, "Remove it from commands; its handler is found by its name.");
    }
    lintDescription(command, `Command "${command.name}"`, places, report);
    lintArguments(command, places, report);
    lintOutputs(command, places, report);
    if (REPUTATION.has(command.name)) lintReputation(command, places, report);
    if (command.name === "endpoint") lintEndpoint(command, places, report);
  }
}

/** The names that the platform calls itself. */
export const PLATFORM_COMMANDS: ReadonlySet<string> = new Set([
  "test-module",
  "fetch-incidents",
  "fetch-events",
  "fetch-assets",
  "fetch-indicators",
  "fetch-credentials",
  "long-running-execution",
  "get-mapping-fields",
  "get-remote-data",
  "get-modified-remote-data",
  "update-remote-system",
]);

/** A path longer than this is none; longer ones are not looked into. */
export const LONGEST_PATH = 300;

// --- internal ---

const REPUTATION: ReadonlySet<string> = new Set(["ip", "url", "domain", "file", "email", "cve"]);

const SYSTEM_ARGUMENTS: ReadonlySet<string> = new Set([
  "using",
  "using-brand",
  "using-category",
  "extend-context",
  "ignore-outputs",
  "raw-response",
  "execution-timeout",
  "retry-count",
  "retry-interval",
  "auto-extract",
  "debug-mode",
]);

const ARGUMENT_TYPES: ReadonlySet<string> = new Set(
  ["unknown", "keyValue", "textArea", "boolean", "date", "number", "string", "entity"].map((name) =>
    name.toLowerCase(),
  ),
);

const OUTPUT_TYPES: ReadonlySet<string> = new Set(["unknown", "string", "number", "date", "boolean"]);

function lintName(name: string, what: string, at: number, report: Report): void {
  if (/^[^\s"'`=!|${}()]+$/u.test(name)) return;
  report("M052", at, `${what} has a name that cannot be typed.`, "Use letters, digits, - and _.");
}

function lintDescription(part: object, what: string, places: Places, report: Report): void {
  const fields = places.of(part);
  if (fields?.entry("description") !== undefined) return;
  report("M011", fields?.map.at ?? 0, `${what} has no "description".`, "XSOAR asks for it; say what it is for.");
}

function lintArguments(command: Command, places: Places, report: Report): void {
  const of = ` of "${command.name}"`;
  const taken = new Set<string>();
  let hasPositional = false;
  for (const argument of command.arguments) {
    const fields = places.of(argument);
    const { name } = argument;
    const what = `Argument "${name}"${of}`;
    const at = places.at(argument, "name");
    lintName(name, what, at, report);
    lintDescription(argument, what, places, report);
    if (taken.has(name)) report("M041", at, `${what} is declared twice.`, "Keep one of the two, or rename one.");
    taken.add(name);
    if (SYSTEM_ARGUMENTS.has(name)) {
      report("M053", at, `${what} is taken by the platform for itself: the handler never gets it.`, "Rename it.");
    }
    const isPositional = fields?.value("default") === "true";
    if (isPositional && hasPositional) {
      const message = `${what} is a second positional argument; only the first is filled by a value without a name.`;
      report("M043", places.at(argument, "default"), message, "Keep default: true on one argument.");
    }
    hasPositional ||= isPositional;
    const type = fields?.text("type");
    if (type !== undefined && !ARGUMENT_TYPES.has(type.toLowerCase())) {
      const message = `${what} has the unknown type "${type.slice(0, 60)}".`;
      report("M049", places.at(argument, "type"), message, "Its values are passed on as they come.");
    }
    if (fields !== undefined) lintChoice(argument, fields, what, places, report);
    lintDefault(argument, what, places, report);
  }
}

function lintChoice(argument: Argument, fields: Fields, what: string, places: Places, report: Report): void {
  const { choices, isArray, defaultValue } = argument;
  const auto = fields.text("auto");
  if (auto !== undefined && auto !== "" && auto.toUpperCase() !== "PREDEFINED") {
    report("M046", places.at(argument, "auto"), `${what} has an unknown auto.`, "The only one is PREDEFINED.");
  }
  if (choices === undefined) {
    if (auto?.toUpperCase() !== "PREDEFINED") return;
    const message = `${what} is a closed choice without choices, so any value goes.`;
    report("M045", places.at(argument, "auto"), message, "List them under predefined, or remove auto.");
    return;
  }
  const allowed = new Set<unknown>(choices);
  if (allowed.size < choices.length) {
    report("M054", places.at(argument, "predefined"), `${what} has a choice twice.`, "Keep one of the two.");
  }
  const defaults = isArray ? toList(defaultValue) : [defaultValue ?? ""];
  if (defaults.some((member) => member !== "" && !allowed.has(member))) {
    const message = `The default of ${what.replace("A", "a")} is not among its choices.`;
    report("M044", places.at(argument, "defaultValue"), message, "Add it to predefined, or correct it.");
  }
}

function lintDefault(argument: Argument, what: string, places: Places, report: Report): void {
  const { type, isArray, defaultValue } = argument;
  if (defaultValue === undefined || defaultValue === "" || type === "string" || type === "unknown") return;
  for (const member of isArray ? toList(defaultValue) : [defaultValue]) {
    const coerced: Coerced<unknown> =
      type === "number"
        ? toNumber(member)
        : type === "boolean"
          ? toBoolean(member)
          : type === "date"
            ? toTime(member, 0)
            : toKeyValues(member);
    if ("value" in coerced) continue;
    const message = `The default of ${what.replace("A", "a")} ${coerced.fault}.`;
    report("M050", places.at(argument, "defaultValue"), message, "Correct the default or the type.");
  }
}

function lintOutputs(command: Command, places: Places, report: Report): void {
  const taken = new Set<string>();
  for (const output of command.outputs) {
    const what = `Output "${output.path.slice(0, LONGEST_PATH)}" of "${command.name}"`;
    const at = places.at(output, "contextPath");
    const isPath = output.path.length <= LONGEST_PATH && /^(?:[^.()[\]{}=$]+\.)*[^.()[\]{}=$]+$/u.test(output.path);
    if (!isPath || output.path.trim() !== output.path) {
      report("M047", at, `${what} is no dotted path.`, "Write keys joined by dots: Vendor.Thing.ID.");
    }
    if (taken.has(output.path)) report("M042", at, `${what} is declared twice.`, "Keep one of the two.");
    taken.add(output.path);
    lintDescription(output, what, places, report);
    const type = places.of(output)?.text("type");
    if (type !== undefined && type !== "" && !OUTPUT_TYPES.has(type.toLowerCase())) {
      const message = `${what} has the unknown type "${type.slice(0, 60)}".`;
      report("M048", places.at(output, "type"), message, "Write Unknown, String, Number, Date or Boolean.");
    }
  }
}

/** `!ip 1.1.1.1, 2.2.2.2` works on every integration that offers it. */
function lintReputation(command: Command, places: Places, report: Report): void {
  const argument = command.arguments.find(({ name }) => name === command.name);
  if (argument !== undefined && argument.isArray && argument.positional && argument.required) return;
  const message = `Reputation command "${command.name}" lacks an argument "${command.name}" that is required, positional and a list.`;
  const at = argument === undefined ? places.at(command, "name") : places.at(argument, "name");
  report("M056", at, message, "Give it required, default and isArray: true.");
}

/** `!endpoint` asks every integration that offers it by one of three names. */
function lintEndpoint(command: Command, places: Places, report: Report): void {
  if (command.arguments.some(({ name }) => ["ip", "id", "hostname"].includes(name))) return;
  const message = 'The command "endpoint" has none of the arguments ip, id and hostname.';
  report("M057", places.at(command, "name"), message, "Declare at least one of them.");
}
