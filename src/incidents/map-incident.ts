import { type Dt, parseDt } from "../context/dt/parse.ts";
import { evaluateDt } from "../context/dt/evaluate.ts";
import { ManifestError } from "../errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { IncidentContent, MappedFrom, SeverityRule } from "../manifest/incident-content.ts";
import type { Value } from "../manifest/value.ts";
import { evaluateValue } from "../values/evaluate.ts";
import { ValueError } from "../values/value-error.ts";
import { toFieldValue } from "./field-value.ts";
import type { FetchedIncident, Severity } from "./incident.ts";

/** What a fetch handler hands over: an incident, or the updates of one. */
export type Mappable = Partial<FetchedIncident>;

export interface Mapped<T> {
  incident: T & Mappable;
  /** What could not be evaluated, in sentences. */
  warnings: string[];
}

/**
 * Fills in what an incident leaves out (custom fields, severity, name, occurred, details) from its rawJSON.
 * What the handler has set stays; a path that gives nothing leaves its field alone.
 */
export type MapIncident = <T extends Mappable>(incident: T) => Mapped<T>;

/**
 * The mapping that a manifest's `x-soar.incident` declares, its paths read once.
 * @param now epoch milliseconds, for DTs that ask for the time
 * @throws ManifestError naming every path that cannot be read
 */
export function createMapIncident(content: IncidentContent | undefined, now: () => number): MapIncident {
  const { severity, mapper } = content ?? {};
  if (!severity && !mapper) return (incident) => ({ incident, warnings: [] });
  const faults: unknown[] = [];
  const read = (text: string): Dt | undefined => {
    try {
      return parseDt(text);
    } catch (cause) {
      faults.push(cause);
      return undefined;
    }
  };
  const sources = Object.entries(mapper?.fields ?? {}).flatMap(([field, from]): [string, Source][] => {
    const dt = read(pathOf(from));
    if (dt === undefined) return [];
    const value = worked(from);
    return [[field, value ? { value } : { dt }]];
  });
  const severityPath = severity && read(severity.from);
  if (faults.length > 0) throw unreadable(faults);
  const toSeverity = severity && severityReader(severity);
  const types = new Map(content?.fields.map(({ cliName, type }) => [cliName, type]));

  return (incident) => {
    const { rawJSON } = incident;
    if (rawJSON === undefined) return { incident, warnings: [] };
    const root = parsed(rawJSON);
    if (root === undefined) return { incident, warnings: ["rawJSON is no JSON, so no field was made of it."] };
    const warnings = new Set<string>();
    const valueOf = (dt: Dt) => {
      const { value, warnings: more } = evaluateDt(dt, { root, now });
      for (const warning of more) warnings.add(warning);
      return value === null ? undefined : value;
    };
    const made = (field: string, source: Source): Json | undefined => {
      if ("dt" in source) return valueOf(source.dt);
      try {
        const { value, warnings: more } = evaluateValue(source.value, { root, now });
        for (const warning of more) warnings.add(warning);
        return value ?? undefined;
      } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        warnings.add(`Field "${field}": ${error.message}`);
        return undefined;
      }
    };
    const system: Mappable = {};
    const custom: JsonObject = {};
    for (const [field, source] of sources) {
      const value = made(field, source);
      if (value === undefined) continue;
      if (isSystemField(field)) Object.assign(system, systemField(field, value));
      else custom[field] = toFieldValue(value, types.get(field));
    }
    const CustomFields = { ...custom, ...incident.CustomFields };
    const mapped = {
      ...system,
      ...(severityPath && toSeverity && { severity: toSeverity(valueOf(severityPath)) }),
      ...incident,
      ...(Object.keys(CustomFields).length > 0 && { CustomFields }),
    };
    return { incident: mapped, warnings: [...warnings] };
  };
}

/** A mapper's source as one DT: what stands at `accessor` of each value of `root`. */
export function pathOf(from: MappedFrom): string {
  if ("simple" in from) return from.simple;
  const { root, accessor } = from.complex;
  return accessor === undefined ? root : `${root}.${accessor}`;
}

// --- internal ---

/** A path, or a value with more to do than to read it. */
type Source = { dt: Dt } | { value: Value };

/** The value of a source that filters or transforms. */
function worked(from: MappedFrom): Value | undefined {
  if ("simple" in from) return undefined;
  const { filters = [], transformers = [], ...complex } = from.complex;
  return filters.length + transformers.length === 0 ? undefined : { complex: { ...complex, filters, transformers } };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Told by who asked.
    return undefined;
  }
}

function isSystemField(field: string): field is "name" | "occurred" | "details" {
  return field === "name" || field === "occurred" || field === "details";
}

function systemField(field: "name" | "occurred" | "details", value: Json): Mappable {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (field !== "occurred") return { [field]: text };
  const at = Date.parse(text);
  return Number.isNaN(at) ? {} : { occurred: new Date(at).toISOString() };
}

/** The vendor's words count in any case. */
function severityReader({ values, otherwise }: SeverityRule): (value: Json | undefined) => Severity {
  const known = new Map(Object.entries(values).map(([word, severity]) => [word.toLowerCase(), severity]));
  return (value) =>
    value === undefined || Array.isArray(value) || isJsonObject(value)
      ? otherwise
      : (known.get(String(value).trim().toLowerCase()) ?? otherwise);
}

function unreadable(faults: unknown[]): ManifestError {
  const messages = faults.map((fault) => (fault instanceof Error ? fault.message : String(fault)));
  return new ManifestError(
    `x-soar.incident has paths that cannot be read: ${messages.join("; ")}`,
    "Write paths of rawJSON, such as alert.id. `soar lint` shows their places.",
    { cause: faults[0] },
  );
}
