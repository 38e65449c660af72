import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { registerHooks } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ArgumentError, ManifestError } from "../errors.ts";
import { isRecord } from "../json.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { SimulatorModule } from "../simulator/simulator.ts";
import type { AnyHandler } from "./instance.ts";
import type {
  AnyConnect,
  AnyEventsModule,
  AnyFetchEstimate,
  AnyFetchHandler,
  AnyRemoteQuery,
  AnyRemoteUpdate,
  AnyTestHandler,
} from "./author-functions.ts";
import { isAuthors, isSimulatorModule } from "./author-functions.ts";
import { MAPPING_COMMAND, mappingResult } from "./mapping-fields.ts";
import { keptManifest, rememberedManifest } from "./kept-manifest.ts";
import { useBuiltValidator } from "./validator.ts";

/** An integration's folder, opened: its manifest and its modules, each loaded when first asked for. */
export interface Integration {
  directory: string;
  manifest: Manifest;
  /** The `run` of a command's module. @throws ManifestError when there is none */
  handler(command: string): Promise<AnyHandler>;
  /** The `preview` of a command's module; undefined when it exports none. @throws ManifestError when it is no function */
  preview(command: string): Promise<AnyHandler | undefined>;
  /** The `run` of `fetch-incidents`. @throws ManifestError when there is none */
  fetchHandler(): Promise<AnyFetchHandler>;
  /** The module `fetch-events`. @throws ManifestError when there is none */
  eventsModule(): Promise<AnyEventsModule>;
  /** The `estimate` of `fetch-incidents`; undefined when it exports none. */
  fetchEstimate(): Promise<AnyFetchEstimate | undefined>;
  /** The `run` of `update-remote-system`; undefined when there is none. */
  remoteUpdate(): Promise<AnyRemoteUpdate | undefined>;
  /** The `run` of `get-modified-remote-data`; undefined when there is none. */
  remoteQuery(): Promise<AnyRemoteQuery | undefined>;
  /** The `run` of `test-module`. @throws ManifestError when there is none */
  testHandler(): Promise<AnyTestHandler>;
  /** The `connect` of `_connect`; undefined when the integration needs no client. */
  connect(): Promise<AnyConnect | undefined>;
  /** The vendor simulator; undefined when the manifest names none. */
  simulator(): Promise<SimulatorModule | undefined>;
}

/** Where the running copy of soarkit lives. */
export const packageRoot = dirname(fileURLToPath(import.meta.resolve("soarkit/package.json")));

/**
 * Opens the integration in `directory`. The package's own comes from its build; any other folder's `.ts` or `.js`
 * files are loaded as they are, with `soarkit` bound to this running copy.
 * @throws ArgumentError when there is no manifest
 * @throws ManifestError when it has faults
 */
export async function openIntegration(directory: string): Promise<Integration> {
  const folder = resolve(directory);
  const built = folder === packageRoot && runsFromBuild() ? join(packageRoot, "dist") : undefined;
  const manifest = built ? await readBuiltManifest(built) : await readManifest(folder);
  if (built) useBuiltValidators(manifest, built);
  else bindSoarkit();
  const modules = built ?? folder;
  const load = (path: string) => loadModule(join(modules, path));
  const handlers = manifest.soar.handlers;

  return {
    directory: folder,
    manifest,
    async handler(command) {
      const run = exported(await load(join(handlers, command)), "run", command, isAuthors("handler"));
      return command === MAPPING_COMMAND.name ? async (input) => mappingResult(await run(input), manifest) : run;
    },
    preview: async (command) => {
      const module = await load(join(handlers, command));
      if (!isRecord(module) || module.preview === undefined) return undefined;
      return exported(module, "preview", command, isAuthors("handler"));
    },
    fetchHandler: async () =>
      exported(await load(join(handlers, "fetch-incidents")), "run", "fetch-incidents", isAuthors("fetch")),
    async eventsModule() {
      const module = await load(join(handlers, "fetch-events"));
      const run = exported(module, "run", "fetch-events", isAuthors("events"));
      const estimate = perhaps(module, "estimate", "fetch-events", isAuthors("eventsEstimate"));
      const count = perhaps(module, "count", "fetch-events", isAuthors("eventsCount"));
      return { run, ...(estimate && { estimate }), ...(count && { count }) };
    },
    fetchEstimate: async () => {
      const module = await load(join(handlers, "fetch-incidents"));
      return perhaps(module, "estimate", "fetch-incidents", isAuthors("fetchEstimate"));
    },
    remoteUpdate: async () => {
      const module = await load(join(handlers, "update-remote-system"));
      return module === undefined
        ? undefined
        : exported(module, "run", "update-remote-system", isAuthors("remoteUpdate"));
    },
    remoteQuery: async () => {
      const module = await load(join(handlers, "get-modified-remote-data"));
      return module === undefined
        ? undefined
        : exported(module, "run", "get-modified-remote-data", isAuthors("remoteQuery"));
    },
    testHandler: async () =>
      exported(await load(join(handlers, "test-module")), "run", "test-module", isAuthors("test")),
    async connect() {
      const module = await load(join(handlers, "_connect"));
      return module === undefined ? undefined : exported(module, "connect", "_connect", isAuthors("connect"));
    },
    simulator: async () => {
      const path = manifest.soar.simulator;
      if (path === undefined) return undefined;
      const module = await load(path.replace(/\.[jt]s$/, ""));
      if (isSimulatorModule(module)) return module;
      throw new ManifestError(
        `${manifest.path}: x-soar.simulator names ${path}, which does not export knobs, create and environment`,
        "Export them from that module, or take the line out of the manifest.",
      );
    },
  };
}

