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
    streams: async () => {
      const manifests = await Promise.all((await foldersOf(fallback, config, instance)).map(manifestOf));
      return manifests.flatMap(({ soar }) => soar.streams.map(({ name, description }) => ({ name, description })));
    },
    sinks: async () => {
      const written = await writtenMaps("sinks", config);
      return [...written.map(({ name, type: description = "" }) => ({ name, description })), ...SINKS];
    },
    closeReasons: async () => {
      const manifests = await Promise.all((await foldersOf(fallback, config, instance)).map(manifestOf));
      return manifests.flatMap(({ soar }) => Object.keys(soar.incident?.closeReasons ?? {}));
    },
    collectors: async () => (await peek())?.collectors() ?? [],
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
async function writtenInstances(config?: string): Promise<WrittenInstance[]> {
  const folder = dirname(resolve(config ?? CONFIG));
  return (await writtenMaps("instances", config)).map(({ name, integration }) => ({
    name,
    ...(integration === undefined ? {} : { integration, folder: resolve(folder, integration) }),
  }));
}

/** What stands under a key of the configuration's file, as far as it has a name. */
async function writtenMaps(
  key: "instances" | "sinks",
  config = CONFIG,
): Promise<{ name: string; integration?: string | undefined; type?: string | undefined }[]> {
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
  return new Fields(root, unheard, "").maps(key).flatMap((map) => {
    const fields = new Fields(map, unheard, "");
    const name = fields.text("name");
    return name === undefined ? [] : [{ name, integration: fields.text("integration"), type: fields.text("type") }];
  });
}

const CONFIG = "soar.yml";

/** Those that need no settings, or begin with the scheme of an address. */
const SINKS = [
  { name: "-", description: "standard output" },
  { name: "store:", description: "soarkit's own store" },
  { name: "splunk+https://", description: "Splunk's HTTP event collector", open: true },
  { name: "sumo:", description: "HTTP source of Sumo Logic" },
  { name: "syslog+tls://", description: "RFC 5424 over TLS", open: true },
  { name: "syslog+tcp://", description: "RFC 5424 over TCP", open: true },
];

/** Faults are for those who run a command. */
function unheard(): void {
  // A person who types is told nothing.
}
