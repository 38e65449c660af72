import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { didYouMean, nearest } from "../../nearest.ts";
import type { Import } from "./interface-of.ts";
import type { KnownModule } from "./modules.ts";

/** What lies around the modules of an integration. */
export interface Surroundings {
  /** Whether a file is there; `path` is relative to the integration's folder. */
  isFile: (path: string) => boolean;
  /** Whether a module at `from` finds the package `name`. */
  findsPackage: (name: string, from: string) => boolean;
}

/** Whether all that modules import is there. Types are gone when the code runs, and are not looked at. */
export function lintImports(modules: ReadonlyMap<string, KnownModule>, surroundings: Surroundings): void {
  for (const module of modules.values()) {
    for (const one of module.interface?.imports ?? []) {
      if (/^\.\.?\//u.test(one.specifier)) lintFile(module, one, modules, surroundings);
      else lintPackage(module, one, surroundings);
    }
  }
}

// --- internal ---

function lintFile(
  module: KnownModule,
  { specifier, at, names }: Import,
  modules: ReadonlyMap<string, KnownModule>,
  { isFile }: Surroundings,
): void {
  const path = posix.join(posix.dirname(module.path), specifier.replace(/[?#].*$/u, ""));
  const target = modules.get(path);
  if (target === undefined) {
    if (isFile(path)) return;
    const hint = "Correct the path, ending included; or write that module.";
    const beside = [...modules.keys()].filter((other) => posix.dirname(other) === posix.dirname(path));
    const meant = nearest(
      posix.basename(path),
      beside.map((other) => posix.basename(other)),
    );
    const near = meant === undefined ? "" : ` Did you mean "${posix.dirname(specifier)}/${meant}"?`;
    module.faults.report("H013", at, `There is no file "${specifier}".${near}`, hint);
    return;
  }
  const { exports, exportsMore } = target.interface ?? { exports: new Map<string, unknown>(), exportsMore: true };
  for (const { name, at: nameAt } of exportsMore ? [] : names) {
    if (exports.has(name)) continue;
    const message = `"${specifier}" exports no "${name}".${didYouMean(name, exports.keys())}`;
    module.faults.report("H014", nameAt, message, "Export it there, or write `import type` where it is a type.");
  }
}

function lintPackage(module: KnownModule, { specifier, at }: Import, { findsPackage }: Surroundings): void {
  // URLs and a package's own `#imports` are Node's to resolve.
  if (BOUND.has(specifier) || isBuiltin(specifier) || /^(?:#|\/|[a-z]+:)/u.test(specifier)) return;
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  if (findsPackage(name, module.path)) return;
  const message = `The package "${name}" is in no node_modules above this file.`;
  module.faults.report("H012", at, message, `Install it beside the integration: npm install ${name}`);
}

/** What the running copy of soarkit hands to every integration, wherever it lies. */
const BOUND: ReadonlySet<string> = new Set(["soarkit", "soarkit/simulator", "soarkit/testing", "valibot"]);