/**
 * The manifest of the integration in `folder`.
 * @throws ArgumentError when there is none
 */
export function manifestIn(folder: string): string {
  const path = ["integration.yml", "integration.yaml"]
    .map((name) => join(folder, name))
    .find((file) => existsSync(file));
  if (path !== undefined) return path;
  throw new ArgumentError(
    `${folder} holds no integration.yml.`,
    "Name the folder of an integration with --integration DIR.",
  );
}

/** Whether this code is the bundle in `dist/` (an installed or built copy) rather than the TypeScript source. */
export function runsFromBuild(): boolean {
  return import.meta.resolve("soarkit").endsWith("/dist/index.js");
}

/**
 * Makes `import … from "soarkit"` in foreign modules mean this running copy, wherever the folder lies; and `valibot`,
 * where the folder brings none, the one that comes with soarkit, so that a new integration runs before it is installed.
 */
export function bindSoarkit(): void {
  if (isBound) return;
  isBound = true;
  // Resolved beforehand: asking from inside the hook would call the hook again.
  const targets = new Map(
    ["soarkit", "soarkit/simulator", "soarkit/testing"].map((name) => [name, import.meta.resolve(name)]),
  );
  const valibot = found("valibot");
  registerHooks({
    resolve(specifier, context, next) {
      const url = targets.get(specifier);
      if (url !== undefined) return { url, shortCircuit: true };
      if (specifier !== "valibot") return next(specifier, context);
      try {
        return next(specifier, context);
      } catch (error) {
        if (valibot === undefined || !isMissing(error)) throw error;
        return { url: valibot, shortCircuit: true };
      }
    },
  });
}

// --- internal ---

async function readBuiltManifest(built: string): Promise<Manifest> {
  // Written by our own build from a manifest that passed every check.
  return JSON.parse(await readFile(join(built, "integration.json"), "utf8")) as Manifest;
}

function useBuiltValidators(manifest: Manifest, built: string): void {
  for (const command of manifest.commands) {
    useBuiltValidator(command, async () =>
      exported(
        await loadModule(join(built, "validators", command.name)),
        "default",
        command.name,
        isAuthors("validator"),
      ),
    );
  }
}

async function readManifest(folder: string): Promise<Manifest> {
  const path = manifestIn(folder);
  const load = async () => (await import("../manifest/load.ts")).loadManifest(path);
  return runsFromBuild()
    ? keptManifest(path, join(packageRoot, "dist", ".manifests"), load)
    : rememberedManifest(path, load);
}

/** Imports `path`.ts or .js; undefined when neither exists. */
async function loadModule(path: string): Promise<unknown> {
  const file = [`${path}.js`, `${path}.ts`].find((candidate) => existsSync(candidate));
  if (file === undefined) return undefined;
  try {
    return (await import(pathToFileURL(file).href)) as unknown;
  } catch (cause) {
    throw new ManifestError(
      `${placeOf(cause) ?? relative(process.cwd(), file)} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
      "Correct that module: it must run as TypeScript with erasable syntax, or as JavaScript.",
      { cause },
    );
  }
}

/** Where a module that this one imports has a fault, `file:line`: Node begins the stack of a syntax error with it. */
function placeOf(cause: unknown): string | undefined {
  const [, path, line] =
    /^(?:file:\/\/)?(\/[^\n]*):(\d+)\n/.exec(cause instanceof Error ? (cause.stack ?? "") : "") ?? [];
  return path === undefined ? undefined : `${relative(process.cwd(), decodeURI(path))}:${line ?? ""}`;
}

/** What a module must export under `name`. */
function exported<T>(module: unknown, name: string, file: string, is: (value: unknown) => value is T): T {
  const value = isRecord(module) ? module[name] : undefined;
  if (is(value)) return value;
  throw new ManifestError(
    module === undefined ? `There is no module ${file}.` : `${file} exports no function ${name}.`,
    `Write ${file}.ts in the integration's folder of handlers, with \`export const ${name} = …\`.`,
  );
}

/** What a module may export under `name`. */
function perhaps<T>(module: unknown, name: string, file: string, is: (value: unknown) => value is T): T | undefined {
  return isRecord(module) && module[name] !== undefined ? exported(module, name, file, is) : undefined;
}

let isBound = false;

/** Where a package is found from here; undefined where only soarkit's own build was copied. */
function found(name: string): string | undefined {
  try {
    return import.meta.resolve(name);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
}
