import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { openIntegration, packageRoot } from "../../dispatch/integration.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import type { Peek } from "../../store/peek.ts";
import { COMMON_KNOBS } from "../simulate.ts";
import type { World } from "./world.ts";

/** What was typed of soar's own options. */
export interface WorldOptions {
  integration?: string;
  config?: string;
  instance?: string;
  incident?: string;
  store: string;
}

/**
 * The world as soar would find it, with these options, in this folder. Reads files and the store; changes nothing,
 * resolves no secret and opens no connection. `isRun`: commands are those of the configured instances.
 */
export function openWorld(
  { integration, config, instance, incident = "playground", store }: WorldOptions,
  { isRun }: { isRun: boolean },
): World & { close(): void } {
  const fallback = resolve(integration ?? packageRoot);
  let opened: Peek | undefined;
  const peek = async () => {
    const { peekStore } = await import("../../store/peek.ts");
    opened ??= peekStore(store);
    return opened;
  };
  return {
    commands: async () => {
      const folders = isRun ? await foldersOf(fallback, config, instance) : [fallback];
      const manifests = await Promise.all(folders.map(manifestOf));
      return manifests.flatMap((manifest) => manifest.commands);
    },
    instances: async () => {
      const written = await writtenInstances(config);
      return written.map(({ name, integration: description = "" }) => ({ name, description }));
    },
    incidents: async (prefix) => (await peek())?.incidents(prefix) ?? [],
    context: async () => (await peek())?.context(incident) ?? {},
    files: async () => (await peek())?.files(incident) ?? [],
    lines: async () => (await peek())?.lines() ?? [],
    knobs: async () => {
      const simulator = await (await openIntegration(fallback)).simulator();
      return [...COMMON_KNOBS, ...(simulator?.knobs ?? [])];
    },
    close: () => opened?.close(),
  };
}

// --- internal ---

interface WrittenInstance {
  name: string;
  /** As written. */
  integration?: string;
  /** Absolute. */
  folder?: string;
}

async function manifestOf(folder: string): Promise<Manifest> {
  return (await openIntegration(folder)).manifest;
}

/** The folders of the integrations that a command would be looked for in. */
async function foldersOf(
  fallback: string,
  config: string | undefined,
  instance: string | undefined,
): Promise<readonly string[]> {
  const written = await writtenInstances(config);
  const meant = written.filter(({ name }) => instance === undefined || name === instance);
  return meant.length === 0 ? [fallback] : [...new Set(meant.map(({ folder }) => folder ?? fallback))];
}

/** The instances of the configuration's file by name; its references are left as they are. */
async function writtenInstances(config = "soar.yml"): Promise<WrittenInstance[]> {
  const path = resolve(config);
  if (!existsSync(path)) return [];
  // Parsing YAML costs time that a configuration by environment need not pay.
  const [{ readText }, { readYaml }, { Fields }] = await Promise.all([
    import("../../manifest/load.ts"),
    import("../../manifest/yaml.ts"),
    import("../../manifest/fields.ts"),
  ]);
  const { root } = readYaml(await readText(path));
  if (root?.kind !== "map") return [];
  return new Fields(root, unheard, "").maps("instances").flatMap((map) => {
    const fields = new Fields(map, unheard, "");
    const [name, integration] = [fields.text("name"), fields.text("integration")];
    if (name === undefined) return [];
    return [
      { name, ...(integration === undefined ? {} : { integration, folder: resolve(dirname(path), integration) }) },
    ];
  });
}

/** Faults are for those who run a command. */
function unheard(): void {
  // A person who types is told nothing.
}
