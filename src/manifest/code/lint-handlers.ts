import { posix } from "node:path";
import { didYouMean, nearest } from "../../nearest.ts";
import { PLATFORM_COMMANDS } from "../lint-commands.ts";
import type { Command } from "../manifest.ts";
import { type HandlerInput, handlerInput } from "./handler-input.ts";
import type { CodeInput } from "./lint-code.ts";
import { type KnownModule, moduleAt, requireExports } from "./modules.ts";

/** Every command has its handler, every handler its command, and both mean the same arguments. */
export function lintHandlers(input: CodeInput): void {
  const { manifest, checked, modules, handlerPath } = input;
  const strangers = strangersIn(input);
  const missing = manifest.commands
    .map(({ name }) => name)
    .filter((name) => moduleAt(modules, handlerPath(name)) === undefined);
  const takesClient: { module: KnownModule; at: number }[] = [];
  const look = (module: KnownModule): HandlerInput | undefined => {
    requireExports(module, ["run"]);
    const taken = handlerInput(module.interface?.exports.get("run")?.value);
    if (taken?.client !== undefined) takesClient.push({ module, at: taken.client });
    return taken;
  };
  // Of commands with the same name the first counts, as when they are called.
  for (const [command] of Map.groupBy(manifest.commands, ({ name }) => name).values()) {
    if (command === undefined) continue;
    const module = moduleAt(modules, handlerPath(command.name));
    if (module === undefined) {
      const at = checked.places.at(command, "name");
      const meant = nearest(command.name, strangers.keys());
      const near = meant !== undefined && nearest(meant, missing) === command.name ? ` Did you mean "${meant}"?` : "";
      const message = `Command "${command.name}" has no handler ${handlerPath(command.name)}.ts.${near}`;
      checked.faults.report("H002", at, message, "Write that module, exporting run.");
    } else lintArguments(input, command, module, withPreview(module, look(module)?.args));
  }
  for (const [name, module] of strangers) {
    // A command that has its module is not what was meant.
    const message = `No command is named "${name}", so nothing calls this module.${didYouMean(name, missing)}`;
    module.faults.report("H003", 0, message, "Declare the command, rename the file, or begin its name with _.");
  }
  for (const module of lintServices(input)) look(module);
  lintConnect(input, takesClient);
}

// --- internal ---

/** Modules named like handlers without a command, by that name. Notes those that exist twice. */
function strangersIn({ manifest, modules, handlerPath }: CodeInput): Map<string, KnownModule> {
  const names = new Set(manifest.commands.map(({ name }) => name));
  const strangers = new Map<string, KnownModule>();
  for (const module of modules.values()) {
    const file = posix.basename(module.path);
    const name = file.replace(/\.[jt]s$/u, "");
    if (module.path !== handlerPath(file) || /^_|\.(?:d|gen|test|spec)$/u.test(name)) continue;
    if (file.endsWith(".ts") && modules.has(handlerPath(`${name}.js`))) {
      const message = `Beside this module stands ${name}.js, and that one runs.`;
      module.faults.report("H016", 0, message, "Delete one of the two.");
    }
    if (!names.has(name) && !PLATFORM_COMMANDS.has(name)) strangers.set(name, module);
  }
  return strangers;
}

/** With what a preview beside the handler reads; undefined where one of them cannot be told. */
function withPreview(
  module: KnownModule,
  run: ReadonlyMap<string, number> | undefined,
): ReadonlyMap<string, number> | undefined {
  const preview = module.interface?.exports.get("preview");
  if (preview === undefined || run === undefined) return run;
  const own = handlerInput(preview.value)?.args;
  return own && new Map([...own, ...run]);
}

function lintArguments(
  { checked }: CodeInput,
  command: Command,
  module: KnownModule,
  reads: ReadonlyMap<string, number> | undefined,
): void {
  if (reads === undefined) return;
  const declared = new Set(command.arguments.map(({ name }) => name));
  for (const argument of command.arguments) {
    // Kept only so that old playbooks still load.
    if (reads.has(argument.name) || argument.deprecated || argument.hidden) continue;
    const message = `Argument "${argument.name}" of "${command.name}" is never read by ${module.path}.`;
    const at = checked.places.at(argument, "name");
    checked.faults.report("H010", at, message, "Read it there, or remove it here; or mark it deprecated.");
  }
  for (const [name, at] of reads) {
    if (declared.has(name) || name in Object.prototype) continue;
    const message = `"${command.name}" declares no argument "${name}".${didYouMean(name, declared)}`;
    module.faults.report("H011", at, message, "Declare it in the manifest, or correct the name.");
  }
}

/** Key of `script` → the module that does what it promises. */
const SERVICES: readonly [string, string][] = [
  ["isfetch", "fetch-incidents"],
  ["isfetchevents", "fetch-events"],
  ["isfetchassets", "fetch-assets"],
  ["isfetchcredentials", "fetch-credentials"],
  ["feed", "fetch-indicators"],
  ["longRunning", "long-running-execution"],
  ["ismappable", "get-mapping-fields"],
  ["isremotesyncin", "get-modified-remote-data"],
  ["isremotesyncout", "update-remote-system"],
];

/** The modules that the platform calls, those that are there. Notes missing and superfluous ones. */
function lintServices({ manifest, checked, script, modules, handlerPath }: CodeInput): KnownModule[] {
  const found: KnownModule[] = [];
  for (const [key, name] of SERVICES) {
    const module = moduleAt(modules, handlerPath(name));
    const isPromised = script?.value(key) === "true";
    if (module !== undefined) found.push(module);
    if (script !== undefined && isPromised && module === undefined) {
      const at = script.entry(key)?.value.at ?? 0;
      const message = `${key} promises ${name}, and there is no ${handlerPath(name)}.ts.`;
      checked.faults.report("H005", at, message, `Write that module, exporting run; or remove ${key}.`);
    }
    const isStream = name === "fetch-events" && checked.places.of(manifest.soar)?.entry("streams") !== undefined;
    if (!isPromised && !isStream && module !== undefined) {
      const message = `Nothing calls ${name}: the manifest does not say ${key}: true.`;
      module.faults.report("H017", 0, message, `Write ${key}: true under script, or delete this module.`);
    }
  }
  const test = moduleAt(modules, handlerPath("test-module"));
  if (test !== undefined) return [...found, test];
  const message = `There is no ${handlerPath("test-module")}.ts, by which an instance's settings are tried.`;
  checked.faults.report("H006", script?.map.at ?? 0, message, "Write it: one harmless request, and export run.");
  return found;
}

function lintConnect({ modules, handlerPath }: CodeInput, takers: { module: KnownModule; at: number }[]): void {
  const module = moduleAt(modules, handlerPath("_connect"));
  if (module !== undefined) requireExports(module, ["connect"]);
  const [first, ...others] = takers;
  if (module !== undefined || first === undefined) return;
  const more = others.length === 0 ? "" : ` So ${others.length === 1 ? "does 1 more" : `do ${others.length} more`}.`;
  const message = `This handler takes client, and no ${handlerPath("_connect")}.ts makes one.${more}`;
  first.module.faults.report("H007", first.at, message, "Write that module, exporting connect.");
}
