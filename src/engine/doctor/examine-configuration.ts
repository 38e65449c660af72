import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { ParameterError, toSoarError, type SoarError } from "../../errors.ts";
import type { Environment } from "../../instance/environment.ts";
import { loadInstances, type InstanceConfig } from "../../instance/load.ts";
import { placesOf, type WrittenPlace } from "../../instance/places.ts";
import { isSecret } from "../../manifest/parameter-values.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import type { ConfigFile } from "./check-files.ts";

/** The configured instances, each by itself: a fault of one does not hide the others. */
export interface Configuration {
  /** The file's name for people; undefined where everything comes from the environment. */
  file?: string;
  path?: string;
  instances: { name: string; config: InstanceConfig | SoarError; places: ReadonlyMap<string, WrittenPlace> }[];
  /** What is wrong with the file as a whole. */
  error?: SoarError;
}

export interface ConfigurationSources {
  folder: string;
  file?: string;
  only?: string;
  env: Environment;
}

export async function examineConfiguration({ folder, file, only, env }: ConfigurationSources): Promise<Configuration> {
  const path = resolve(folder, file ?? "soar.yml");
  const isThere = existsSync(path);
  const load = (name: string | undefined) =>
    loadInstances({
      folder,
      env,
      ...(file === undefined ? {} : { file }),
      ...(name === undefined ? {} : { only: name }),
    });
  const written = isThere ? placesIn(path) : new Map<string, Map<string, WrittenPlace>>();
  const shown = { ...(isThere ? { file: relative(folder, path) || path, path } : {}) };
  const names = only === undefined ? [...written.keys()] : [only];
  if (names.length === 0) {
    try {
      const instances = await load(undefined);
      return { ...shown, instances: instances.map((config) => ({ name: config.name, config, places: new Map() })) };
    } catch (thrown) {
      return { ...shown, instances: [], error: toSoarError(thrown) };
    }
  }
  const instances: Configuration["instances"] = [];
  for (const name of names) {
    const places = written.get(name) ?? new Map<string, WrittenPlace>();
    try {
      for (const config of await load(name)) instances.push({ name, config, places });
    } catch (thrown) {
      if (!(thrown instanceof ParameterError)) throw thrown;
      instances.push({ name, config: thrown, places });
    }
  }
  return { ...shown, instances };
}

/** The files that configure an instance: `soar.yml`, and those that its secrets are read from. */
export function filesOf(
  configuration: Configuration,
  manifests: ReadonlyMap<string, Manifest>,
  plain: ReadonlySet<string>,
): ConfigFile[] {
  const { path, file, instances } = configuration;
  if (path === undefined || file === undefined) return [];
  const files = new Map<string, ConfigFile>();
  files.set(path, { path: file, mode: modeOf(path), isSecret: plain.size > 0 });
  for (const { name, places } of instances) {
    const secrets = manifests.get(name)?.parameters.filter(isSecret) ?? [];
    for (const [dotted, { references }] of places) {
      if (!secrets.some((parameter) => dotted.split(".")[0] === parameter.name)) continue;
      for (const reference of references.filter(({ kind }) => kind === "file")) {
        const target = resolve(dirname(path), reference.name);
        files.set(target, { path: relative(dirname(path), target), mode: modeOf(target), isSecret: true });
      }
    }
  }
  return [...files.values()];
}

// --- internal ---

/** Undefined where there is no such file, or where permissions mean nothing. */
function modeOf(path: string): number | undefined {
  if (process.platform === "win32") return undefined;
  try {
    return statSync(path).mode;
  } catch {
    // That it is not there is told by what refers to it.
    return undefined;
  }
}

/** What cannot be read has no places; loading it says why. */
function placesIn(path: string): Map<string, Map<string, WrittenPlace>> {
  try {
    if (statSync(path).size > MOST_BYTES) return new Map();
    return placesOf(readFileSync(path, "utf8"));
  } catch {
    return new Map();
  }
}

const MOST_BYTES = 16_000_000;
