import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { ArgumentError } from "../../errors.ts";
import { isRecord } from "../../json.ts";
import type { ModuleFile } from "../../manifest/code/modules.ts";
import type { Surroundings } from "../../manifest/code/lint-imports.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import { textOf } from "../lint-files.ts";

/**
 * The modules of the integration in `folder`: all below its handlers' folder, and its simulator. Undefined when there
 * is no such folder.
 * @throws ArgumentError when there are far too many, or one cannot be read
 */
export async function readModules(folder: string, { soar }: Manifest): Promise<ModuleFile[] | undefined> {
  const handlers = join(folder, soar.handlers);
  if (!existsSync(handlers)) return undefined;
  const below = (await readdir(handlers, { recursive: true }))
    .filter(isModule)
    .map((name) => join(soar.handlers, name));
  if (below.length > MOST_MODULES) {
    throw new ArgumentError(
      `${handlers} holds more than ${MOST_MODULES} modules.`,
      "Name the folder of one integration.",
    );
  }
  const base = soar.simulator?.replace(/\.[jt]s$/u, "");
  const simulator = base === undefined ? [] : [`${base}.js`, `${base}.ts`].map((path) => join(path));
  const paths = new Set([...below.sort(), ...simulator.filter((path) => existsSync(join(folder, path)))]);
  return Promise.all(
    [...paths].map(async (path) => ({ path: path.split(sep).join("/"), text: await textOf(join(folder, path)) })),
  );
}

/** What lies around the modules of the integration in `folder`, on this disk. */
export function surroundingsOf(folder: string): Surroundings {
  const known = new Map<string, boolean>();
  return {
    isFile: (path) => existsSync(join(folder, path)),
    findsPackage(name, from) {
      const start = dirname(join(folder, from));
      const key = `${name}\n${start}`;
      const found = known.get(key) ?? isReachable(name, start);
      known.set(key, found);
      return found;
    },
  };
}

// --- internal ---

const MOST_MODULES = 2000;

function isModule(name: string): boolean {
  if (name.split(sep).some((segment) => segment === "node_modules" || segment.startsWith("."))) return false;
  return /\.[jt]s$/u.test(name) && !/\.(?:d|test|spec)\.ts$/u.test(name);
}

/** As Node looks for it: in each `node_modules` on the way up; or the package around the folder is itself meant. */
function isReachable(name: string, start: string): boolean {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules", name)) || packageNameIn(folder) === name) return true;
    if (dirname(folder) === folder) return false;
  }
}

function packageNameIn(folder: string): string | undefined {
  const path = join(folder, "package.json");
  if (!existsSync(path)) return undefined;
  try {
    const read: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isRecord(read) && typeof read.name === "string" ? read.name : undefined;
  } catch {
    // A broken package.json names no package; npm says what is wrong with it.
    return undefined;
  }
}
