import { Fields } from "./fields.ts";
import {
  type IncidentContent,
  type IncidentMapper,
  type IncidentType,
  type MappedFrom,
  SEVERITIES,
  type Severity,
  type SeverityRule,
} from "./incident-content.ts";
import type { Places } from "./places.ts";
import { readFilters, readTransformers } from "./read-value.ts";
import { readIncidentFields } from "./read-incident-fields.ts";

/** `x-soar.incident`; undefined where there is none. Faults are reported at their places. */
export function readIncident(section: Fields | undefined, places: Places): IncidentContent | undefined {
  const incident = section?.child("incident", '"incident"');
  if (incident === undefined) return undefined;
  incident.refuseOthers(["type", "fields", "severity", "mapper", "closeReasons"]);
  const type = readType(incident);
  const severity = readSeverity(incident);
  const mapper = readMapper(incident, places);
  const closeReasons = readCloseReasons(incident);
  const content: IncidentContent = {
    ...(type && { type }),
    fields: readIncidentFields(incident, places),
    ...(severity && { severity }),
    ...(mapper && { mapper }),
    ...(closeReasons && { closeReasons }),
  };
  places.set(content, incident);
  return content;
}

// --- internal ---

function readType(incident: Fields): IncidentType | undefined {
  const type = incident.child("type", '"type" of "incident"');
  if (type === undefined) return undefined;
  type.refuseOthers(["name", "color", "playbook"]);
  const name = type.required("name", "M010", "The name under which XSOAR shows the type.");
  const color = type.required("color", "M010", 'XSOAR asks for one, such as "#2e7d32".');
  const playbook = type.text("playbook");
  if (color !== undefined && !/^#[\da-f]{6}$/iu.test(color)) {
    const at = type.at("color");
    type.report("M100", at, `The color "${clip(color)}" is none.`, 'Write # and six hexadecimal digits: "#2e7d32".');
  }
  return name === undefined || color === undefined ? undefined : { name, color, ...(playbook && { playbook }) };
}

function readSeverity(incident: Fields): SeverityRule | undefined {
  const rule = incident.child("severity", '"severity" of "incident"');
  if (rule === undefined) return undefined;
  rule.refuseOthers(["from", "values"]);
  const from = rule.required("from", "M010", "The path of the vendor's severity in rawJSON.");
  const values = rule.child("values", '"values" of "severity"');
  if (rule.entry("values") === undefined) {
    const hint = "Give each of the vendor's words its severity, and default for all others.";
    rule.report("M010", rule.map.at, '"severity" of "incident" has no "values".', hint);
  }
  const pairs = [...(values?.map.entries ?? [])].flatMap(([word, { value }]): [string, Severity][] => {
    const text = values?.text(word);
    const severity = SEVERITIES.find((each) => text === String(each));
    if (severity !== undefined) return [[word, severity]];
    const hint = "0 unknown, 0.5 informational, 1 low, 2 medium, 3 high, 4 critical.";
    if (value.kind === "scalar") {
      rule.report("M106", value.at, `"${clip(word)}" is given no severity of XSOAR.`, hint);
    }
    return [];
  });
  if (from === undefined) return undefined;
  const { default: otherwise = 0, ...known } = Object.fromEntries(pairs);
  return { from, values: known, otherwise };
}

function readCloseReasons(incident: Fields): Record<string, string> | undefined {
  const reasons = incident.child("closeReasons", '"closeReasons" of "incident"');
  if (reasons === undefined) return undefined;
  const read: Record<string, string> = {};
  for (const [reason, { at, value }] of reasons.map.entries) {
    const state = value.kind === "scalar" ? (value.text ?? "").trim() : "";
    if (state !== "" && reason.trim() !== "") read[reason] = state;
    else {
      const message = `The close reason "${clip(reason)}" names no state of the vendor.`;
      incident.report("M111", at, message, "Write the state that the vendor's item is set to.");
    }
  }
  if (reasons.map.entries.size === 0) {
    incident.report("M111", reasons.map.at, '"closeReasons" names no reason.', "Write one, or leave the key out.");
    return undefined;
  }
  return read;
}

function readMapper(incident: Fields, places: Places): IncidentMapper | undefined {
  const read = incident.child("mapper", '"mapper" of "incident"');
  if (read === undefined) return undefined;
  read.refuseOthers(["name", "fields"]);
  const name = read.required("name", "M010", "The name under which XSOAR lists the mapper.");
  const given = read.child("fields", '"fields" of "mapper"');
  const fields: IncidentMapper["fields"] = {};
  for (const [target, { value }] of given?.map.entries ?? []) {
    const from =
      value.kind === "map"
        ? readComplex(new Fields(value, read.report, `the source of "${target}"`))
        : readSimple(target, given);
    if (from !== undefined) fields[target] = from;
  }
  if (given) places.set(fields, given);
  return { name: name ?? "", fields };
}

function readSimple(target: string, given: Fields | undefined): MappedFrom | undefined {
  const isText = given?.entry(target)?.value.kind !== "list";
  const simple = isText ? given?.required(target, "M010", "The path of its value in rawJSON.") : given.text(target);
  return simple === undefined ? undefined : { simple };
}

function readComplex(source: Fields): MappedFrom | undefined {
  source.refuseOthers(["root", "accessor", "filters", "transformers"]);
  const root = source.required("root", "M010", "The path of its value in rawJSON.");
  const accessor = source.text("accessor");
  const filters = readFilters(source.list("filters"), source.what, source.report);
  const transformers = readTransformers(source.list("transformers"), source.what, source.report);
  if (root === undefined) return undefined;
  return {
    complex: {
      root,
      ...(accessor && { accessor }),
      ...(filters.length > 0 && { filters }),
      ...(transformers.length > 0 && { transformers }),
    },
  };
}

function clip(text: string): string {
  return text.slice(0, 60);
}
