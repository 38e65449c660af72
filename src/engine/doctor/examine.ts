import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Integration } from "../../dispatch/integration.ts";
import { SoarError, toSoarError } from "../../errors.ts";
import { readRecordings } from "../../http/recording/read-recordings.ts";
import type { Recording } from "../../http/recording/recording.ts";
import type { Environment } from "../../instance/environment.ts";
import { plainSecrets, type InstanceConfig } from "../../instance/load.ts";
import { resolveParams } from "../../instance/params.ts";
import type { Log } from "../../log.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import { createMask, Secret } from "../../secrets.ts";
import type { Store } from "../../store/open.ts";
import { checkBuild, type BuildFacts } from "./check-build.ts";
import { checkEnvironment } from "./check-environment.ts";
import { checkFiles } from "./check-files.ts";
import { checkIntegration } from "./check-integration.ts";
import { strandedChanges, strandedText } from "../stranded-changes.ts";
import { checkNode, type NodeFacts } from "./check-node.ts";
import { checkParameters, givenSecrets } from "./check-parameters.ts";
import { checkStore } from "./check-store.ts";
import { notesOf, waitsFor, type Check } from "./check.ts";
import { examineConfiguration, filesOf, type Configuration } from "./examine-configuration.ts";
import { examineInstance } from "./examine-instance.ts";
import { examineIntegration } from "./examine-integration.ts";
import { examineSinks } from "./examine-sinks.ts";
import { examineStore } from "./examine-store.ts";
import { sparePorts } from "./spare-ports.ts";
import type { SeenRequest } from "./watch-wire.ts";

export interface DoctorOptions {
  node: NodeFacts;
  build: BuildFacts;
  /** Folder of the integration of instances that name none. */
  integration: string;
  /** Where `soar.yml` is looked for. */
  folder: string;
  file?: string;
  only?: string;
  /** The store's URL. */
  store: string;
  env: Environment;
  log: Log;
  signal: AbortSignal;
  /** Epoch milliseconds. */
  now: () => number;
  /** The longest that one step, or one request with all its tries, may take. */
  stepMs: number;
  /** How long a lock of another process is waited for. */
  lockWaitMs: number;
  offline: boolean;
  /** Whether answers are kept, to be looked at for drift. */
  keepBodies: boolean;
  onStep: (what: string) => void;
  /** Given what masks every secret, each time that more of them are known. */
  protect: (mask: (text: string) => string) => void;
}

/** What was seen of one instance's vendor. */
export interface Examined {
  name: string;
  integration: Integration;
  requests: readonly SeenRequest[];
}

/**
 * One pass over everything that can be wrong between a person and a working integration. What is wrong is a finding: the
 * checks after it are made all the same, or say what they wait for.
 * @throws the SoarError that the signal was aborted with
 */
export async function examine(options: DoctorOptions): Promise<{ checks: Check[]; examined: Examined[] }> {
  const { env, now, signal, onStep } = options;
  const masks = new Map<string, (text: string) => string>([["environment", createMask(proxySecrets(env))]]);
  const mask = (text: string) => [...masks.values()].reduce((masked, one) => one(masked), text);
  options.protect(mask);

  onStep("store");
  const { outcome, store } = await examineStore(options.store, { now, lockWaitMs: options.lockWaitMs });
  try {
    const checks = [checkNode(options.node), checkBuild(options.build), ...checkStore(outcome)];
    onStep("configuration");
    const configuration = await examineConfiguration(options);
    const integrations = await openIntegrations(configuration, options, checks);
    checks.push(...configurationChecks(configuration, integrations, options));
    checks.push(...(await outboxChecks(configuration, store, options)));
    // A file that cannot be read has been told of.
    if (!configuration.error) {
      const sinks = await examineSinks(options);
      masks.set("sinks", createMask(sinks.secrets));
      checks.push(...sinks.checks);
    }
    const examined: Examined[] = [];
    for (const { name, config, places } of configuration.instances) {
      if (config instanceof SoarError) {
        checks.push(notesOf(`${name}: parameters`).error("parameters", config), ...skippedAreas(name, "parameters"));
        continue;
      }
      const integration = integrations.get(folderOf(config, options));
      if (!integration) {
        checks.push(...skippedAreas(name, "manifest", "parameters"));
        continue;
      }
      const { manifest } = integration;
      masks.set(name, createMask(givenSecrets(manifest, config, env)));
      const file = configuration.file ?? "";
      const parameters = checkParameters(`${name}: parameters`, { manifest, config, env, places, file });
      checks.push(...parameters);
      if (parameters.some(({ status }) => status === "failed")) {
        checks.push(...skippedAreas(name, "parameters"));
        continue;
      }
      const outcome = await examineOne(config, integration, store, options);
      masks.set(`${name} running`, outcome.mask);
      checks.push(...outcome.checks);
      examined.push({ name, integration, requests: outcome.requests });
      signal.throwIfAborted();
    }
    return { checks: checks.map((check) => masked(check, mask)), examined };
  } finally {
    await store?.close();
  }
}

// --- internal ---

const AREAS = ["reachability", "credentials", "permissions", "budget"];

