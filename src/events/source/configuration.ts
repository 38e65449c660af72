import { ParameterError } from "../../errors.ts";
import { isJsonObject, isUnsafeKey, type Json, type JsonObject } from "../../json.ts";
import type { SourceSchema } from "../../manifest/read-source.ts";
import { didYouMean } from "../../nearest.ts";
import { readHost } from "./host.ts";

/** A source as the JSON of a log platform describes it. */
export interface SourceConfiguration {
  /** Also that of the instance; the events carry it as `_source`. */
  name: string;
  /** As `_sourceCategory`. */
  category?: string;
  /** Further fields of the events. */
  fields: Record<string, string>;
  /** Parameters of the instance by their dotted names (`credentials.password`). */
  params: Record<string, string>;
  /** The streams to collect, in the order of the manifest's mapping. */
  streams: string[];
  /** The configuration as it was written. Holds secrets. */
  config: JsonObject;
}

/** What a text of the configuration stands for, where it is a reference to something kept elsewhere. */
export type ResolveText = (text: string) => { value: string } | { faults: string[] };

/**
 * Reads `{ "api.version", source: { config, schemaRef, sourceType } }`.
 * @throws ParameterError naming every fault, with its place in the document
 */
export function readSourceConfiguration(
  text: string,
  schema: SourceSchema,
  resolve: ResolveText = (value) => ({ value }),
): SourceConfiguration {
  const faults: Fault[] = [];
  const root = parse(text, faults);
  const configuration =
    root && readRoot(root, { schema, resolve }, (path, message, hint) => faults.push({ path, message, hint }));
  if (configuration && faults.length === 0) return configuration;
  const lines = faults.slice(0, MOST_FAULTS).map(({ path, message }) => `${path}: ${message}`);
  if (faults.length > MOST_FAULTS) lines.push(`… and ${String(faults.length - MOST_FAULTS)} more.`);
  const hints = [...new Set(faults.slice(0, MOST_FAULTS).map(({ hint }) => hint))];
  throw new ParameterError(`The source configuration has faults:\n${lines.join("\n")}`, hints.join(" "));
}

/** Configurations are a kB; more than this is another file. */
export const MOST_SOURCE_BYTES = 65_536;

// --- internal ---

interface Fault {
  path: string;
  message: string;
  hint: string;
}

type Report = (path: string, message: string, hint: string) => void;

const MOST_FAULTS = 30;
const DEEPEST = 20;
const LONGEST_NAME = 128;

const CONFIG = "$.source.config";
const SHAPE =
  'Write { "api.version": "v1", "source": { "config": { … }, "schemaRef": { … }, "sourceType": "Universal" } }.';

function parse(text: string, faults: Fault[]): JsonObject | undefined {
  if (Buffer.byteLength(text) > MOST_SOURCE_BYTES) {
    const message = `it has more than ${String(MOST_SOURCE_BYTES)} bytes.`;
    faults.push({ path: "$", message, hint: "Check that it is the file of a source." });
    return undefined;
  }
  let root: Json;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/u, "")) as Json;
  } catch {
    // What the parser says may quote the text, and so a secret.
    faults.push({ path: "$", message: "it is no JSON.", hint: `Check quotes and commas. ${SHAPE}` });
    return undefined;
  }
  const before = faults.length;
  refuseHostile(root, "$", 0, faults);
  if (faults.length > before) return undefined;
  if (isJsonObject(root)) return root;
  faults.push({ path: "$", message: "it is no object.", hint: SHAPE });
  return undefined;
}

