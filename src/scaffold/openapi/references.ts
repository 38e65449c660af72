import { isJsonObject, type Json, type JsonObject } from "../../json.ts";

/** What a node stands for, once its `$ref` has been followed. */
export interface Resolved {
  node: JsonObject;
  /** The last segment of the reference that led here: a component's name. */
  name?: string;
}

/** Follows a document's references within itself. */
export interface References {
  /** The object that a node is or refers to; undefined when it is none. Beside a `$ref`, a description goes before. */
  resolve(node: Json | undefined): Resolved | undefined;
}

/** @param document of which `referenceFaults` has found nothing to complain */
export function createReferences(document: JsonObject): References {
  return {
    resolve(node) {
      let current = node;
      let name: string | undefined;
      let description: Json | undefined;
      for (let step = 0; step < LONGEST_CHAIN && isJsonObject(current); step++) {
        const reference = current.$ref;
        if (typeof reference !== "string") {
          const described = typeof description === "string" ? { ...current, description } : current;
          return name === undefined ? { node: described } : { node: described, name };
        }
        description ??= current.description;
        name = segmentsOf(reference)?.at(-1);
        current = lookUp(document, reference);
      }
      return undefined;
    },
  };
}

/** What is wrong with the references of a document: each that leads outside, nowhere, or in a circle to itself. */
export function referenceFaults(document: JsonObject): string[] {
  const faults = new Set<string>();
  const walk = (node: Json, at: string): void => {
    if (Array.isArray(node)) {
      node.forEach((item, index) => walk(item, `${at}/${String(index)}`));
      return;
    }
    if (!isJsonObject(node)) return;
    if (typeof node.$ref === "string") {
      const fault = faultOf(document, node.$ref);
      if (fault !== undefined) faults.add(`#${at} ${fault}`);
    }
    for (const [key, member] of Object.entries(node)) {
      // Examples and defaults are data: a $ref in them is nobody's reference.
      if (!DATA.has(key) && !key.startsWith("x-")) walk(member, `${at}/${key.replaceAll("/", "~1")}`);
    }
  };
  walk(document, "");
  return [...faults];
}

// --- internal ---

const LONGEST_CHAIN = 30;
const DATA: ReadonlySet<string> = new Set(["example", "examples", "default", "enum", "const"]);

function faultOf(document: JsonObject, reference: string): string | undefined {
  const shown = JSON.stringify(reference.slice(0, 200));
  if (!reference.startsWith("#")) return `refers to ${shown}, which lies outside this document and is not read`;
  let current: Json | undefined = { $ref: reference };
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    if (!isJsonObject(current) || typeof current.$ref !== "string") return undefined;
    current = lookUp(document, current.$ref);
    if (current === undefined) return `refers to ${shown}, which leads to nothing`;
  }
  return `refers to ${shown}, which refers to itself or on and on`;
}

function lookUp(document: JsonObject, reference: string): Json | undefined {
  let node: Json | undefined = document;
  for (const segment of segmentsOf(reference) ?? ["\u0000"]) {
    if (Array.isArray(node)) node = /^\d+$/.test(segment) ? node[Number(segment)] : undefined;
    else node = isJsonObject(node) && Object.hasOwn(node, segment) ? node[segment] : undefined;
  }
  return node;
}

/** The segments of a JSON pointer in a fragment; undefined when it is none. */
function segmentsOf(reference: string): string[] | undefined {
  if (reference === "#") return [];
  if (!reference.startsWith("#/")) return undefined;
  try {
    return reference
      .slice(2)
      .split("/")
      .map((segment) => decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~"));
  } catch {
    // A malformed percent sign: the pointer leads to nothing, which is what its reader reports.
    return undefined;
  }
}
