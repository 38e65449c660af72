import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { createDispatcher, type Dispatcher } from "../dispatch/dispatcher.ts";
import { openIntegration, packageRoot, type Integration } from "../dispatch/integration.ts";
import { openInstance, type RunningInstance } from "../engine/open-instance.ts";
import { NotFoundError } from "../errors.ts";
import type { Incident } from "../incidents/incident.ts";
import { loadInstances, plainSecrets } from "../instance/load.ts";
import { resolveParams } from "../instance/params.ts";
import type { Log } from "../log.ts";
import { createMask } from "../secrets.ts";
import { openStore, type Store } from "../store/open.ts";
import type { CliIo, Globals } from "./globals.ts";
import { openLog } from "./open-log.ts";

/** Everything a subcommand that talks to a vendor needs, opened for its duration. */
export interface Session {
  instances: RunningInstance[];
  store: Store;
  dispatcher: Dispatcher;
  log: Log;
}

/** Opens the store for `work` and closes it afterwards, whatever happens. */
export async function withStore<T>(globals: Globals, io: CliIo, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(globals.store, { now: io.now });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Opens store, instances and dispatcher for `work`. From here on no secret of an instance can be printed. */
export async function withSession<T>(globals: Globals, io: CliIo, work: (session: Session) => Promise<T>): Promise<T> {
  return withStore(globals, io, async (store) => work(await openSession(globals, io, store)));
}

/** The incident that `--incident` names; undefined for the playground. */
export async function incidentOf(globals: Globals, store: Store): Promise<Incident | undefined> {
  if (globals.incident === undefined) return undefined;
  const incident = await store.incidents.find(globals.incident);
  if (incident) return incident;
  throw new NotFoundError(`There is no incident ${globals.incident}.`, "`soar incidents` lists them.");
}

/** The investigation to work in. */
export async function investigationOf(globals: Globals, store: Store): Promise<string> {
  return (await incidentOf(globals, store))?.id ?? "playground";
}

// --- internal ---

async function openSession(globals: Globals, io: CliIo, store: Store): Promise<Session> {
  const { terminal, env, now } = io;
  const log = await openLog(globals, terminal);
  const configs = await loadInstances({
    folder: process.cwd(),
    env,
    ...(globals.config === undefined ? {} : { file: globals.config }),
    ...(globals.instance === undefined ? {} : { only: globals.instance }),
  });
  const opened = new Map<string, Promise<Integration>>();
  const open = (folder: string) => {
    const integration = opened.get(folder) ?? openIntegration(folder);
    opened.set(folder, integration);
    return integration;
  };
  const inUse = globals.integration ?? packageRoot;
  const resolved = await Promise.all(
    configs.map(async (config) => {
      const integration = await open(config.integration ?? inUse);
      return { config, integration, params: resolveParams(integration.manifest, config.params, env) };
    }),
  );
  terminal.protect(createMask(resolved.flatMap(({ params }) => params.secrets)));
  if (!globals.quiet) {
    for (const { config, integration } of resolved) {
      for (const warning of plainSecrets(integration.manifest, config)) terminal.notice(`warning: ${warning}`);
    }
  }
  const instances = resolved.map(({ config, integration, params }) =>
    openInstance(config, integration, params, {
      store,
      log,
      now,
      random: Math.random,
      onDryRun: ({ method, url, body }) =>
        terminal.notice(`would send ${method} ${url}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`),
    }),
  );
  const dispatcher = createDispatcher({
    instances,
    investigations: store.investigations,
    effects: store.effects,
    files: store.files,
    log,
    now,
    newId: randomUUID,
    wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
  });
  return { instances, store, dispatcher, log };
}
