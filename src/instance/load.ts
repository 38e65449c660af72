import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ParameterError } from "../errors.ts";
import type { Json } from "../json.ts";
import { type Manifest, ParameterType } from "../manifest/manifest.ts";
import { isSecret } from "../manifest/parameter-values.ts";
import { didYouMean } from "../nearest.ts";
import type { Environment } from "./environment.ts";

/** One configured connection, as `soar.yml` or the environment describes it. */
export interface InstanceConfig {
  name: string;
  /** Folder of the integration, absolute; absent: the one in use. */
  integration?: string;
  /** As written, with references resolved; not yet held against the manifest. */
  params: Record<string, Json>;
  /** Dotted names of the parameters that hold a reference (`credentials.password`). */
  referenced: string[];
  /** Certificates to trust beside those of this machine, as PEM text. */
  ca?: string;
  /** The vendor's request budget, where it differs from the manifest's. */
  budget?: { requests: number; perMs: number };
  /** When to fetch, as a cron expression. */
  schedule?: string;
  /** XSOAR's mapper and classifier, absolute paths, in place of the manifest's. */
  mapper?: string;
  classifier?: string;
  /** The playbook to run on each incident. */
  playbook?: string;
}

export interface LoadOptions {
  /** The file to read; it must exist. @default `soar.yml` in `folder`, if there is one */
  file?: string;
  /** The working folder. */
  folder: string;
  env: Environment;
  /** Only the instance of this name: the others' references need not resolve. */
  only?: string;
  /** References that lead nowhere leave their values out, for whoever completes them. @default false, they are faults */
  mayLack?: boolean;
}

/**
 * The configured instances: those of the file, or, where there is none, one named `default` whose parameters all come
 * from the environment. `SOAR_BUDGET=requests/perMs` sets the budget of them all.
 * @throws ParameterError naming every fault, with its place in the file
 */
export async function loadInstances({ file, folder, env, only, mayLack }: LoadOptions): Promise<InstanceConfig[]> {
  const budget = budgetOf(env);
  const path = resolve(folder, file ?? "soar.yml");
  const isThere = file !== undefined || existsSync(path);
  const instances = isThere ? await loadFile(path, { env, only, mayLack }) : [FROM_ENVIRONMENT];
  if (!isThere && only !== undefined && only !== FROM_ENVIRONMENT.name) {
    throw new ParameterError(
      `There is no instance "${only}": ${path} does not exist.${didYouMean(only, [FROM_ENVIRONMENT.name])}`,
      "Write soar.yml or name it by --config. Without one there is the instance default, from the environment.",
    );
  }
  return instances.map((instance) => ({ ...instance, ...(budget === undefined ? {} : { budget }) }));
}

/** A warning for each secret that stands in the file itself. */
export function plainSecrets(manifest: Manifest, instance: InstanceConfig): string[] {
  return manifest.parameters.filter(isSecret).flatMap(({ name, type }) => {
    const dotted = type === ParameterType.credentials ? `${name}.password` : name;
    const value = valueAt(instance.params, dotted);
    if (value === undefined || value === null || value === "" || instance.referenced.includes(dotted)) return [];
    return [
      `Instance "${instance.name}" has the secret ${dotted} written out in its file. Keep it elsewhere and refer to it: ` +
        "${env:NAME} or ${file:PATH}.",
    ];
  });
}

// --- internal ---

/** The instance whose parameters all come from the environment. */
const FROM_ENVIRONMENT: InstanceConfig = { name: "default", params: {}, referenced: [] };

async function loadFile(
  path: string,
  { env, only, mayLack = false }: { env: Environment; only: string | undefined; mayLack: boolean | undefined },
): Promise<InstanceConfig[]> {
  // Only now: parsing YAML costs time that a configuration by environment need not pay.
  const [{ readSoarFile }, { readSoarYml }] = await Promise.all([import("./soar-file.ts"), import("./soar-yml.ts")]);
  const { names, instances } = await readSoarFile(path, (text) => {
    const { instances: written, faults } = readSoarYml(text);
    const wanted = written.filter(({ name }) => only === undefined || name === only);
    const value = {
      names: written.map(({ name }) => name),
      instances: wanted.map((instance) => instance.read({ env, folder: dirname(path), mayLack })),
    };
    return { value, faults };
  });
  // A file may be there for its sinks alone.
  if (names.length === 0 && (only === undefined || only === FROM_ENVIRONMENT.name)) return [FROM_ENVIRONMENT];
  if (only !== undefined && instances.length === 0) {
    const hint = names.length === 0 ? "The file has none." : `The file has: ${names.join(", ")}.`;
    throw new ParameterError(`There is no instance "${only}" in ${path}.${didYouMean(only, names)}`, hint);
  }
  return instances.map((instance) => withPaths(instance, dirname(path)));
}

/** Paths count from the file's folder. */
function withPaths(instance: InstanceConfig, folder: string): InstanceConfig {
  const { integration, mapper, classifier } = instance;
  return {
    ...instance,
    ...(integration === undefined ? {} : { integration: resolve(folder, integration) }),
    ...(mapper === undefined ? {} : { mapper: resolve(folder, mapper) }),
    ...(classifier === undefined ? {} : { classifier: resolve(folder, classifier) }),
  };
}

function budgetOf(env: Environment): InstanceConfig["budget"] {
  const text = env.SOAR_BUDGET;
  if (text === undefined || text === "") return undefined;
  const [, requests = 0, perMs = 0] = (/^(\d{1,9})\/(\d{1,12})$/u.exec(text) ?? []).map(Number);
  if (requests > 0 && perMs > 0) return { requests, perMs };
  throw new ParameterError(
    `SOAR_BUDGET must be requests/perMs, not "${text}".`,
    "For 120 requests a minute write SOAR_BUDGET=120/60000.",
  );
}

function valueAt(params: Record<string, Json>, dotted: string): Json | undefined {
  const [name = "", half] = dotted.split(".");
  const value = params[name];
  if (half === undefined) return value;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value[half] : undefined;
}
