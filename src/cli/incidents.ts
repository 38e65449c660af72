import { resolve } from "node:path";
import { openIntegration, packageRoot } from "../dispatch/integration.ts";
import { NotFoundError, toSoarError } from "../errors.ts";
import type { Incident } from "../incidents/incident.ts";
import type { OutgoingChange } from "../incidents/mirror.ts";
import { incidentColumns } from "../manifest/incident-content.ts";
import { didYouMean } from "../nearest.ts";
import type { CliIo, Globals } from "./globals.ts";
import { toSummary } from "./incident-summary.ts";
import { coloursOf } from "./render/colours.ts";
import { renderTable } from "./render/table.ts";
import { withStore } from "./session.ts";
import { withoutControls } from "./terminal.ts";

/**
 * `soar incidents [id]`: the incidents, newest first, or one of them whole.
 * @param actions what can stand in the place of an id: one may have been misspelt
 */
export async function incidents(
  id: string | undefined,
  globals: Globals,
  io: CliIo,
  actions: readonly string[] = [],
): Promise<number> {
  return withStore(globals, io, async (store) => {
    const { terminal } = io;
    if (id !== undefined) {
      const incident = await store.incidents.find(id);
      if (!incident) {
        const near = didYouMean(id, actions);
        throw new NotFoundError(`There is no incident ${id}.${near}`, "`soar incidents` lists them.");
      }
      const changes = await store.mirror.changes(id);
      terminal.print(
        globals.json
          ? JSON.stringify({ incidents: [{ ...toSummary(incident, "whole"), ...toJsonChanges(changes) }] })
          : describe(incident, changes),
      );
      return 0;
    }
    const found = await store.incidents.list({ limit: MOST_SHOWN });
    if (globals.json) {
      terminal.print(JSON.stringify({ incidents: found.map((incident) => toSummary(incident)) }));
    } else if (found.length > 0) {
      terminal.print(incidentTable(found, await columnsOf(globals, io), io));
    } else if (!globals.quiet) {
      terminal.notice("No incidents yet. `soar fetch` gets them.");
    }
    return 0;
  });
}

/**
 * Incidents as a table: time, severity, name, and the custom fields that `fields` names (field → heading) and that any
 * of the incidents has, in front of the name because that is the longest.
 */
export function incidentTable(found: Incident[], fields: Record<string, string>, { terminal }: CliIo): string {
  const shown = Object.entries(fields).filter(([field]) => found.some(({ CustomFields }) => CustomFields?.[field]));
  const headers = ["ID", "Time", "Severity", ...shown.map(([, heading]) => heading), "Name"];
  const rows = found.map((incident) => [
    incident.id,
    incident.occurred,
    SEVERITIES[incident.severity],
    ...shown.map(([field]) => textOf(incident.CustomFields?.[field])),
    incident.name,
  ]);
  return renderTable(
    headers,
    rows.map((row) => row.map(withoutControls)),
    terminal.columns,
    coloursOf(terminal),
  );
}

// --- internal ---

const MOST_SHOWN = 1_000;

const SEVERITIES = { 0: "Unknown", 0.5: "Informational", 1: "Low", 2: "Medium", 3: "High", 4: "Critical" } as const;

/**
 * The columns that the integration at hand gives its incidents. The list is in the store, and is shown even while the
 * manifest cannot be read.
 */
async function columnsOf({ integration, quiet }: Globals, { terminal }: CliIo): Promise<Record<string, string>> {
  try {
    const { manifest } = await openIntegration(resolve(integration ?? packageRoot));
    return incidentColumns(manifest.soar.incident);
  } catch (thrown) {
    if (!quiet) terminal.notice(`warning: ${toSoarError(thrown).message}`);
    return {};
  }
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function describe(incident: Incident, changes: readonly OutgoingChange[]): string {
  const { rawJSON, CustomFields, ...fields } = incident;
  const lines = Object.entries({ ...fields, ...CustomFields }).map(([key, value]) => `${key} = ${textOf(value)}`);
  const told = changes.map((change) => `${change.change.kind} → ${stateOf(change)}`);
  return withoutControls([...lines, ...told, "rawJSON =", indented(rawJSON)].join("\n"));
}

/** What the vendor was to hear, and whether it has. */
function toJsonChanges(changes: readonly OutgoingChange[]) {
  if (changes.length === 0) return {};
  return {
    changes: changes.map(({ change, intendedAt, doneAt, error }) => ({
      kind: change.kind,
      at: new Date(intendedAt).toISOString(),
      outcome: doneAt === undefined ? "waiting" : error === undefined ? "done" : "refused",
      ...(error !== undefined && { error }),
    })),
  };
}

function stateOf({ doneAt, error }: OutgoingChange): string {
  if (doneAt === undefined) return `waits to be handed over to the vendor${error === undefined ? "" : `: ${error}`}`;
  return error === undefined ? "handed over to the vendor" : `refused by the vendor: ${error}`;
}

/** The vendor's object laid out, or the text as it is when it is no JSON. */
function indented(rawJSON: string): string {
  try {
    return JSON.stringify(JSON.parse(rawJSON), null, 2);
  } catch {
    // Only JSON.parse can fail here.
    return rawJSON;
  }
}
