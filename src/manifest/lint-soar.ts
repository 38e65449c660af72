import { didYouMean } from "../nearest.ts";
import type { Fields } from "./fields.ts";
import { LONGEST_PATH, PLATFORM_COMMANDS } from "./lint-commands.ts";
import type { LintInput } from "./lint.ts";
import type { Command, Manifest } from "./manifest.ts";

/** The rules for what stands under `x-soar`. */
export function lintSoarSection(input: LintInput): void {
  const suggest = sparing();
  const commands = new Map(input.manifest.commands.map((command) => [command.name, command]));
  const names = lintAliases(input, commands);
  for (const command of input.manifest.commands) {
    lintEffect(input, command);
    lintVerify(input, command, commands, suggest);
  }
  lintContextKeys(input);
  const lines = input.places.of(input.manifest.soar)?.texts("demo") ?? [];
  for (const { text, at } of lines) {
    const name = /^\s*!?([^\s]*)/u.exec(text)?.[1] ?? "";
    if (names.has(name)) continue;
    input.report(
      "M080",
      at,
      `The demo runs an unknown command "${name.slice(0, 60)}".${suggest(name, names)}`,
      DECLARED,
    );
  }
}

// --- internal ---

const DECLARED = "Name a command of this manifest.";

type Suggest = (name: string, candidates: Iterable<string>) => string;

/** Looks for near names a few times only: in a hostile file every name could be unknown. */
function sparing(): Suggest {
  let left = 30;
  return (name, candidates) => (left-- > 0 ? didYouMean(name, [...candidates].slice(0, 1000)) : "");
}

/** Every name that can be called, aliases included. */
function lintAliases({ manifest, places, report }: LintInput, commands: Map<string, Command>): Set<string> {
  const names = new Set(commands.keys());
  for (const command of manifest.commands) {
    for (const alias of command.aliases) {
      if (names.has(alias) || PLATFORM_COMMANDS.has(alias)) {
        const message = `The alias "${alias}" of "${command.name}" is taken.`;
        report("M077", placeIn(places.of(command), "aliases"), message, "Choose another name.");
      }
      names.add(alias);
    }
  }
  return names;
}

function lintEffect({ places, report }: LintInput, command: Command): void {
  const { name, effect, execution } = command;
  const at = placeIn(places.of(command), "effect");
  if (execution && effect !== "destructive") {
    const message = `Command "${name}" is marked harmful by execution: true, and its effect is ${effect}.`;
    report("M079", at, message, "Write effect: destructive, or remove execution.");
  }
  if (!execution && effect === "destructive") {
    const message = `Command "${name}" is destructive and lacks execution: true, by which XSOAR asks before it runs.`;
    report("M079", at, message, "Add execution: true.");
  }
}

function lintVerify(
  { places, report }: LintInput,
  command: Command,
  commands: Map<string, Command>,
  suggest: Suggest,
): void {
  const { name, verify, effect } = command;
  if (verify === undefined) return;
  const at = placeIn(places.of(command), "verify");
  if (effect === "read") {
    report(
      "M082",
      at,
      `Command "${name}" only reads: there is nothing to verify.`,
      "Remove verify, or set its effect.",
    );
  }
  const reader = commands.get(verify.command);
  if (reader === undefined) {
    const message = `verify of "${name}" names an unknown command "${verify.command}".`;
    report("M074", at, message + suggest(verify.command, commands.keys()), DECLARED);
    return;
  }
  if (reader.effect !== "read") {
    report(
      "M082",
      at,
      `verify of "${name}" uses "${reader.name}", which does not only read.`,
      "Verify by a reading command.",
    );
  }
  const declared = new Map(reader.arguments.map((argument) => [argument.name, argument]));
  for (const key of Object.keys(verify.args)) {
    if (declared.has(key)) continue;
    const message = `verify of "${name}" gives "${reader.name}" an unknown argument "${key}".`;
    report("M075", at, message + suggest(key, declared.keys()), "Name one of its arguments.");
  }
  for (const { name: key, required, defaultValue } of reader.arguments) {
    if (!required || (defaultValue ?? "") !== "" || Object.hasOwn(verify.args, key)) continue;
    report("M076", at, `verify of "${name}" leaves out "${key}", which "${reader.name}" requires.`, "Add it to args.");
  }
}

function lintContextKeys({ manifest, places, report }: LintInput): void {
  const keys = Object.entries(manifest.soar.contextKeys);
  if (keys.length === 0) return;
  const { declared, begun } = declaredPaths(manifest);
  const entries = places.of(manifest.soar)?.entry("contextKeys")?.value;
  for (const [prefix, fields] of keys) {
    const at = (entries?.kind === "map" ? entries.entries.get(prefix)?.at : undefined) ?? 0;
    if (!begun.has(prefix)) {
      report(
        "M072",
        at,
        `No output begins with the context key's prefix "${prefix}".`,
        "Correct it, or declare outputs.",
      );
      continue;
    }
    for (const field of fields) {
      const path = `${prefix}.${field}`;
      const isDeclared = begun.has(path) || ancestors(path).some((ancestor) => declared.has(ancestor));
      if (!isDeclared) report("M073", at, `No output declares "${path}", by which objects are merged.`, "Declare it.");
    }
  }
}

/** The declared output paths, and those together with everything that leads to them. */
function declaredPaths(manifest: Manifest): { declared: Set<string>; begun: Set<string> } {
  const declared = new Set(
    manifest.commands
      .flatMap(({ outputs }) => outputs.map(({ path }) => path))
      .filter((path) => path.length <= LONGEST_PATH),
  );
  const begun = new Set(declared);
  for (const path of declared) for (const ancestor of ancestors(path)) begun.add(ancestor);
  return { declared, begun };
}

/** `A` and `A.B` of `A.B.C`. */
function ancestors(path: string): string[] {
  const found: string[] = [];
  for (let at = path.indexOf("."); at !== -1; at = path.indexOf(".", at + 1)) found.push(path.slice(0, at));
  return found;
}

/** The offset of a key under `x-soar` of a part; of the part where it has none. */
function placeIn(fields: Fields | undefined, key: string): number {
  const extras = fields?.entry("x-soar")?.value;
  const inside = extras?.kind === "map" ? extras.entries.get(key)?.value.at : undefined;
  return inside ?? fields?.entry("execution")?.value.at ?? fields?.map.at ?? 0;
}
