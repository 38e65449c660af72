import { Fields } from "../manifest/fields.ts";
import { readYaml } from "../manifest/yaml.ts";
import type { YamlNode } from "../manifest/yaml-tree.ts";
import { references, type Reference } from "./references.ts";

/** Where a value of `soar.yml` stands, and what it refers to. */
export interface WrittenPlace {
  /** Counted from 1. */
  line: number;
  references: Reference[];
}

/**
 * Where each instance's parameters stand in the text of a `soar.yml`: dotted names (`credentials.password`) to places.
 * A file with faults gives what can be read of it.
 */
export function placesOf(text: string): Map<string, Map<string, WrittenPlace>> {
  const { root, faults } = readYaml(text);
  const instances = new Map<string, Map<string, WrittenPlace>>();
  if (root?.kind !== "map") return instances;
  const note = (places: Map<string, WrittenPlace>, node: YamlNode, path: string) => {
    const held = node.kind === "scalar" ? references(node.text ?? "") : [];
    if (path !== "") places.set(path, { line: faults.place(node.at).line, references: held });
    if (node.kind !== "map") return;
    for (const [key, { value }] of node.entries) note(places, value, path === "" ? key : `${path}.${key}`);
  };
  for (const map of new Fields(root, faults.report, "the file").maps("instances")) {
    const fields = new Fields(map, faults.report, "an instance");
    const places = new Map<string, WrittenPlace>();
    const params = fields.child("params", '"params"');
    if (params) note(places, params.map, "");
    const name = fields.text("name");
    if (name !== undefined) instances.set(name, places);
  }
  return instances;
}
