import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { createDispatcher, type Dispatcher } from "../dispatch/dispatcher.ts";
import type { Environment } from "../instance/environment.ts";
import { loadInstances, plainSecrets, type InstanceConfig } from "../instance/load.ts";
import type { Log } from "../log.ts";
import type { Recording, RecordingFile } from "../http/recording/recording.ts";
import type { Store } from "../store/open.ts";
import { openInstance, type RunningInstance } from "./open-instance.ts";
import type { RecordOptions } from "./record.ts";
import { resolveInstances } from "./resolve-instances.ts";
import { tapedWait, type Tape } from "./tape.ts";

/** Instances that can be worked with, and the dispatcher that runs commands on them. */
export interface Session {
  instances: RunningInstance[];
  dispatcher: Dispatcher;
  store: Store;
  log: Log;
  /** Epoch milliseconds: in a replay, those of the recording. */
  now: () => number;
}

export interface SessionOptions {
  store: Store;
  log: Log;
  /** Folder of the integration that instances use when they name none. */
  integration: string;
  /** Where `soar.yml` and relative paths are looked for. */
  folder: string;
  /** The configuration's file. @default `soar.yml` in `folder`, if there is one */
  file?: string;
  /** Only the instance of this name. */
  only?: string;
  /** These instances. @default those of the configuration */
  instances?: readonly InstanceConfig[];
  env: Environment;
  /** Epoch milliseconds. */
  now: () => number;
  /** The longest that one request may take, with all its tries and waits. @default two minutes */
  deadlineMs?: number;
  /** Given what masks every secret of the instances, the tokens that they are given included, before any is used. */
  protect?: (mask: (text: string) => string) => void;
  /** Told what an administrator should mend, though it works. */
  onWarning?: (text: string) => void;
  /** Given every request that a dry run would have sent. */
  onDryRun?: (request: { method: string; url: string; body: unknown }) => void;
  /**
   * Answers from these recordings instead of the vendors: no socket is opened, no budget taken, no token kept; waits end
   * at once, the clock stands where the recording was made, and parameters that are missing come from it.
   */
  replay?: readonly (Recording | RecordingFile)[];
  /** Writes what goes over the wire for each command to a file. Not together with `replay`. */
  record?: RecordOptions;
}

/**
 * Opens the configured instances and their integrations. Makes no request.
 * @throws ParameterError · ManifestError
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { store, log, env, folder, file, only, deadlineMs } = options;
  const tape = await tapeOf(options);
  const { now = options.now, complete } = tape?.instead ?? {};
  const configs =
    options.instances ??
    (await loadInstances({
      folder,
      env,
      ...(file === undefined ? {} : { file }),
      ...(only === undefined ? {} : { only }),
      mayLack: complete !== undefined,
    }));
  const resolved = await resolveInstances(configs, {
    fallback: options.integration,
    env,
    ...(complete && { complete: (manifest, params) => complete(manifest, params, env) }),
  });
  const runtime = {
    store,
    log,
    now,
    random: Math.random,
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    onDryRun: options.onDryRun ?? ignore,
    ...(tape && { tape }),
  };
  const instances = resolved.map(({ config, integration, params }) =>
    openInstance(config, integration, params, runtime),
  );
  options.protect?.((text) => instances.reduce((masked, instance) => instance.mask(masked), text));
  for (const { config, integration } of resolved) {
    for (const warning of plainSecrets(integration.manifest, config)) options.onWarning?.(warning);
  }
  const dispatcher = createDispatcher({
    instances,
    investigations: store.investigations,
    effects: store.effects,
    files: store.files,
    log,
    now,
    newId: randomUUID,
    wait: tape?.instead?.wait ?? tapedWait(tape, (ms, signal: AbortSignal) => setTimeout(ms, undefined, { signal })),
  });
  return { instances, dispatcher: tape ? taped(dispatcher, tape, instances) : dispatcher, store, log, now };
}

// --- internal ---

async function tapeOf({ replay, record, now }: SessionOptions): Promise<Tape | undefined> {
  if (replay) return (await import("./play.ts")).play(replay);
  return record && (await import("./record.ts")).record(record, { now });
}

function taped(dispatcher: Dispatcher, tape: Tape, instances: readonly RunningInstance[]): Dispatcher {
  const commands = instances.flatMap(({ manifest }) => manifest.commands);
  const named = (name: string) =>
    commands.some((command) => command.name === name)
      ? name
      : (commands.find(({ aliases }) => aliases.includes(name))?.name ?? name);
  return { run: (request) => tape.line(named(request.command), request.args, () => dispatcher.run(request)) };
}

function ignore(): void {
  // Nobody asked what a dry run would send.
}
