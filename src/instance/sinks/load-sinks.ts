import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { capital, Fields } from "../../manifest/fields.ts";
import type { Report } from "../../manifest/findings.ts";
import { readYaml } from "../../manifest/yaml.ts";
import type { YamlMap } from "../../manifest/yaml-tree.ts";
import { didYouMean } from "../../nearest.ts";
import { hasReference, resolveReferences, type ReferenceSources } from "../references.ts";
import type { LoadOptions } from "../load.ts";
import { readSoarFile } from "../soar-file.ts";
import { SINK_NAME, type SinkConfig } from "./sink-config.ts";
import { isSinkType, secretSettings, sinkTypes, toSinkConfig } from "./to-sink-config.ts";

export interface LoadedSinks {
  /** All that the file has, in its order. */
  names: string[];
  /** Those that were asked for. Paths are absolute. */
  sinks: SinkConfig[];
  /** One for each secret that stands in the file itself. */
  warnings: string[];
}

/**
 * The sinks of `soar.yml`; with `only`, the one of that name, and the others' references need not resolve.
 * @throws ParameterError naming every fault, with its place in the file
 */
export async function loadSinks(options: Pick<LoadOptions, "file" | "folder" | "env" | "only">): Promise<LoadedSinks> {
  const path = resolve(options.folder, options.file ?? "soar.yml");
  if (options.file === undefined && !existsSync(path)) return { names: [], sinks: [], warnings: [] };
  const sources = { env: options.env, folder: dirname(path) };
  return readSoarFile(path, (text) => {
    const { root, faults } = readYaml(text);
    const maps = root?.kind === "map" ? new Fields(root, faults.report, "the file").maps("sinks") : [];
    const value: LoadedSinks = { names: [], sinks: [], warnings: [] };
    for (const map of maps) {
      const name = nameOf(map, value.names, faults.report);
      if (name === undefined) continue;
      value.names.push(name);
      if (options.only !== undefined && options.only !== name) continue;
      const sink = readSink(map, name, faults.report, sources);
      if (sink === undefined) continue;
      value.sinks.push(sink.config);
      value.warnings.push(...sink.warnings);
    }
    return { value, faults };
  });
}

// --- internal ---

function nameOf(map: YamlMap, taken: readonly string[], report: Report): string | undefined {
  const fields = new Fields(map, report, "a sink");
  const name = fields.required("name", "M010", "Name the sink, as --sink will.");
  if (name === undefined) return undefined;
  const at = fields.at("name");
  if (!SINK_NAME.test(name)) {
    const hint = "Begin with a letter; letters, digits, - and _ may follow, so that no name looks like a path.";
    report("M012", at, `"${name}" cannot be the name of a sink.`, hint);
  }
  if (taken.includes(name)) report("M003", at, `Sink "${name}" is there twice.`, "Rename one of the two.");
  return name;
}

function readSink(
  map: YamlMap,
  name: string,
  report: Report,
  sources: ReferenceSources,
): { config: SinkConfig; warnings: string[] } | undefined {
  const what = `sink "${name}"`;
  const fields = new Fields(map, report, what);
  const known = Object.keys(sinkTypes);
  const type = fields.required("type", "M010", `Write one of ${known.join(", ")}.`);
  if (type === undefined) return undefined;
  if (!isSinkType(type)) {
    const message = `Sink "${name}" has an unknown type "${type}".${didYouMean(type, known)}`;
    report("M012", fields.at("type"), message, `Write one of ${known.join(", ")}.`);
    return undefined;
  }
  const keys = sinkTypes[type];
  fields.refuseOthers(["name", "type", ...keys]);
  const { texts, referenced, isWhole } = textsOf(fields, keys, sources);
  const outcome = toSinkConfig(name, type, texts);
  if ("faults" in outcome) {
    // What a reference did not give has been reported as such.
    const faults = outcome.faults.filter(({ key }) => key !== undefined || isWhole);
    for (const { key, message, hint } of faults) {
      report("M012", key === undefined ? map.at : fields.at(key), `${capital(what)}: ${message}`, hint);
    }
    return undefined;
  }
  const plain = secretSettings[type].filter((key) => texts.has(key) && !referenced.includes(key));
  const { config } = outcome;
  return {
    config: config.type === "file" ? { ...config, path: resolve(sources.folder, config.path) } : config,
    warnings: plain.map(
      (key) =>
        `Sink "${name}" has the secret ${key} written out in its file. Keep it elsewhere and refer to it: ` +
        "${env:NAME} or ${file:PATH}.",
    ),
  };
}

function textsOf(fields: Fields, keys: readonly string[], sources: ReferenceSources) {
  const texts = new Map<string, string>();
  const referenced: string[] = [];
  let isWhole = true;
  for (const key of keys) {
    const written = fields.text(key);
    if (written === undefined) continue;
    if (!hasReference(written)) {
      texts.set(key, written);
      continue;
    }
    referenced.push(key);
    const outcome = resolveReferences(written, sources);
    if ("value" in outcome) texts.set(key, outcome.value);
    else {
      isWhole = false;
      for (const fault of outcome.faults) {
        const message = `"${key}" of ${fields.what}: ${fault}`;
        fields.report("M012", fields.at(key), message, "Set the variable, or mend the reference.");
      }
    }
  }
  return { texts, referenced, isWhole };
}
