import { isJsonObject, isUnsafeKey, type Json, type JsonObject } from "../json.ts";
import { Fields } from "../manifest/fields.ts";
import type { Faults, Report } from "../manifest/findings.ts";
import { readYaml } from "../manifest/yaml.ts";
import type { YamlMap, YamlNode } from "../manifest/yaml-tree.ts";
import { cronFault } from "./cron.ts";
import type { InstanceConfig } from "./load.ts";
import { hasReference, type ReferenceSources, resolveReferences } from "./references.ts";

/** One instance as written: its name is known, the rest is read when it is wanted. */
export interface WrittenInstance {
  name: string;
  /** Reads the rest and resolves the references; faults go into `faults` of the file. */
  read: (sources: ReferenceSources) => InstanceConfig;
}

/** The instances of a `soar.yml`, in its order, and what is wrong with the file. */
export function readSoarYml(text: string): { instances: WrittenInstance[]; faults: Faults } {
  const { root, faults } = readYaml(text);
  if (root === undefined) return { instances: [], faults };
  if (root.kind !== "map") {
    faults.report("M006", root.at, "The file is no map of keys and values.", "It begins with instances:.");
    return { instances: [], faults };
  }
  const fields = new Fields(root, faults.report, "the file");
  fields.refuseOthers(["instances", "sinks"]);
  const maps = fields.maps("instances");
  if (maps.length === 0 && !fields.entry("sinks")) {
    faults.report("M010", root.at, "The file names no instance.", "Write instances: and below it - name: and params:.");
  }
  const taken = new Set<string>();
  const instances = maps.flatMap((map) => {
    const nameless = new Fields(map, faults.report, "an instance");
    const name = nameless.required("name", "M010", "Name the instance, as --instance will.");
    if (name === undefined) return [];
    const at = nameless.entry("name")?.value.at ?? map.at;
    if (taken.has(name)) faults.report("M003", at, `Instance "${name}" is there twice.`, "Rename one of the two.");
    taken.add(name);
    return [{ name, read: (sources: ReferenceSources) => readInstance(map, name, faults.report, sources) }];
  });
  return { instances, faults };
}

// --- internal ---

const KNOWN = ["name", "integration", "params", "ca", "budget", "schedule", "playbook", "mapper", "classifier"];

function readInstance(map: YamlMap, name: string, report: Report, sources: ReferenceSources): InstanceConfig {
  const fields = new Fields(map, report, `instance "${name}"`);
  fields.refuseOthers(KNOWN);
  const budget = fields.child("budget", `"budget" of instance "${name}"`);
  budget?.refuseOthers(["requests", "perMs"]);
  const requests = budget?.count("requests", "M081");
  const perMs = budget?.count("perMs", "M081");
  if (budget !== undefined)
    for (const key of ["requests", "perMs"]) budget.required(key, "M081", "Write both numbers.");
  const [integration, schedule, playbook] = ["integration", "schedule", "playbook"].map((key) => fields.text(key));
  const [mapper, classifier] = ["mapper", "classifier"].map((key) => fields.text(key));
  const unsound = schedule === undefined ? undefined : cronFault(schedule);
  if (unsound)
    report("M012", fields.at("schedule"), `"schedule" of instance "${name}": ${unsound.message}`, unsound.hint);
  const written = fields.child("params", `"params" of instance "${name}"`);
  const referenced: string[] = [];
  const params =
    written === undefined ? {} : resolveNode(written.map, "", { report, sources, referenced, within: "params." });
  const certificate = fields.entry("ca")?.value;
  const ca = certificate && resolveNode(certificate, "ca", { report, sources, referenced: [], within: "" });
  return {
    name,
    params: isJsonObject(params) ? params : {},
    referenced,
    ...(integration === undefined ? {} : { integration }),
    ...(typeof ca === "string" && ca !== "" ? { ca } : {}),
    ...(requests === undefined || perMs === undefined ? {} : { budget: { requests, perMs } }),
    ...(schedule === undefined ? {} : { schedule }),
    ...(mapper === undefined ? {} : { mapper }),
    ...(classifier === undefined ? {} : { classifier }),
    ...(playbook === undefined ? {} : { playbook }),
  };
}

interface Resolving {
  report: Report;
  sources: ReferenceSources;
  /** Dotted names of the values that held a reference. */
  referenced: string[];
  /** What messages put before a value's path. */
  within: string;
}

/** A value with its references resolved. Numbers stay the text that they are written as. */
function resolveNode(node: YamlNode, path: string, resolving: Resolving): Json {
  if (node.kind === "list") return node.items.map((item) => resolveNode(item, path, resolving));
  if (node.kind === "map") {
    const resolved: JsonObject = {};
    for (const [key, { value }] of node.entries) {
      if (!isUnsafeKey(key)) resolved[key] = resolveNode(value, path === "" ? key : `${path}.${key}`, resolving);
    }
    return resolved;
  }
  if (node.text === undefined) return null;
  if (!hasReference(node.text)) return node.text;
  resolving.referenced.push(path);
  const outcome = resolveReferences(node.text, resolving.sources);
  if ("value" in outcome) return outcome.value;
  if (resolving.sources.mayLack) return null;
  for (const fault of outcome.faults) {
    resolving.report(
      "M012",
      node.at,
      `${resolving.within}${path}: ${fault}`,
      "Set the variable, or mend the reference.",
    );
  }
  return null;
}
