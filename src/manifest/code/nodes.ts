import type { AnyNode } from "acorn";
import { isRecord } from "../../json.ts";

/** A node of a syntax tree with those above it, the nearest first. */
export interface Standing {
  node: AnyNode;
  above: Standing | undefined;
}

/** Every node of a tree, the root included, without recursion: hostile code may be deep. */
export function* nodesOf(root: AnyNode): Generator<Standing> {
  const left: Standing[] = [{ node: root, above: undefined }];
  for (let standing = left.pop(); standing !== undefined; standing = left.pop()) {
    yield standing;
    const below: AnyNode[] = [];
    for (const value of Object.values<unknown>({ ...standing.node })) {
      for (const member of Array.isArray(value) ? (value as unknown[]) : [value])
        if (isNode(member)) below.push(member);
    }
    // The last one first: what is put on top is looked at next.
    for (const node of below.reverse()) left.push({ node, above: standing });
  }
}

/** The name of a property that is written out: `x` of `a.x`, `a["x"]`, `{ x: 1 }`; undefined where it is computed. */
export function writtenName(key: AnyNode, isComputed: boolean): string | undefined {
  if (key.type === "Literal") return typeof key.value === "string" ? key.value : undefined;
  return key.type === "Identifier" && !isComputed ? key.name : undefined;
}

// --- internal ---

/** What Acorn has put into its own tree: every object with a type is a node. */
function isNode(value: unknown): value is AnyNode {
  return isRecord(value) && typeof value.type === "string" && typeof value.start === "number";
}
