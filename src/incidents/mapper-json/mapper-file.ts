import { Fields } from "../../manifest/fields.ts";
import type { Faults } from "../../manifest/findings.ts";
import { readValue } from "../../manifest/read-value.ts";
import type { Value } from "../../manifest/value.ts";
import { readYaml } from "../../manifest/yaml.ts";
import type { YamlMap } from "../../manifest/yaml-tree.ts";
import { lintingParts } from "../../values/lint-value.ts";

/** What an XSOAR mapper does with the incidents of one type. */
export interface TypeMapping {
  /** Keys of the event that no field takes become labels. */
  makesLabels: boolean;
  /** By display name or machine name of the field. */
  fields: Map<string, Value>;
}

/** An incoming mapper. */
export interface JsonMapper {
  /** By incident type. */
  types: Map<string, TypeMapping>;
  defaultType?: string;
}

export interface JsonClassifier {
  /** What is looked up; absent: everything is of the default type. */
  value?: Value;
  /** Value → incident type. */
  types: Map<string, string>;
  defaultType?: string;
}

/** A file may be both: before XSOAR 6.0 there was one for the two. */
export interface MapperFile {
  mapper?: JsonMapper;
  classifier?: JsonClassifier;
  faults: Faults;
}

/** The rules common to all types. */
export const ALL_TYPES = "dbot_classification_incident_type_all";

/** Reads a mapper or classifier of XSOAR (JSON, or the same as YAML), with everything that is wrong with it. */
export function readMapperFile(text: string): MapperFile {
  const { root, faults } = readYaml(text);
  if (root === undefined) return { faults };
  if (root.kind !== "map") {
    faults.report("V010", root.at, "The file is no map of keys and values.", "Export it from XSOAR once more.");
    return { faults };
  }
  const fields = new Fields(root, faults.report, "the file");
  const type = fields.text("type");
  if (type === "mapping-outgoing") {
    faults.report("V011", fields.at("type"), "This mapper is for outgoing data.", "Take the incoming mapper.");
  }
  const hasMapping = fields.entry("mapping") !== undefined;
  const classifies = type === "classification" || (fields.entry("keyTypeMap") !== undefined && type === undefined);
  if (!hasMapping && !classifies) {
    const what = type === "mapping-incoming" ? 'The mapper has no "mapping".' : "The file is no mapper or classifier.";
    faults.report("V010", root.at, what, 'A mapper has "mapping", a classifier the type "classification".');
  }
  return {
    ...(hasMapping && { mapper: readMapper(fields) }),
    ...(classifies && { classifier: readClassifier(fields) }),
    faults,
  };
}

// --- internal ---

function readMapper(fields: Fields): JsonMapper {
  const types = new Map<string, TypeMapping>();
  const mapping = fields.child("mapping", '"mapping"');
  for (const [type, { value }] of mapping?.map.entries ?? []) {
    if (value.kind === "map") types.set(type, readTypeMapping(value, type, fields));
    else if (value.json !== null) {
      fields.report(
        "V010",
        value.at,
        `The mapping of "${type.slice(0, 60)}" is no map.`,
        "Write internalMapping below it.",
      );
    }
  }
  return { types, ...defaultTypeOf(fields) };
}

function readTypeMapping(map: YamlMap, type: string, { report }: Fields): TypeMapping {
  const mapping = new Fields(map, report, `the mapping of "${type.slice(0, 60)}"`);
  const fields = new Map<string, Value>();
  const internal = mapping.child("internalMapping", `"internalMapping" of ${mapping.what}`);
  const onPart = lintingParts(report);
  for (const [field, { value }] of internal?.map.entries ?? []) {
    const read = readValue(value, `field "${field.slice(0, 60)}"`, report, onPart);
    if (read !== undefined) fields.set(field, read);
  }
  return { makesLabels: !mapping.flag("dontMapEventToLabels"), fields };
}

function readClassifier(fields: Fields): JsonClassifier {
  const types = new Map<string, string>();
  const known = fields.child("keyTypeMap", '"keyTypeMap"');
  for (const key of known?.map.entries.keys() ?? []) {
    const type = known?.text(key);
    if (type !== undefined && type !== "") types.set(key, type);
  }
  const transformer = fields.entry("transformer")?.value;
  const value = transformer && readValue(transformer, '"transformer"', fields.report, lintingParts(fields.report));
  return { ...(value && { value }), types, ...defaultTypeOf(fields) };
}

function defaultTypeOf(fields: Fields): { defaultType?: string } {
  const defaultType = fields.text("defaultIncidentType");
  return defaultType === undefined || defaultType === "" ? {} : { defaultType };
}