function refuseHostile(value: Json, path: string, depth: number, faults: Fault[]): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > DEEPEST) {
    const message = `it is nested more than ${String(DEEPEST)} deep.`;
    if (faults.length === 0) faults.push({ path, message, hint: "Check that it is the file of a source." });
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${key}]` : below(path, key);
    if (isUnsafeKey(key)) faults.push({ path: at, message: "this key is refused.", hint: "Choose another name." });
    else refuseHostile(member, at, depth + 1, faults);
  }
}

/** What a configuration is read with. */
interface Reading {
  schema: SourceSchema;
  resolve: ResolveText;
}

function readRoot(root: JsonObject, reading: Reading, report: Report): SourceConfiguration | undefined {
  const { schema } = reading;
  refuseOthers(root, "$", ["api.version", "source"], report);
  if (root["api.version"] !== "v1") report('$["api.version"]', 'it must be "v1".', SHAPE);
  const source = objectAt(root, "source", "$.source", report);
  if (source === undefined) return undefined;
  refuseOthers(source, "$.source", ["config", "schemaRef", "sourceType"], report);
  const schemaRef = objectAt(source, "schemaRef", "$.source.schemaRef", report);
  if (schemaRef) refuseOthers(schemaRef, "$.source.schemaRef", ["type"], report);
  if (schemaRef && schemaRef.type !== schema.schema) {
    const near = typeof schemaRef.type === "string" ? didYouMean(schemaRef.type, [schema.schema]) : "";
    report("$.source.schemaRef.type", `it must be "${schema.schema}".${near}`, FIXED);
  }
  if (source.sourceType !== SOURCE_TYPE) report("$.source.sourceType", `it must be "${SOURCE_TYPE}".`, FIXED);
  const config = objectAt(source, "config", CONFIG, report);
  return config && readConfig(config, reading, report);
}

const SOURCE_TYPE = "Universal";
const FIXED = "Kind and type of a source cannot be changed; another kind needs another integration: --integration DIR.";

function readConfig(config: JsonObject, { schema, resolve }: Reading, report: Report): SourceConfiguration {
  const own = Object.keys(schema.params);
  refuseOthers(config, CONFIG, ["name", "description", "category", "fields", ...own, "dataCollection"], report);
  const name = textAt(config, "name", report, "Name the source, as no other of this store is named.");
  if (name !== undefined && (name.length > LONGEST_NAME || /\p{Cc}/u.test(name))) {
    const message = `it must be at most ${String(LONGEST_NAME)} letters on one line.`;
    report(`${CONFIG}.name`, message, "Give it a shorter name.");
  }
  for (const key of ["description", "category"]) if (config[key] !== undefined) textAt(config, key, report, LEAVE_OUT);
  const params: Record<string, string> = {};
  for (const [key, parameter] of Object.entries(schema.params)) {
    const written = textAt(config, key, report, "Take it from the vendor's administration.");
    const outcome = written === undefined ? undefined : resolve(written);
    for (const fault of outcome && "faults" in outcome ? outcome.faults : []) {
      report(below(CONFIG, key), fault, "Set the variable, or mend the reference.");
    }
    const value = outcome && "value" in outcome ? outcome.value : undefined;
    const host = schema.hosts[key];
    if (value !== undefined) params[parameter] = value;
    const fault = value === undefined || host === undefined ? undefined : readHost(value, host);
    if (fault !== undefined) report(below(CONFIG, key), fault.message, fault.hint);
  }
  const { category } = config;
  return {
    name: name ?? "",
    ...(typeof category === "string" && category !== "" ? { category } : {}),
    fields: readFields(config, report),
    params,
    streams: readStreams(config.dataCollection, schema.streams, report),
    config,
  };
}

const LEAVE_OUT = "Write a text, or leave the key out.";

function readFields(config: JsonObject, report: Report): Record<string, string> {
  if (config.fields === undefined) return {};
  const given = objectAt(config, "fields", `${CONFIG}.fields`, report) ?? {};
  const fields: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    // The one that is true or false: whether the events are for the SIEM, too.
    const isFlag = key === "_siemForward" && typeof value === "boolean";
    if (isFlag || typeof value === "string") fields[key] = String(value);
    else
      report(below(`${CONFIG}.fields`, key), "it must be a text.", 'Write texts: "team": "soc"; _siemForward: true.');
  }
  return fields;
}

/** A text or a list of texts; without one, all. */
function readStreams(given: Json | undefined, known: Record<string, string>, report: Report): string[] {
  const names = Object.keys(known);
  const path = `${CONFIG}.dataCollection`;
  const hint = `Name of ${names.join(", ")} those to be collected.`;
  if (given === undefined || given === null) return Object.values(known);
  const list = typeof given === "string" ? given.split(",").map((each) => each.trim()) : given;
  if (!Array.isArray(list) || list.length === 0) {
    report(path, "it must be a list of names.", hint);
    return [];
  }
  const chosen = new Set<string>();
  list.forEach((each, at) => {
    const place = Array.isArray(given) ? `${path}[${String(at)}]` : path;
    if (typeof each === "string" && Object.hasOwn(known, each)) chosen.add(each);
    else if (typeof each !== "string") report(place, "it must be a text.", hint);
    else report(place, `"${each.slice(0, 60)}" is nothing to collect.${didYouMean(each, names)}`, hint);
  });
  return names.filter((name) => chosen.has(name)).flatMap((name) => known[name] ?? []);
}

function textAt(object: JsonObject, key: string, report: Report, hint: string): string | undefined {
  const value = object[key];
  if (typeof value === "string" && value.trim() !== "") return value;
  const isLacking = value === undefined || value === null || value === "";
  report(below(CONFIG, key), isLacking ? "it is missing." : "it must be a text.", hint);
  return undefined;
}

function objectAt(object: JsonObject, key: string, path: string, report: Report): JsonObject | undefined {
  const value = object[key];
  if (isJsonObject(value)) return value;
  report(path, value === undefined ? "it is missing." : "it must be an object.", SHAPE);
  return undefined;
}

function refuseOthers(object: JsonObject, path: string, known: string[], report: Report): void {
  for (const key of Object.keys(object)) {
    if (known.includes(key)) continue;
    report(below(path, key), `this key is not known.${didYouMean(key, known)}`, `Known are: ${known.join(", ")}.`);
  }
}

function below(path: string, key: string): string {
  return /^[A-Za-z_]\w{0,59}$/u.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key.slice(0, 60))}]`;
}
