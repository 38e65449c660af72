import { evaluateOn } from "../context/dt/evaluate.ts";
import type { Json } from "../json.ts";
import { findOperator } from "./operators.ts";
import type { Filter, Operand } from "../manifest/value.ts";
import { within, type Workspace } from "./workspace.ts";

/** Evaluates operands that do not depend on the item. */
type ReadOperand = (operand: Operand) => Json | undefined;

/**
 * The items of which, in every group, any filter holds.
 * @param options.root the DT that gave the items: left sides may begin with it
 * @throws ValueError
 */
export function applyFilters(
  filters: Filter[][],
  items: Json[],
  options: { root: string; accessor: string | undefined; operand: ReadOperand; space: Workspace },
): Json[] {
  const { operand, space } = options;
  const groups = filters.map((group) =>
    group.map((filter) => {
      // Once, and not for each item.
      const right = operand(filter.right);
      const left = leftReader(filter.left, options);
      return (item: Json) => holds(filter, left(item), right, space);
    }),
  );
  return items.filter((item) => groups.every((group) => group.length === 0 || group.some((test) => test(item))));
}

/**
 * Whether of every group any filter holds, its sides read from the top.
 * @throws ValueError
 */
export function groupsHold(groups: Filter[][], operand: ReadOperand, space: Workspace): boolean {
  return groups.every(
    (group) =>
      group.length === 0 || group.some((filter) => holds(filter, operand(filter.left), operand(filter.right), space)),
  );
}

// --- internal ---

function holds(filter: Filter, left: Json | undefined, right: Json | undefined, space: Workspace): boolean {
  const { test } = findOperator(filter.operator);
  space.machine.charge(1);
  return within(`Filter ${filter.operator}`, () => test(left, right, { ignoreCase: filter.ignoreCase, space }));
}

/** The left side for each item: below the root, the item itself, relative to the item, or else from the top. */
function leftReader(
  left: Operand,
  { root, operand, space }: { root: string; operand: ReadOperand; space: Workspace },
): (item: Json) => Json | undefined {
  const path = left.value && "simple" in left.value && typeof left.value.simple === "string" ? left.value.simple : "";
  if (!left.isContext || path === "") {
    const fixed = operand(left);
    return () => fixed;
  }
  const plain = path.startsWith("${") && path.endsWith("}") ? path.slice(2, -1) : path;
  if (plain === root) return (item) => item;
  if (plain.startsWith(`${root}.`)) {
    const below = plain.slice(root.length + 1);
    return (item) => evaluateOn(below, item, space.machine).value;
  }
  let fixed: { value: Json | undefined } | undefined;
  return (item) => evaluateOn(plain, item, space.machine).value ?? (fixed ??= { value: operand(left) }).value;
}
