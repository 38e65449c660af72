import type { Fields } from "./fields.ts";
import type { Places } from "./places.ts";

/** How a source configuration of a log platform is read as an instance: `x-soar.source`. */
export interface SourceSchema {
  /** What the configuration names as its `schemaRef.type`. */
  schema: string;
  /** Keys of its `config` → the parameters that they set; `credentials.password` is one half of a parameter. */
  params: Record<string, string>;
  /** Members of its `dataCollection` → the streams that they stand for. */
  streams: Record<string, string>;
  /** Keys of its `config` that must name one of these hosts. */
  hosts: Record<string, string[]>;
}

/** `x-soar.source`; undefined where there is none. Faults are reported at their places. */
export function readSource(section: Fields | undefined, places: Places): SourceSchema | undefined {
  const fields = section?.child("source", '"source"');
  if (fields === undefined) return undefined;
  fields.refuseOthers(["schema", "params", "streams", "hosts"]);
  const source = {
    schema: fields.required("schema", "M010", "Write what configurations name as their schemaRef.type.") ?? "",
    params: readTexts(fields, "params", "Name the keys of a configuration, and the parameter that each sets."),
    streams: readTexts(fields, "streams", "Name the members of dataCollection, and the stream that each stands for."),
    hosts: readHosts(fields),
  };
  places.set(source, fields);
  return source;
}

// --- internal ---

function readTexts(fields: Fields, key: string, hint: string): Record<string, string> {
  const map = fields.child(key, `"${key}" of "source"`);
  if (map === undefined && fields.entry(key) === undefined) {
    fields.report("M010", fields.map.at, `"source" has no "${key}".`, hint);
  }
  const texts: Record<string, string> = {};
  for (const name of map?.map.entries.keys() ?? []) {
    const text = map?.required(name, "M010", hint);
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}

function readHosts(fields: Fields): Record<string, string[]> {
  const map = fields.child("hosts", '"hosts" of "source"');
  const hosts: Record<string, string[]> = {};
  for (const name of map?.map.entries.keys() ?? []) {
    hosts[name] = map?.texts(name, true).map(({ text }) => text) ?? [];
  }
  return hosts;
}
