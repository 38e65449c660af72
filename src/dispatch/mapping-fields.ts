import { dottedPaths } from "../context/paths.ts";
import { UnexpectedError } from "../errors.ts";
import { isJsonObject, toJson, type Json, type JsonObject } from "../json.ts";
import type { IncidentContent } from "../manifest/incident-content.ts";
import type { Command, Manifest } from "../manifest/manifest.ts";
import type { CommandResult } from "../output/result.ts";
import { tableToMarkdown } from "../output/table.ts";

/** What XSOAR calls, and no manifest declares, to learn what a mapper can map from. */
export const MAPPING_COMMAND: Command = {
  name: "get-mapping-fields",
  description: "Lists what the incidents' rawJSON holds, for those who map it.",
  arguments: [],
  outputs: [],
  deprecated: false,
  hidden: true,
  execution: false,
  polling: false,
  aliases: [],
  permissions: [],
  effect: "read",
  raw: { name: "get-mapping-fields" },
};

/**
 * What an integration's `get-mapping-fields` found, as a command's result: for the incident type every path of rawJSON
 * with an example of its value, and those that the manifest's mapper reads, whether the example has them or not. `raw`
 * is what XSOAR expects of the command: incident type → path → text.
 * @param example the rawJSON of an incident, as an object; undefined when the vendor has nothing to make one of
 * @throws UnexpectedError for anything else
 */
export function mappingResult(example: unknown, { display, soar }: Manifest): CommandResult {
  const content = soar.incident;
  const type = content?.type?.name ?? display;
  const examples = examplesOf(example === undefined ? {} : objectOf(example));
  const readers = readersOf(content);
  const paths = [...new Set([...examples.keys(), ...readers.keys()])];
  const texts = paths.map((path) => [path, examples.get(path) ?? readers.get(path)?.text ?? ""] as const);
  const rows = paths.map((path) => ({
    Path: path,
    Example: examples.get(path) ?? "",
    "Incident Field": readers.get(path)?.fields.join(", ") ?? "",
  }));
  return {
    readable: tableToMarkdown(type, rows, { headers: ["Path", "Example", "Incident Field"], removeNull: true }),
    raw: { [type]: Object.fromEntries(texts) },
    ...(example === undefined && { warnings: ["The vendor has nothing yet that could serve as an example."] }),
  };
}

// --- internal ---

/** Enough to recognise a value by. */
const LONGEST_EXAMPLE = 200;

/** A vendor's object may be large; nobody maps by thousands of paths. */
const MOST_PATHS = 1_000;

function objectOf(example: unknown): JsonObject {
  const json = toJson(example);
  if (isJsonObject(json)) return json;
  throw new UnexpectedError(
    `get-mapping-fields returned ${Array.isArray(json) ? "a list" : typeof example} instead of an object.`,
    "This is a defect of the integration: it must return what an incident's rawJSON holds, or undefined.",
  );
}

function examplesOf(example: JsonObject): Map<string, string> {
  const examples = new Map<string, string>();
  for (const [path, value] of dottedPaths(example)) {
    if (examples.size === MOST_PATHS) break;
    if (path !== "") examples.set(path, shown(value));
  }
  return examples;
}

/** Of a list, its first member says enough. */
function shown(value: Json): string {
  const one = Array.isArray(value) ? (value[0] ?? null) : value;
  const text = typeof one === "string" ? one : JSON.stringify(one);
  return text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE)}…` : text;
}

/** Path → the fields that the mapper makes of it, and what the first of them says of itself. */
function readersOf(content: IncidentContent | undefined): Map<string, { fields: string[]; text: string }> {
  const readers = new Map<string, { fields: string[]; text: string }>();
  const add = (path: string, field: string, text: string) => {
    const known = readers.get(path);
    if (known) known.fields.push(field);
    else readers.set(path, { fields: [field], text });
  };
  const declared = new Map(content?.fields.map((field) => [field.cliName, field]));
  for (const [target, from] of Object.entries(content?.mapper?.fields ?? {})) {
    const field = declared.get(target);
    add("simple" in from ? from.simple : from.complex.root, field?.name ?? target, field?.description ?? "");
  }
  if (content?.severity) add(content.severity.from, "severity", "");
  return readers;
}
