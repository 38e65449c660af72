import { openIntegration, type Integration } from "../dispatch/integration.ts";
import { ArgumentError, ParameterError } from "../errors.ts";
import type { Environment } from "../instance/environment.ts";
import type { InstanceConfig } from "../instance/load.ts";
import { resolveParams, type ResolvedParams } from "../instance/params.ts";
import type { Json } from "../json.ts";
import type { Manifest } from "../manifest/manifest.ts";

/** An instance with its integration and the parameters as this takes them. */
export interface ResolvedInstance {
  config: InstanceConfig;
  integration: Integration;
  params: ResolvedParams;
}

export interface ResolveOptions {
  /** Folder of the integration of instances that name none. */
  fallback: string;
  env: Environment;
  /** Adds what an instance's parameters lack. @default nothing */
  complete?: (manifest: Manifest, params: Record<string, Json>) => Record<string, Json>;
}

/**
 * Finds each instance's integration, `fallback` where it names none, and holds its parameters against the manifest.
 * @throws ParameterError naming every fault of every instance · ManifestError
 */
export async function resolveInstances(
  configs: readonly InstanceConfig[],
  { fallback, env, complete = (_, params) => params }: ResolveOptions,
): Promise<ResolvedInstance[]> {
  const opened = new Map<string, Promise<Integration>>();
  const open = (directory: string) => {
    const integration = opened.get(directory) ?? openIntegration(directory);
    opened.set(directory, integration);
    return integration;
  };
  const faults: [InstanceConfig, ParameterError][] = [];
  const resolved: ResolvedInstance[] = [];
  for (const config of configs) {
    try {
      const integration = await open(config.integration ?? fallback).catch((thrown: unknown) => {
        throw misplaced(thrown, config);
      });
      const { manifest } = integration;
      const params = resolveParams(manifest, complete(manifest, config.params), env);
      resolved.push({ config, integration, params });
    } catch (thrown) {
      if (!(thrown instanceof ParameterError)) throw thrown;
      faults.push([config, thrown]);
    }
  }
  const [first] = faults;
  if (first === undefined) return resolved;
  if (configs.length === 1) throw first[1];
  const lines = faults.flatMap(([{ name }, { message }]) =>
    message.split("\n").map((line) => `Instance "${name}": ${line}`),
  );
  throw new ParameterError(lines.join("\n"), [...new Set(faults.map(([, { hint }]) => hint))].join(" "));
}

// --- internal ---

/** A folder that the file names is nothing that whoever runs a command could correct. */
function misplaced(thrown: unknown, { integration }: InstanceConfig): unknown {
  if (integration === undefined || !(thrown instanceof ArgumentError)) return thrown;
  return new ParameterError(thrown.message, "Correct the instance's `integration`: the folder, from soar.yml's own.", {
    cause: thrown,
  });
}
