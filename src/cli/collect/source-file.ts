import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { openIntegration, packageRoot, type Integration } from "../../dispatch/integration.ts";
import { digestOf } from "../../engine/collect-source.ts";
import { ArgumentError, ParameterError } from "../../errors.ts";
import {
  MOST_SOURCE_BYTES,
  readSourceConfiguration,
  type SourceConfiguration,
} from "../../events/source/configuration.ts";
import type { Submitted } from "../../events/source/source.ts";
import type { SourceLabels } from "../../events/sinks/labels.ts";
import { credentialVariables, variablesOf } from "../../instance/environment.ts";
import type { InstanceConfig } from "../../instance/load.ts";
import { resolveReferences } from "../../instance/references.ts";
import type { Json, JsonObject } from "../../json.ts";
import { isSecret } from "../../manifest/parameter-values.ts";
import { ParameterType } from "../../manifest/manifest.ts";
import type { CliIo, Globals } from "../globals.ts";

/** A source as its file describes it, ready to be opened. */
export interface FiledSource {
  /** As the file stood when it was read. */
  text: string;
  submitted: Submitted;
  instance: InstanceConfig;
  streams: string[];
  labels: SourceLabels;
  /** The environment without what would set the parameters that the file sets. */
  env: NodeJS.ProcessEnv;
}

/**
 * Reads the file of a source and holds it against the integration's mapping.
 * @throws ArgumentError · ParameterError naming every fault · ManifestError
 */
export async function readSourceFile(path: string, globals: Globals, { env }: CliIo): Promise<FiledSource> {
  const folder = resolve(globals.integration ?? packageRoot);
  const integration = await openIntegration(folder);
  const schema = integration.manifest.soar.source;
  if (schema === undefined) {
    throw new ArgumentError(
      `${integration.manifest.display} does not say how the configuration of a source is read.`,
      "Its author does so in the manifest: x-soar: { source: { schema, params, streams } }.",
    );
  }
  const text = await textOf(path);
  const sources = { env, folder: resolve(path, "..") };
  const configuration = readSourceConfiguration(text, schema, (value) => resolveReferences(value, sources));
  const { name, category, fields, params, streams } = configuration;
  const secrets = Object.keys(params).filter((dotted) => isSecretName(integration, dotted));
  return {
    text,
    submitted: submittedOf(configuration, schema.params, { params, secrets }),
    instance: { name, params: nested(params), referenced: Object.keys(params), integration: folder },
    streams,
    labels: { source: name, ...(category === undefined ? {} : { category }), fields },
    env: without(env, integration, Object.keys(params)),
  };
}

// --- internal ---

async function textOf(path: string): Promise<string> {
  try {
    const { size } = statSync(path);
    if (size <= MOST_SOURCE_BYTES) return await readFile(path, "utf8");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ArgumentError(`Cannot read the source configuration: ${why}.`, "Name its JSON file: --source FILE.", {
      cause,
    });
  }
  throw new ParameterError(
    `${path} has more than ${String(MOST_SOURCE_BYTES)} bytes.`,
    "Check that it is the file of a source.",
  );
}

function isSecretName({ manifest }: Integration, dotted: string): boolean {
  const [name, half] = dotted.split(".");
  const parameter = manifest.parameters.find((each) => each.name === name);
  return parameter !== undefined && isSecret(parameter) && half !== "identifier";
}

/** What the store keeps of the configuration: stars in place of secrets, and a digest that changes with them. */
function submittedOf(
  { name, config }: SourceConfiguration,
  mapping: Record<string, string>,
  { params, secrets }: { params: Record<string, string>; secrets: string[] },
): Submitted {
  const shown: JsonObject = { ...config };
  for (const [key, dotted] of Object.entries(mapping)) if (secrets.includes(dotted)) shown[key] = "***";
  return {
    name,
    config: shown,
    digest: digestOf(
      shown,
      secrets.map((dotted) => params[dotted] ?? ""),
    ),
  };
}

/** `credentials.password` to `{ credentials: { password } }`. */
function nested(params: Record<string, string>): Record<string, Json> {
  const tree: Record<string, Json> = {};
  const halves: Record<string, JsonObject> = {};
  for (const [dotted, value] of Object.entries(params)) {
    const [name = "", half] = dotted.split(".");
    if (half === undefined) tree[name] = value;
    else tree[name] = halves[name] = { ...halves[name], [half]: value };
  }
  return tree;
}

function without(env: NodeJS.ProcessEnv, { manifest }: Integration, dotted: string[]): NodeJS.ProcessEnv {
  const names = new Set(dotted.map((each) => each.split(".")[0]));
  const set = manifest.parameters.filter(({ name }) => names.has(name));
  const variables = new Set(
    set.flatMap((parameter) => {
      if (parameter.type !== ParameterType.credentials) return variablesOf(parameter);
      const { identifier, password } = credentialVariables(parameter);
      return [...identifier, ...password];
    }),
  );
  return Object.fromEntries(Object.entries(env).filter(([name]) => !variables.has(name)));
}
