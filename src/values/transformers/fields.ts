import { evaluateOn } from "../../context/dt/evaluate.ts";
import { isJsonObject, isUnsafeKey, type Json, type JsonObject } from "../../json.ts";
import { members, toText } from "../coerce.ts";
import type { Arguments, Transformer } from "../transformer.ts";
import { ValueError } from "../value-error.ts";

export const fieldTransformers = {
  getField: { args: { field: "text!" }, item: (item, args) => read(item, args.text("field"), args) },
  DT: { args: { dt: "text!" }, item: (item, args) => read(item, expressionOf(args.text("dt")), args) },
  WhereFieldEquals: {
    args: { field: "text!", equalTo: "any!", getField: "text" },
    list: whereFieldEquals,
  },
  GetValuesOfMultipleFields: {
    args: { key: "any", list: "any!" },
    whole: (value, args) => {
      const rows = members(args.json("key") ?? value);
      const fields = members(args.json("list")).flatMap((names) => toText(names).split(","));
      const found = fields.flatMap((field) => rows.flatMap((row) => members(read(row, field.trim(), args))));
      return found.length === 0 ? undefined : found;
    },
  },
  ConvertKeysToTableFieldFormat: { keepsList: true, list: (items) => items.map(withMachineNames) },
} satisfies Record<string, Transformer>;

// --- internal ---

function read(item: Json, path: string, { space }: Arguments): Json | undefined {
  const { value, warnings } = evaluateOn(path, item, space.machine);
  for (const warning of warnings) space.warn(warning);
  return value;
}

/** Authors also write the whole `${…}`. */
function expressionOf(dt: string): string {
  const text = dt.trim();
  return text.startsWith("${") && text.endsWith("}") ? text.slice(2, -1) : text;
}

/** One match is given bare; several, and none, as JSON text: playbooks rely on it. */
function whereFieldEquals(items: Json[], args: Arguments): Json {
  const [field, wanted, getField] = [args.text("field"), args.json("equalTo"), args.text("getField")];
  const rows = items.flatMap((item) => (typeof item === "string" ? parsedRows(item) : [item])).filter(isJsonObject);
  const matches = rows
    .filter((row) => Object.hasOwn(row, field) && row[field] === wanted)
    .flatMap((row): Json[] => (getField === "" ? [row] : Object.hasOwn(row, getField) ? [row[getField] ?? null] : []));
  return matches.length === 1 ? (matches[0] ?? null) : JSON.stringify(matches);
}

function parsedRows(text: string): Json[] {
  try {
    const value = JSON.parse(text) as Json;
    return members(value);
  } catch (cause) {
    throw new ValueError("WhereFieldEquals was given a text that is no JSON.", "Give it objects.", { cause });
  }
}

/** A grid's columns have machine names: the keys' letters and digits in lower case. */
function withMachineNames(item: Json): Json {
  if (!isJsonObject(item)) return item;
  const row: JsonObject = {};
  for (const [key, value] of Object.entries(item)) {
    const name = key.toLowerCase().replace(/[^a-z0-9]/gu, "");
    if (name !== "" && !isUnsafeKey(name)) row[name] = value;
  }
  return row;
}
