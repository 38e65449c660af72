import { posix } from "node:path";
import { Fields } from "../fields.ts";
import { generateTypes } from "../generate-types.ts";
import type { CheckedManifest } from "../lint.ts";
import type { Finding, Manifest } from "../manifest.ts";
import { lintHandlers } from "./lint-handlers.ts";
import { lintImports, type Surroundings } from "./lint-imports.ts";
import { type KnownModule, knowModules, type ModuleFile, moduleAt, requireExports } from "./modules.ts";

/** What the rules for code are given. */
export interface CodeInput {
  checked: CheckedManifest;
  manifest: Manifest;
  /** The `script` section. */
  script: Fields | undefined;
  /** By path. */
  modules: ReadonlyMap<string, KnownModule>;
  /** The path of what is loaded by `name` from the handlers' folder, without its ending. */
  handlerPath: (name: string) => string;
}

/**
 * An integration's modules against its manifest: read, never run. `modules` are all in the handlers' folder and below,
 * and the simulator's; undefined when there is no such folder. Faults of the manifest are noted in `checked`; those of
 * the modules are given by path, modules without findings left out.
 */
export function lintCode(
  checked: CheckedManifest,
  files: readonly ModuleFile[] | undefined,
  surroundings: Surroundings,
): { path: string; findings: Finding[] }[] {
  const { manifest, places, faults } = checked;
  if (manifest === undefined) return [];
  const { soar } = manifest;
  if (files === undefined) {
    const message = `There is no folder "${soar.handlers}", where the handlers are to be.`;
    faults.report("H001", places.at(soar, "handlers"), message, "Make it, or correct x-soar.handlers.");
    return [];
  }
  const modules = knowModules(files);
  const section = places.of(manifest)?.entry("script")?.value;
  const input: CodeInput = {
    checked,
    manifest,
    script: section?.kind === "map" ? new Fields(section, faults.report, '"script"') : undefined,
    modules,
    handlerPath: (name) => posix.join(soar.handlers, name),
  };
  lintHandlers(input);
  lintSimulator(input);
  lintTypes(input);
  lintImports(modules, surroundings);
  const found = [...modules.values()].map(({ path, faults: own }) => ({ path, findings: own.findings() }));
  return found.filter(({ findings }) => findings.length > 0);
}

// --- internal ---

function lintSimulator({ manifest, checked, modules }: CodeInput): void {
  const path = manifest.soar.simulator;
  if (path === undefined) return;
  const module = moduleAt(modules, path.replace(/\.[jt]s$/u, ""));
  if (module !== undefined) {
    requireExports(module, ["knobs", "create", "environment"]);
    return;
  }
  const at = checked.places.at(manifest.soar, "simulator");
  checked.faults.report("H008", at, `There is no module "${path}".`, "Correct x-soar.simulator, or take it out.");
}

/** The generated types, where the code uses any. */
function lintTypes({ manifest, checked, modules, handlerPath }: CodeInput): void {
  if (checked.faults.hasErrors) return;
  const path = handlerPath("_manifest.gen.ts");
  const written = modules.get(path);
  const hint = "Run `soar lint --fix`, and commit the file.";
  if (written === undefined) {
    const user = [...modules.values()].find(({ text }) => text.includes("/_manifest.gen.ts"));
    if (user === undefined) return;
    const at = user.text.indexOf("/_manifest.gen.ts");
    user.faults.report("H009", at, `The generated types ${path} do not exist.`, hint);
    return;
  }
  const wanted = generateTypes(manifest);
  if (written.text === wanted) return;
  const at = firstDifference(written.text, wanted);
  written.faults.report("H009", at, "These types are not what the manifest gives.", hint);
}

/** The beginning of the first line that differs. */
function firstDifference(text: string, wanted: string): number {
  let at = 0;
  while (at < text.length && text[at] === wanted[at]) at += 1;
  return text.lastIndexOf("\n", Math.max(at - 1, 0)) + 1;
}
