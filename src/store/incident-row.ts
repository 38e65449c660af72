import type { Selectable, Updateable } from "kysely";
import { isRecord, type JsonObject } from "../json.ts";
import type { FetchedIncident, Incident, IncidentState, Label, Severity } from "../incidents/incident.ts";
import { damaged, readJson, readJsonObject } from "./json-column.ts";
import type { Schema } from "./schema.ts";

type Row = Selectable<Schema["incident"]>;

/** The columns that come from the vendor. */
type FetchedColumns = Omit<
  Row,
  "number" | "instance" | "source_id" | "state" | "created_at" | "owner" | "close_reason" | "close_notes" | "closed_at"
>;

export function toIncident(row: Row): Incident {
  const what = `incident ${row.number}`;
  return {
    id: String(row.number),
    sourceId: row.source_id,
    instance: row.instance,
    state: parseState(row.state, what),
    createdAt: new Date(row.created_at).toISOString(),
    name: row.name,
    occurred: row.occurred,
    severity: parseSeverity(row.severity, what),
    ...(row.type === null ? {} : { type: row.type }),
    ...(row.details === null ? {} : { details: row.details }),
    rawJSON: row.raw_json,
    ...(row.custom_fields === null ? {} : { CustomFields: parseCustomFields(row.custom_fields, what) }),
    ...(row.labels === null ? {} : { labels: parseLabels(row.labels, what) }),
    ...(row.owner === null ? {} : { owner: row.owner }),
    ...(row.close_reason === null ? {} : { closeReason: row.close_reason }),
    ...(row.close_notes === null ? {} : { closeNotes: row.close_notes }),
    ...(row.closed_at === null ? {} : { closedAt: new Date(row.closed_at).toISOString() }),
  };
}

/** The columns of a new incident; `type` is for one that names none itself. */
export function toColumns(incident: FetchedIncident, type: string | undefined): FetchedColumns {
  return {
    name: incident.name,
    occurred: incident.occurred,
    severity: incident.severity ?? 0,
    type: incident.type ?? type ?? null,
    details: incident.details ?? null,
    raw_json: incident.rawJSON,
    custom_fields: incident.CustomFields === undefined ? null : JSON.stringify(incident.CustomFields),
    labels: incident.labels === undefined ? null : JSON.stringify(incident.labels),
  };
}

/** The columns that `updates` changes. Custom fields are added to those of `row`; what is not named stays. */
export function toChangedColumns(row: Row, updates: Partial<FetchedIncident>): Updateable<Schema["incident"]> {
  const { name, occurred, severity, type, details, rawJSON, CustomFields, labels } = updates;
  const before: JsonObject =
    row.custom_fields === null ? {} : parseCustomFields(row.custom_fields, `incident ${row.number}`);
  return {
    ...(name === undefined ? {} : { name }),
    ...(occurred === undefined ? {} : { occurred }),
    ...(severity === undefined ? {} : { severity }),
    ...(type === undefined ? {} : { type }),
    ...(details === undefined ? {} : { details }),
    ...(rawJSON === undefined ? {} : { raw_json: rawJSON }),
    ...(CustomFields === undefined ? {} : { custom_fields: JSON.stringify({ ...before, ...CustomFields }) }),
    ...(labels === undefined ? {} : { labels: JSON.stringify(labels) }),
  };
}

/** @throws StoreError unless it is the state of an incident */
export function parseState(text: string, what: string): IncidentState {
  const state = STATES.find((each) => each === text);
  if (state === undefined) throw damaged(`state of ${what}`);
  return state;
}

// --- internal ---

const STATES: readonly IncidentState[] = ["pending", "active", "closed"];
const SEVERITIES: readonly Severity[] = [0, 0.5, 1, 2, 3, 4];

function parseSeverity(value: number, what: string): Severity {
  const severity = SEVERITIES.find((each) => each === value);
  if (severity === undefined) throw damaged(`severity of ${what}`);
  return severity;
}

function parseLabels(text: string, what: string): Label[] {
  const value: unknown = readJson(text, `labels of ${what}`);
  if (!Array.isArray(value) || !value.every(isLabel)) throw damaged(`labels of ${what}`);
  return value;
}

function isLabel(value: unknown): value is Label {
  return isRecord(value) && typeof value.type === "string" && typeof value.value === "string";
}

function parseCustomFields(text: string, what: string): JsonObject {
  return readJsonObject(text, `custom fields of ${what}`);
}
