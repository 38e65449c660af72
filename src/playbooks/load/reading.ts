import type { Fields } from "../../manifest/fields.ts";
import type { Places } from "../../manifest/places.ts";
import { readFilters, readValue, type OnPart } from "../../manifest/read-value.ts";
import type { Value } from "../../manifest/value.ts";
import type { YamlNode } from "../../manifest/yaml-tree.ts";
import type { Groups } from "../playbook.ts";

/** What every part of a playbook is read with. */
export interface Reading {
  places: Places;
  /** Looks into values: their paths, operators and transformers. */
  onPart: OnPart;
}

/** The value below a key; undefined where nothing is given. */
export function valueAt(fields: Fields, key: string, reading: Reading): Value | undefined {
  const node = fields.entry(key)?.value;
  return node && valueOf(node, `"${clip(key)}" of ${fields.what}`, fields, reading);
}

/** A value; a simple one is a text, in which only what stands in `${}` is a path. */
export function valueOf(node: YamlNode, what: string, { report }: Fields, { onPart }: Reading): Value | undefined {
  const isComplex = node.kind === "map" && node.entries.get("complex")?.value.kind === "map";
  return isComplex ? readValue(node, what, report, onPart) : readValue(node, what, report);
}

/** The arguments below a key that are given. */
export function readArgs(fields: Fields, key: string, reading: Reading): Record<string, Value> {
  const section = fields.child(key, `"${key}" of ${fields.what}`);
  const entries = [...(section?.map.entries.keys() ?? [])].flatMap((name): [string, Value][] => {
    const value = section && valueAt(section, name, reading);
    return value ? [[name, value]] : [];
  });
  return Object.fromEntries(entries);
}

/** Of each group any filter must hold. */
export function readGroups(fields: Fields, key: string, { onPart }: Reading): Groups {
  return readFilters(fields.list(key), fields.what, fields.report, onPart).filter((group) => group.length > 0);
}

/** A whole number of 0 or more; undefined where nothing is given. */
export function numberAt(fields: Fields, key: string, code: "P006" | "P007"): number | undefined {
  const text = fields.text(key) ?? "";
  if (text === "") return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const message = `"${key}" of ${fields.what} is "${clip(text)}".`;
  fields.report(code, fields.at(key), message, "Write a whole number, 0 or more.");
  return undefined;
}

/** As much of a text as a message quotes. */
export function clip(text: string): string {
  return text.slice(0, 60);
}
