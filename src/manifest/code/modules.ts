import { posix } from "node:path";
import { Faults } from "../findings.ts";
import { type Interface, interfaceOf } from "./interface-of.ts";
import { readModule } from "./read-module.ts";

/** A module of an integration; `path` is relative to its folder, with `/`. */
export interface ModuleFile {
  path: string;
  text: string;
}

/** A module with its interface, which is absent where it cannot be read. */
export interface KnownModule extends ModuleFile {
  faults: Faults;
  interface?: Interface;
}

/** Reads modules, noting those that cannot be read. */
export function knowModules(files: readonly ModuleFile[]): Map<string, KnownModule> {
  return new Map(files.map((file) => [file.path, knowModule(file)]));
}

/** The module that is loaded under `path`, given without its ending: the `.js` one before the `.ts` one. */
export function moduleAt(modules: ReadonlyMap<string, KnownModule>, path: string): KnownModule | undefined {
  const base = posix.normalize(path);
  return modules.get(`${base}.js`) ?? modules.get(`${base}.ts`);
}

/** Notes what a module lacks among `names`; one that cannot be read, or passes on others' exports, is given the benefit. */
export function requireExports(module: KnownModule, names: readonly string[]): void {
  if (module.interface === undefined || module.interface.exportsMore) return;
  const { exports } = module.interface;
  for (const name of names) {
    const found = exports.get(name);
    if (found === undefined) {
      const near = [...exports.keys()].find((one) => one.toLowerCase() === name) ?? [...exports.keys()][0];
      const instead = near === undefined ? "" : ` It exports ${[...exports.keys()].slice(0, 5).join(", ")}.`;
      const at = near === undefined ? 0 : (exports.get(near)?.at ?? 0);
      module.faults.report("H004", at, `This module exports no ${name}.${instead}`, `Write export const ${name} = …`);
    } else if (name !== "knobs" && found.value !== undefined && NO_FUNCTION.has(found.value.type)) {
      module.faults.report("H004", found.value.start, `${name} is no function.`, "Export a function under that name.");
    }
  }
}

// --- internal ---

const NO_FUNCTION: ReadonlySet<string> = new Set([
  "ArrayExpression",
  "ClassDeclaration",
  "Literal",
  "ObjectExpression",
  "TemplateLiteral",
]);

function knowModule(file: ModuleFile): KnownModule {
  const faults = new Faults(file.text);
  const source = readModule(file.text, file.path.endsWith(".ts"));
  if ("program" in source) return { ...file, faults, interface: interfaceOf(source.program) };
  faults.report("H015", source.at, `This module ${source.message}.`, "Mend it; nothing else of it was checked.");
  return { ...file, faults };
}
