import { closeReasonsOf, findCloseReason, mirrorsOut } from "../engine/mirror-direction.ts";
import { handOverOf, mirrorInstance, type Mirrored } from "../engine/mirror-instance.ts";
import type { RunningInstance } from "../engine/open-instance.ts";
import type { Session } from "../engine/open-session.ts";
import { ArgumentError, NotFoundError } from "../errors.ts";
import type { Incident, IncidentAct } from "../incidents/incident.ts";
import type { RemoteChange } from "../incidents/mirror.ts";
import { CLOSE_REASONS } from "../manifest/incident-content.ts";
import type { CliIo, Globals } from "./globals.ts";
import { tellMirrored, tellStranded, toJsonMirrored } from "./mirrored.ts";
import { toSummary } from "./incident-summary.ts";
import { withSession } from "./session.ts";

/** `soar incidents close ID…`: closes them all for one reason, which the vendors hear if their instances mirror outward. */
export async function closeIncidents(
  ids: string[],
  { reason: given, notes }: { reason?: string; notes?: string },
  globals: Globals,
  io: CliIo,
): Promise<number> {
  return change(ids, globals, io, (instance) => {
    const { reason, remoteState } = findCloseReason(given, instance ? closeReasonsOf(instance) : CLOSE_REASONS);
    const act = { kind: "close" as const, reason, ...(notes === undefined ? {} : { notes }) };
    return { act, change: { ...act, remoteState } };
  });
}

/** `soar incidents assign ID OWNER` */
export async function assignIncident(id: string, owner: string, globals: Globals, io: CliIo): Promise<number> {
  if (owner.trim() === "") throw new ArgumentError("The owner has no name.", "Write who is to work on it.");
  const act = { kind: "assign" as const, owner: owner.trim() };
  return change([id], globals, io, () => ({ act, change: act }));
}

/** `soar incidents note ID TEXT` */
export async function noteIncident(id: string, words: string[], globals: Globals, io: CliIo): Promise<number> {
  const text = words.join(" ").trim();
  if (text === "") throw new ArgumentError("The note is empty.", "Write its text behind the incident's ID.");
  const act = { kind: "note" as const, text };
  return change([id], globals, io, () => ({ act, change: act }));
}

/** `soar incidents sync`: hands over what waits and brings in what has happened, as `soar fetch` does around its run. */
export async function syncIncidents(globals: Globals, io: CliIo): Promise<number> {
  return withSession(globals, io, async (session) => {
    const { terminal } = io;
    await tellStranded(session, globals, terminal);
    const results: Mirrored[] = [];
    for (const instance of session.instances) {
      results.push(await mirrorInstance(instance, { ...session, signal: io.signal }));
    }
    const mirroring = results.filter((result) => toJsonMirrored(result) !== undefined);
    if (globals.json) terminal.print(JSON.stringify({ mirrored: mirroring.map((result) => toJsonMirrored(result)) }));
    else {
      for (const result of mirroring) tellMirrored(result, globals, terminal);
      for (const { instance, in: came, errors } of mirroring) {
        const error = came ? undefined : errors.at(-1);
        if (error) terminal.notice(`warning: nothing was brought in from ${instance}: ${error.message}`);
      }
      if (mirroring.length === 0 && !globals.quiet) {
        terminal.notice("No instance mirrors its incidents. Its parameter mirror_direction says whether it does.");
      }
    }
    return results.flatMap(({ errors }) => errors)[0]?.exitCode ?? 0;
  });
}

// --- internal ---

/** What is to be done here, and what the vendor is to hear of it. */
type Plan = (instance: RunningInstance | undefined) => { act: IncidentAct; change: RemoteChange };

async function change(ids: string[], globals: Globals, io: CliIo, plan: Plan): Promise<number> {
  return withSession(globals, io, async (session) => {
    const { instances, store, now } = session;
    const found = await findAll([...new Set(ids)], session);
    const byName = new Map(instances.map((instance) => [instance.name, instance]));
    // All of them before the first is changed: a reason may be wrong for one of several integrations.
    const plans = found.map((incident) => {
      const instance = byName.get(incident.instance);
      return { incident, instance, ...plan(instance) };
    });
    const changed: Incident[] = [];
    const unchanged: Incident[] = [];
    for (const { incident, instance, act, change: remote } of plans) {
      const hears = instance !== undefined && mirrorsOut(instance);
      const acted = await store.incidents.act(incident.id, act, { now: now(), ...(hears && { change: remote }) });
      (acted.changed ? changed : unchanged).push(acted.incident);
    }
    const mirrored: Mirrored[] = [];
    for (const instance of new Set(plans.map((each) => each.instance))) {
      if (instance) mirrored.push(await handOverOf(instance, { ...session, signal: io.signal }));
    }
    report({ changed, unchanged, mirrored, act: plans[0]?.act }, { globals, io, known: byName });
    // What waits is kept and handed over later: nothing has failed.
    return 0;
  });
}

/** @throws NotFoundError naming every incident that does not exist */
async function findAll(ids: string[], { store }: Session): Promise<Incident[]> {
  const found: Incident[] = [];
  const missing: string[] = [];
  for (const id of ids) {
    const incident = await store.incidents.find(id);
    if (incident) found.push(incident);
    else missing.push(id);
  }
  if (missing.length === 0) return found;
  const what = missing.length === 1 ? "is no incident" : "are no incidents";
  throw new NotFoundError(`There ${what} ${missing.join(", ")}. Nothing was changed.`, "`soar incidents` lists them.");
}

interface Done {
  changed: Incident[];
  unchanged: Incident[];
  mirrored: Mirrored[];
  act: IncidentAct | undefined;
}

function report(
  { changed, unchanged, mirrored, act }: Done,
  { globals, io, known }: { globals: Globals; io: CliIo; known: ReadonlyMap<string, RunningInstance> },
): void {
  const { terminal } = io;
  if (globals.json) {
    const vendors = mirrored.flatMap((each) => toJsonMirrored(each) ?? []);
    const incidents = [...changed, ...unchanged].map((incident) => toSummary(incident, "whole"));
    terminal.print(JSON.stringify({ incidents, ...(vendors.length > 0 && { mirrored: vendors }) }));
    return;
  }
  if (!globals.quiet) {
    for (const incident of changed) terminal.notice(`incident ${incident.id} ${saidOf(act)}`);
    for (const { id } of unchanged)
      terminal.notice(`incident ${id} ${act?.kind === "close" ? "was closed already" : "was so already"}`);
  }
  for (const name of new Set(changed.map(({ instance }) => instance))) {
    if (known.has(name)) continue;
    terminal.notice(`warning: the instance ${name} is not configured here, so its vendor does not hear of it`);
  }
  for (const each of mirrored) tellMirrored(each, globals, terminal);
}

function saidOf(act: IncidentAct | undefined): string {
  if (act?.kind === "close") return `closed: ${act.reason}`;
  return act?.kind === "assign" ? `assigned to ${act.owner}` : "noted";
}
