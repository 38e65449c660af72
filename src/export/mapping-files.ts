import type { Json, JsonObject } from "../json.ts";
import type { IncidentContent, MappedFrom, SeverityRule } from "../manifest/incident-content.ts";
import type { Filter, Operand } from "../manifest/value.ts";
import type { FileTree } from "../scaffold/scaffold.ts";
import { jsonFile } from "./json-file.ts";

export interface MappingFiles {
  files: FileTree;
  /** Ids of the classifier and the mapper; absent where there is none. */
  classifier?: string;
  mapper?: string;
}

/** The classifier, which gives every incident the one type, and the incoming mapper. Without a type there is neither. */
export function mappingFiles(
  content: IncidentContent,
  { display, file, fromVersion }: { display: string; file: string; fromVersion: string },
): MappingFiles {
  const { type, mapper } = content;
  if (type === undefined) return { files: {} };
  const classifier = `${display} - Classifier`;
  const named = (id: string, kind: string): JsonObject => ({
    id,
    name: id,
    type: kind,
    version: -1,
    fromVersion,
    defaultIncidentType: type.name,
  });
  const files: FileTree = {
    [`Classifiers/classifier-${file}.json`]: jsonFile({
      ...named(classifier, "classification"),
      description: `Makes every incident of ${display} a ${type.name}.`,
      feed: false,
      keyTypeMap: {},
      transformer: { simple: "" },
      unclassifiedCases: {},
    }),
  };
  if (mapper === undefined) return { files, classifier };
  files[`Classifiers/classifier-mapper-incoming-${file}.json`] = jsonFile({
    ...named(mapper.name, "mapping-incoming"),
    description: `Fills the fields of incidents of ${display}.`,
    feed: false,
    mapping: { [type.name]: { dontMapEventToLabels: true, internalMapping: internalMapping(content) } },
  });
  return { files, classifier, mapper: mapper.name };
}

// --- internal ---

/** By the names that XSOAR's mappers use: a custom field's display name, a system field's own. */
function internalMapping({ fields, severity, mapper }: IncidentContent): JsonObject {
  const names = new Map(fields.map(({ cliName, name }) => [cliName, name]));
  const mapped = Object.entries(mapper?.fields ?? {}).map(([target, from]): [string, Json] => [
    names.get(target) ?? target,
    source(from),
  ]);
  return Object.fromEntries(severity ? [...mapped, ["severity", severitySource(severity)]] : mapped);
}

function source(from: MappedFrom): Json {
  if ("simple" in from) return { simple: from.simple };
  const { root, accessor, filters = [], transformers = [] } = from.complex;
  return {
    complex: {
      root,
      ...(accessor && { accessor }),
      filters: filters.map((group) => group.map(filterSource)),
      transformers: transformers.map(({ operator, args }) => ({
        operator,
        args: Object.fromEntries(Object.entries(args).map(([name, operand]) => [name, operandSource(operand)])),
      })),
    },
  };
}

function filterSource({ operator, ignoreCase, left, right }: Filter): Json {
  return { operator, ...(ignoreCase && { ignorecase: true }), left: operandSource(left), right: operandSource(right) };
}

function operandSource({ value, isContext }: Operand): Json {
  if (value === undefined) return {};
  return { value: "simple" in value ? { simple: value.simple } : source(value), ...(isContext && { iscontext: true }) };
}

/** XSOAR's own transformer script for words, of its pack Filters And Transformers. */
function severitySource({ from, values }: SeverityRule): Json {
  const transformer = {
    operator: "MapValuesTransformer",
    args: {
      input_values: { value: { simple: listText(Object.keys(values)) } },
      mapped_values: { value: { simple: listText(Object.values(values).map(String)) } },
    },
  };
  return { complex: { root: from, filters: [], transformers: [transformer] } };
}

/** A list as scripts read it: by commas, or as JSON where a member has one. */
function listText(members: string[]): string {
  return members.some((member) => /[,[\]]/u.test(member)) ? JSON.stringify(members) : members.join(",");
}
