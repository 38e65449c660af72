import { packageRoot } from "../dispatch/integration.ts";
import { openSession, type Session } from "../engine/open-session.ts";
import { NotFoundError } from "../errors.ts";
import type { InstanceConfig } from "../instance/load.ts";
import type { Incident } from "../incidents/incident.ts";
import { LOCK_WAIT_MS, openStore, type Store } from "../store/open.ts";
import type { CliIo, Globals } from "./globals.ts";
import { openLog } from "./open-log.ts";
import { isApart, tapeOf } from "./tape.ts";

/** Opens the store for `work` and closes it afterwards, whatever happens. */
export async function withStore<T>(globals: Globals, io: CliIo, work: (store: Store) => Promise<T>): Promise<T> {
  // Half of the time that there is: to say that the store is locked takes some, too.
  const lockWaitMs = globals.timeout === undefined ? undefined : Math.min(LOCK_WAIT_MS, Number(globals.timeout) * 500);
  const store = await openStore(globals.store, { now: io.now, ...(lockWaitMs === undefined ? {} : { lockWaitMs }) });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Opens store, instances (@default those of the configuration) and dispatcher for `work`. From here on no secret of an instance can be printed. */
export async function withSession<T>(
  globals: Globals,
  io: CliIo,
  work: (session: Session) => Promise<T>,
  instances?: readonly InstanceConfig[],
): Promise<T> {
  const { terminal, env, now } = io;
  const tape = await tapeOf(globals, io);
  return withOwnStore(globals, io, async (store) => {
    const session = await openSession({
      store,
      log: await openLog(globals, terminal),
      integration: globals.integration ?? packageRoot,
      folder: process.cwd(),
      env,
      now,
      ...tape,
      // A vendor that asks to wait for longer than that need not be waited for.
      ...(globals.timeout === undefined ? {} : { deadlineMs: Number(globals.timeout) * 1000 }),
      ...(globals.config === undefined ? {} : { file: globals.config }),
      ...(globals.instance === undefined ? {} : { only: globals.instance }),
      ...(instances && { instances }),
      protect: (mask) => terminal.protect(mask),
      onWarning: (text) => {
        if (!globals.quiet) terminal.notice(`warning: ${text}`);
      },
      onDryRun: ({ method, url, body }) =>
        terminal.notice(`would send ${method} ${url}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`),
    });
    return work(session);
  });
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

/** A replay has a store for itself, unless one is named. */
async function withOwnStore<T>(globals: Globals, io: CliIo, work: (store: Store) => Promise<T>): Promise<T> {
  if (!isApart(globals)) return withStore(globals, io, work);
  const { withMemoryStore } = await import("../testing/memory-store.ts");
  return withMemoryStore(io.now, work);
}
