// What incidents of an integration are made of (`x-soar.incident`), in the terms of XSOAR's content.

import type { Filter, TransformerCall } from "./value.ts";

/** XSOAR's severity codes: 0 unknown, 0.5 informational, 1 low, 2 medium, 3 high, 4 critical. */
export type Severity = 0 | 0.5 | 1 | 2 | 3 | 4;

export const SEVERITIES: readonly Severity[] = [0, 0.5, 1, 2, 3, 4];

/** XSOAR's types of incident fields. */
export const FIELD_TYPES = [
  "shortText",
  "longText",
  "number",
  "boolean",
  "singleSelect",
  "multiSelect",
  "date",
  "markdown",
  "html",
  "url",
  "user",
  "role",
  "attachments",
  "sla",
  "timer",
  "grid",
  "tagsSelect",
] as const;

export type FieldType = (typeof FIELD_TYPES)[number];

export interface IncidentContent {
  type?: IncidentType;
  fields: IncidentField[];
  severity?: SeverityRule;
  mapper?: IncidentMapper;
  /** What the vendor's item is set to, by the reason for which its incident is closed. */
  closeReasons?: Record<string, string>;
}

/** The reasons of XSOAR, where a manifest declares none: the vendor is told the reason itself. */
export const CLOSE_REASONS: Record<string, string> = {
  "False Positive": "False Positive",
  Resolved: "Resolved",
  Other: "Other",
  Duplicate: "Duplicate",
};

export interface IncidentType {
  name: string;
  /** `#rrggbb` */
  color: string;
  /** Name of the playbook that runs on its incidents. */
  playbook?: string;
}

export interface IncidentField {
  /** As people see it. */
  name: string;
  /** The machine name, by which `CustomFields` holds it. */
  cliName: string;
  type: FieldType;
  description: string;
  /** The heading under which lists of incidents show it; absent: they do not. */
  column?: string;
  /** The allowed values of the select types. */
  options?: string[];
  /** The columns of a grid. */
  columns?: GridColumn[];
}

export interface GridColumn {
  /** The key of a row's object that it shows. */
  key: string;
  title: string;
  type: FieldType;
}

/** How the vendor's severity becomes XSOAR's. */
export interface SeverityRule {
  /** DT of the vendor's severity in an incident's rawJSON. */
  from: string;
  /** By the vendor's words. */
  values: Record<string, Severity>;
  /** For all other words, and where there is none. */
  otherwise: Severity;
}

export interface IncidentMapper {
  name: string;
  /** By cliName, or by the name of one of `MAPPED_SYSTEM_FIELDS`. */
  fields: Record<string, MappedFrom>;
}

/** Where a field's value stands in an incident's rawJSON: a value as XSOAR's mappers write it. */
export type MappedFrom =
  | { simple: string }
  | { complex: { root: string; accessor?: string; filters?: Filter[][]; transformers?: TransformerCall[] } };

/** Fields of every incident that a mapper can fill; the severity has a rule of its own. */
export const MAPPED_SYSTEM_FIELDS = ["name", "occurred", "details"] as const;

/** The custom fields that lists of incidents show: cliName → heading. */
export function incidentColumns(content: IncidentContent | undefined): Record<string, string> {
  const shown = content?.fields.flatMap(({ cliName, column }) => (column === undefined ? [] : [[cliName, column]]));
  return Object.fromEntries(shown ?? []) as Record<string, string>;
}
