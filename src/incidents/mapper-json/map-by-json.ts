import { isJsonObject, isUnsafeKey, type Json, type JsonObject } from "../../json.ts";
import type { IncidentContent } from "../../manifest/incident-content.ts";
import type { Value } from "../../manifest/value.ts";
import { evaluateValue } from "../../values/evaluate.ts";
import { ValueError } from "../../values/value-error.ts";
import { toFieldValue } from "../field-value.ts";
import type { Label } from "../incident.ts";
import type { Mappable, MapIncident } from "../map-incident.ts";
import { classify } from "./classify.ts";
import { ALL_TYPES, type JsonClassifier, type JsonMapper, type TypeMapping } from "./mapper-file.ts";
import { toSeverity } from "./severity.ts";
import { topLevelKeys } from "./top-level-keys.ts";

export interface JsonMapping {
  mapper?: JsonMapper;
  classifier?: JsonClassifier;
  /** Declares fields, by which display names become machine names and values get their types. */
  content: IncidentContent | undefined;
  /** The instance's incident type. */
  incidentType?: string;
  /** Fills in what the mapper leaves out. @default nothing */
  otherwise?: MapIncident;
  /** Epoch milliseconds. */
  now: () => number;
}

/**
 * The mapping of XSOAR's own classifier and mapper files: first the rules common to all types, then those of the
 * incident's. What a rule gives replaces what the handler has set; a rule that gives nothing leaves its field alone.
 */
export function createJsonMapping(mapping: JsonMapping): MapIncident {
  const { mapper, classifier, content, incidentType, otherwise = unchanged, now } = mapping;
  const fields = fieldsOf(content);
  return (incident) => {
    const { rawJSON } = incident;
    const event = rawJSON === undefined ? undefined : parsed(rawJSON);
    if (event === undefined) {
      return { incident, warnings: rawJSON === undefined ? [] : ["rawJSON is no JSON, so no field was made of it."] };
    }
    const warnings = new Set<string>();
    const attempt = attempting(warnings);
    const classified = classifier && attempt("The classifier", () => classify(classifier, event, now));
    for (const warning of classified?.warnings ?? []) warnings.add(warning);
    const type = classified?.type ?? incident.type ?? incidentType;
    const rules = mapper ? rulesOf(mapper, type) : [];
    const made: Made = { system: {}, custom: {} };
    for (const [name, value] of rules.flatMap((each) => [...each.fields])) {
      const found = attempt(`Field "${name}"`, () => evaluateValue(value, { root: event, now, simple: "path" }));
      for (const warning of found?.warnings ?? []) warnings.add(warning);
      if (found?.value !== undefined && found.value !== null) put(made, name, found.value, fields);
    }
    const labels = labelsOf(event, rules);
    // An update of an incident must not give it another type.
    const isWhole = incident.name !== undefined && incident.occurred !== undefined;
    const CustomFields = { ...incident.CustomFields, ...made.custom };
    const own = {
      ...incident,
      ...(isWhole && classified?.type !== undefined && { type: classified.type }),
      ...made.system,
      ...(Object.keys(CustomFields).length > 0 && { CustomFields }),
      ...(labels.length > 0 && { labels }),
    };
    const rest = otherwise(own);
    return { incident: rest.incident, warnings: [...warnings, ...rest.warnings] };
  };
}

// --- internal ---

interface Made {
  system: Mappable;
  custom: JsonObject;
}

/** Declared fields by each of their names. */
type KnownFields = ReadonlyMap<string, IncidentContent["fields"][number]>;

function unchanged<T extends Mappable>(incident: T) {
  return { incident, warnings: [] };
}

function fieldsOf(content: IncidentContent | undefined): KnownFields {
  const fields = content?.fields ?? [];
  return new Map([
    ...fields.map((field) => [field.cliName, field] as const),
    // Second, as a display name goes before a machine name.
    ...fields.map((field) => [field.name, field] as const),
  ]);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Told by who asked.
    return undefined;
  }
}

/** What cannot be worked with leaves its field alone and is told. */
function attempting(warnings: Set<string>): <T>(what: string, work: () => T) => T | undefined {
  return (what, work) => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      warnings.add(`${what}: ${error.message}`);
      return undefined;
    }
  };
}

/** Those of all types, then those of the type, or of the mapper's default type where it has none for this one. */
function rulesOf({ types, defaultType }: JsonMapper, type: string | undefined): TypeMapping[] {
  const own = types.get(type ?? "") ?? types.get(defaultType ?? "");
  return [types.get(ALL_TYPES), own].filter((each) => each !== undefined);
}

function put(made: Made, name: string, value: Json, fields: KnownFields): void {
  const declared = fields.get(name);
  const machineName = declared?.cliName ?? name.toLowerCase().replace(/[^a-z0-9]/gu, "");
  if (machineName === "" || isUnsafeKey(machineName)) return;
  if (declared === undefined && putSystem(made.system, machineName, value)) return;
  made.custom[machineName] = toFieldValue(value, declared?.type);
}

/** Whether it is a field that every incident has. */
function putSystem(system: Mappable, name: string, value: Json): boolean {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (name === "severity") system.severity = toSeverity(value);
  else if (name === "name" || name === "details" || name === "type") system[name] = text;
  else if (name === "occurred") {
    const at = Date.parse(text);
    if (!Number.isNaN(at)) system.occurred = new Date(at).toISOString();
  } else return false;
  return true;
}

/** The keys at the event's top that no rule reads; none where the type's rules say so. */
function labelsOf(event: Json, rules: readonly TypeMapping[]): Label[] {
  if (rules.at(-1)?.makesLabels !== true || !isJsonObject(event)) return [];
  const consumed = new Set(
    rules.flatMap(({ fields }) => [...fields.values()].flatMap((value: Value) => topLevelKeys(value))),
  );
  return Object.entries(event).flatMap(([type, value]) =>
    consumed.has(type) || value === null
      ? []
      : [{ type, value: typeof value === "string" ? value : JSON.stringify(value) }],
  );
}
