import { ArgumentError, toSoarError, type SoarError } from "../errors.ts";
import { fetchInstance, type FetchRuntime } from "../engine/fetch-instance.ts";
import { bringInTo, handOverOf, type Mirrored } from "../engine/mirror-instance.ts";
import type { MappingFiles } from "../engine/load-mapping.ts";
import type { RunningInstance } from "../engine/open-instance.ts";
import type { CommittedPage } from "../incidents/fetch.ts";
import type { Incident } from "../incidents/incident.ts";
import { incidentColumns } from "../manifest/incident-content.ts";
import { INCIDENT_STREAM, readIncidents } from "../incidents/run.ts";
import { interruption } from "../dispatch/time-limit.ts";
import type { Json } from "../json.ts";
import type { CliIo, Globals } from "./globals.ts";
import { fetchRange, type FetchOptions } from "./fetch-range.ts";
import { incidentTable } from "./incidents.ts";
import { tellMirrored, tellStranded, toJsonMirrored } from "./mirrored.ts";
import { withProgress } from "./progress.ts";
import { printError, toJsonError } from "./report-error.ts";
import { withSession } from "./session.ts";

/** What came of one run, whatever came of it. */
export interface Fetched {
  instance: RunningInstance;
  created: Incident[];
  updated: number;
  lastRun: Json;
  /** What was mirrored before and after it, where the instance mirrors. */
  mirrored?: Mirrored;
  error?: SoarError;
}

/** `soar fetch`: one run of `fetch-incidents` for each instance that has it. One that fails does not stop the others. */
export async function fetch(globals: Globals, io: CliIo, options: FetchOptions & MappingFiles = {}): Promise<number> {
  return withSession(globals, io, async ({ instances, store, log, now }) => {
    const range = fetchRange(options, now());
    const mapping = mappingOf(options);
    const runs: Fetched[] = [];
    for (const instance of fetching(instances)) {
      const run = () => fetchFrom(instance, { store, ...(range && { range }), mapping, log, signal: io.signal, now });
      runs.push(await withProgress(`fetching from ${instance.name}`, io, run));
    }
    report(runs, globals, io);
    const failed = runs.find(({ error }) => error);
    // A store that cannot be asked has failed the runs already.
    if (!failed) await tellStranded({ instances, store }, globals, io.terminal);
    return failed?.error?.exitCode ?? 0;
  });
}

/** @throws ArgumentError when none of them fetches incidents */
export function fetching(instances: readonly RunningInstance[]): RunningInstance[] {
  const able = instances.filter(({ manifest }) => manifest.fetchesIncidents);
  if (able.length > 0) return able;
  throw new ArgumentError(
    "No instance fetches incidents.",
    "Only integrations with `isfetch: true` can be fetched from.",
  );
}

/** The files that a command line names. */
export function mappingOf({ mapper, classifier }: MappingFiles): MappingFiles {
  return { ...(mapper === undefined ? {} : { mapper }), ...(classifier === undefined ? {} : { classifier }) };
}

/** One run of one instance. What stops it is part of what it gives. */
export async function fetchFrom(instance: RunningInstance, runtime: FetchRuntime): Promise<Fetched> {
  // A recording is of the fetch alone.
  const isAlone = instance.clock !== undefined;
  const out = isAlone ? undefined : await handOverOf(instance, { ...runtime, lane: "fetch" });
  const fetched = await fetchAlone(instance, runtime);
  if (out === undefined || fetched.error || runtime.stop?.aborted) return { ...fetched, ...(out && { mirrored: out }) };
  const came = await bringInTo(instance, { ...runtime, lane: "fetch" });
  // What the vendor does not take now is kept, and a warning; that nobody knows what waits is an error.
  const error = came.errors[0] ?? (out.out ? undefined : out.errors[0]);
  return {
    ...fetched,
    mirrored: { ...out, ...came, errors: [...out.errors, ...came.errors] },
    ...(error && { error }),
  };
}

// --- internal ---

async function fetchAlone(instance: RunningInstance, runtime: FetchRuntime): Promise<Fetched> {
  const made: string[] = [];
  let updated = 0;
  const onCommit = (page: CommittedPage) => {
    made.push(...page.created);
    updated += page.updated.length;
  };
  try {
    const { created, lastRun, interrupted } = await fetchInstance(instance, { ...runtime, onCommit });
    const fetched = { instance, created, updated, lastRun };
    return interrupted && runtime.signal.aborted
      ? { ...fetched, error: interruption(runtime.signal, "The fetch") }
      : fetched;
  } catch (thrown) {
    // The pages committed before the error stay: the next run goes on from there.
    const left = await leftBehind(instance, made, runtime);
    return { instance, ...left, updated, error: toSoarError(thrown) };
  }
}

/** What a run that failed has made all the same. Where the store is what fails, nobody knows, and the error says why. */
async function leftBehind(
  { name }: RunningInstance,
  made: readonly string[],
  { store }: FetchRuntime,
): Promise<Pick<Fetched, "created" | "lastRun">> {
  try {
    const { lastRun } = await store.fetch.cursor(name, INCIDENT_STREAM);
    return { created: await readIncidents(store.incidents, made), lastRun };
  } catch {
    return { created: [], lastRun: null };
  }
}

function report(runs: Fetched[], globals: Globals, io: CliIo): void {
  const { terminal } = io;
  const error = runs.find((run) => run.error)?.error;
  if (globals.json) {
    const incidents = runs.flatMap(({ created }) => created);
    const lastRun =
      runs.length === 1
        ? (runs[0]?.lastRun ?? null)
        : Object.fromEntries(runs.map((run) => [run.instance.name, run.lastRun]));
    const mirrored = runs.flatMap((run) => toJsonMirrored(run.mirrored) ?? []);
    const shown = { incidents, lastRun, ...(mirrored.length > 0 && { mirrored }) };
    terminal.print(JSON.stringify({ ...shown, ...(error ? { error: toJsonError(error) } : {}) }));
    return;
  }
  for (const { instance, created, updated, mirrored, error: failure } of runs) {
    if (created.length > 0)
      terminal.print(incidentTable(created, incidentColumns(instance.manifest.soar.incident), io));
    if (failure) printError(failure, globals, terminal);
    else if (!globals.quiet) terminal.notice(`${instance.name}: ${created.length} new, ${updated} updated`);
    if (mirrored) tellMirrored(mirrored, globals, terminal);
  }
}
