import { isAlias, isMap, isNode, isScalar, isSeq, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { isUnsafeKey, type Json, type JsonObject } from "../json.ts";
import type { Report } from "./findings.ts";

/** A value of a YAML text with the offset at which it stands. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

export interface YamlScalar {
  kind: "scalar";
  at: number;
  json: Json;
  /** As written, for numbers too (`1.10`); undefined for null. */
  text: string | undefined;
}

export interface YamlList {
  kind: "list";
  at: number;
  json: Json[];
  items: YamlNode[];
}

export interface YamlMap {
  kind: "map";
  at: number;
  json: JsonObject;
  entries: Map<string, YamlEntry>;
}

export interface YamlEntry {
  at: number;
  value: YamlNode;
}

const DEEPEST = 60;
export const TOO_DEEP = "The file is nested too deeply.";
export const FLATTER = `Manifests are nested ten levels deep; ${DEEPEST} are read.`;

/** Turns the parser's nodes into plain JSON with places. Aliases share what their anchors gave. */
export class Tree {
  readonly #report: Report;
  /** What each anchor stands for; null while it is being read, so that a cycle shows. */
  readonly #anchors = new Map<string, { node: YamlNode; size: number } | null>();
  /** Values so far, aliases counted as if they were written out. */
  #size = 0;
  #isExhausted = false;

  constructor(report: Report) {
    this.#report = report;
  }

  node(source: unknown, at: number, depth: number): YamlNode {
    this.#size += 1;
    if (isAlias(source)) return this.#alias(source.source, source.range?.[0] ?? at);
    if (!isScalar(source) && !isMap(source) && !isSeq(source)) return nothing(at);
    const start = source.range?.[0] ?? at;
    const { anchor } = source;
    const before = this.#size;
    if (anchor !== undefined) this.#anchors.set(anchor, null);
    const node = isScalar(source) ? scalar(source, start) : this.#collection(source, start, depth);
    if (anchor !== undefined) this.#anchors.set(anchor, { node, size: this.#size - before });
    return node;
  }

  #alias(name: string, at: number): YamlNode {
    const target = this.#anchors.get(name);
    if (target) {
      this.#size += target.size;
      if (this.#size <= MOST_VALUES) return { ...target.node, at };
      this.#exhausted(at, `The file's aliases expand to more than ${MOST_VALUES} values.`);
      return nothing(at);
    }
    const message = target === null ? `The alias *${name} stands inside its own anchor.` : `No anchor &${name} above.`;
    this.#report("M005", at, message, "Write the value out, or put its anchor above.");
    return nothing(at);
  }

  #collection(source: YAMLMap | YAMLSeq, at: number, depth: number): YamlNode {
    if (depth >= DEEPEST) {
      this.#exhausted(at, TOO_DEEP);
      return nothing(at);
    }
    return isSeq(source) ? this.#list(source, at, depth) : this.#map(source, at, depth);
  }

  #list(source: YAMLSeq, at: number, depth: number): YamlList {
    const items = source.items.map((item) => this.node(item, at, depth + 1));
    return { kind: "list", at, json: items.map((item) => item.json), items };
  }

  #map(source: YAMLMap, at: number, depth: number): YamlMap {
    const map: YamlMap = { kind: "map", at, json: {}, entries: new Map() };
    const merged: YamlNode[] = [];
    for (const { key, value } of source.items) {
      const keyAt = isNode(key) ? (key.range?.[0] ?? at) : at;
      const name = isScalar(key) ? scalar(key, keyAt).text : undefined;
      if (name === undefined) {
        this.#report("M008", keyAt, "A key is no text.", "Use a plain word as the key.");
        continue;
      }
      const entry = { at: keyAt, value: this.node(value, keyAt, depth + 1) };
      if (name === "<<" && isScalar(key) && key.type === "PLAIN") merged.push(entry.value);
      else if (isUnsafeKey(name)) this.#report("M004", keyAt, `The key "${name}" is refused.`, "Choose another name.");
      else if (map.entries.has(name)) {
        this.#report("M003", keyAt, `The key "${name}" is given twice.`, "Keep one of the two.");
      } else put(map, name, entry);
    }
    // YAML's merge key: what stands in the map itself comes first.
    for (const node of merged) mergeInto(map, node);
    return map;
  }

  /** Said once: the first place is enough, and there may be very many. */
  #exhausted(at: number, message: string): void {
    if (!this.#isExhausted) this.#report("M002", at, message, FLATTER);
    this.#isExhausted = true;
  }
}

// --- internal ---

/** Values after aliases are expanded. */
const MOST_VALUES = 300_000;

function nothing(at: number): YamlScalar {
  return { kind: "scalar", at, json: null, text: undefined };
}

function scalar(source: Scalar, at: number): YamlScalar {
  const { value } = source;
  if (value === null) return nothing(at);
  if (typeof value === "string") return { kind: "scalar", at, json: value, text: value };
  if (typeof value === "boolean") return { kind: "scalar", at, json: value, text: String(value) };
  const text = source.source ?? "";
  // Infinity, NaN and what tags make (dates, bytes) are no JSON: their text is kept.
  return { kind: "scalar", at, json: typeof value === "number" && Number.isFinite(value) ? value : text, text };
}

function put(map: YamlMap, name: string, entry: YamlEntry): void {
  map.entries.set(name, entry);
  map.json[name] = entry.value.json;
}

function mergeInto(map: YamlMap, node: YamlNode): void {
  if (node.kind === "list") for (const item of node.items) mergeInto(map, item);
  if (node.kind !== "map") return;
  for (const [name, entry] of node.entries) if (!map.entries.has(name)) put(map, name, entry);
}