function skippedAreas(name: string, cause: string, ...more: string[]): Check[] {
  return [...more, ...AREAS].map((area) => notesOf(`${name}: ${area}`).skipped(area, waitsFor(cause)));
}

function folderOf(config: InstanceConfig, { integration }: DoctorOptions): string {
  return resolve(config.integration ?? integration);
}

/** Each integration once, in the order of the instances that use them; the one in use where there is no instance. */
async function openIntegrations(
  { instances }: Configuration,
  options: DoctorOptions,
  checks: Check[],
): Promise<Map<string, Integration>> {
  const configs = instances.flatMap(({ config }) => (config instanceof SoarError ? [] : [config]));
  const named = configs.map((config) => folderOf(config, options));
  const folders = new Set(named.length === 0 ? [resolve(options.integration)] : named);
  const opened = new Map<string, Integration>();
  for (const folder of folders) {
    options.onStep(`integration ${folder}`);
    const { outcome, integration } = await examineIntegration(folder);
    const group =
      integration === undefined || folders.size === 1 ? "integration" : `integration ${integration.manifest.id}`;
    checks.push(...checkIntegration(group, outcome));
    if (integration) opened.set(folder, integration);
  }
  return opened;
}

function configurationChecks(
  configuration: Configuration,
  integrations: ReadonlyMap<string, Integration>,
  options: DoctorOptions,
): Check[] {
  const notes = notesOf("configuration");
  const manifests = new Map<string, Manifest>();
  const plain = new Set<string>();
  for (const { name, config } of configuration.instances) {
    const manifest = config instanceof SoarError ? undefined : integrations.get(folderOf(config, options))?.manifest;
    if (!manifest || config instanceof SoarError) continue;
    manifests.set(name, manifest);
    if (plainSecrets(manifest, config).length > 0) plain.add(name);
  }
  const names = configuration.instances.map(({ name }) => name);
  const source = configuration.file ?? "the environment alone";
  const parameters = [...integrations.values()].flatMap(({ manifest }) => manifest.parameters);
  return [
    configuration.error
      ? notes.error("instances", configuration.error)
      : notes.ok("instances", `${names.join(", ")} (${source})`),
    ...checkFiles(filesOf(configuration, manifests, plain)),
    ...checkEnvironment(parameters, options.env),
  ];
}

/** Changes that wait for nobody. Where not all instances are known, nobody knows whose they are. */
async function outboxChecks(
  { instances, error }: Configuration,
  store: Store | undefined,
  { only }: DoctorOptions,
): Promise<Check[]> {
  if (store === undefined || error !== undefined || only !== undefined) return [];
  const notes = notesOf("configuration");
  const names = instances.map(({ name }) => name);
  try {
    const stranded = await strandedChanges(store.mirror, names);
    if (stranded.length === 0) return [notes.ok("outbox", "no change waits for an instance that is not configured")];
    return stranded.map(strandedText).map(({ found, remedy }) => notes.warning("outbox", found, remedy));
  } catch (thrown) {
    return [notes.error("outbox", toSoarError(thrown))];
  }
}

async function examineOne(
  config: InstanceConfig,
  integration: Integration,
  store: Store | undefined,
  options: DoctorOptions,
) {
  const name = config.name;
  try {
    const params = resolveParams(integration.manifest, config.params, options.env);
    const recordings = await recordingsOf(integration);
    const ports = store ?? sparePorts();
    const isShared = store !== undefined;
    return await examineInstance({ config, integration, params, recordings, ports, isShared }, options);
  } catch (thrown) {
    options.signal.throwIfAborted();
    // A defect in one instance's integration must not hide what is found of the others.
    const check = notesOf(`${name}: reachability`).error("instance", toSoarError(thrown));
    return { checks: [check], requests: [], mask: (text: string) => text };
  }
}

/** What an integration brings in recordings. Those that cannot be read are `soar lint`'s business. */
async function recordingsOf({ directory }: Integration): Promise<Recording[]> {
  const folder = join(directory, "test_data");
  if (!existsSync(folder)) return [];
  try {
    return (await readRecordings(folder)).map(({ recording }) => recording);
  } catch (thrown) {
    if (thrown instanceof SoarError) return [];
    throw thrown;
  }
}

/** Proxies' passwords, as they stand in their URLs. */
function proxySecrets(env: Environment): Secret[] {
  const names = ["http_proxy", "https_proxy", "all_proxy"].flatMap((name) => [name, name.toUpperCase()]);
  return names.flatMap((name) => {
    const password = /\/\/[^/@]*?:([^/]*)@/.exec(env[name] ?? "")?.[1] ?? "";
    const decoded = /%[0-9a-f]{2}/i.test(password) ? [new Secret(unescaped(password))] : [];
    return password === "" ? [] : [new Secret(password), ...decoded];
  });
}

function unescaped(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function masked(check: Check, mask: (text: string) => string): Check {
  const { remedy } = check;
  return {
    ...check,
    name: mask(check.name),
    found: mask(check.found),
    ...(remedy === undefined ? {} : { remedy: mask(remedy) }),
  };
}
