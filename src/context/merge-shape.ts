import type { Expression } from "acorn";
import { staticName, withoutParentheses } from "./js/compile-access.ts";

/** An equality between a field of `val` and something that does not depend on `val`. */
export interface Equality {
  ofVal: Expression;
  other: Expression;
}

/**
 * For an expression of the common shape `… && val.k == obj.k && … || …`: one equality of each alternative, which must
 * hold if that alternative does. Undefined for every other shape, and for one that could throw because it reads a
 * member of a field it has not asked for before.
 */
export function findEqualities(expression: Expression): Equality[] | undefined {
  const found = operands(expression, "||").map(equalityOf);
  const complete = found.filter((equality) => equality !== undefined);
  return complete.length === found.length ? complete : undefined;
}

// --- internal ---

interface Path {
  root: "val" | "obj";
  names: string[];
}

function operands(given: Expression, operator: "&&" | "||"): Expression[] {
  const stack = [given];
  const found: Expression[] = [];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const node = withoutParentheses(next);
    if (node.type === "LogicalExpression" && node.operator === operator) stack.push(node.right, node.left);
    else found.push(node);
  }
  return found;
}

function equalityOf(alternative: Expression): Equality | undefined {
  const asked = new Set<string>();
  let equality: Equality | undefined;
  for (const atom of operands(alternative, "&&")) {
    const [left, right] = sides(atom);
    const paths = [left, right].map((side) => side && pathOf(side));
    const known = [left, right].every((side, index) => !side || side.type === "Literal" || paths[index]);
    const safe = paths.every((path) => !path || path.names.length < 2 || asked.has(textOf(path, -1)));
    if (!left || !known || !safe || (left.type === "Literal" && !right)) return undefined;
    if (!right && paths[0]) asked.add(textOf(paths[0]));
    equality ??= right && isEquality(atom) ? between([left, paths[0]], [right, paths[1]]) : undefined;
  }
  return equality;
}

/** The two sides of a comparison; or one, for a field that is asked for by itself. */
function sides(atom: Expression): [Expression | undefined, Expression | undefined] {
  if (atom.type !== "BinaryExpression") return [atom, undefined];
  const isComparison = ["==", "===", "!=", "!=="].includes(atom.operator);
  if (!isComparison || atom.left.type === "PrivateIdentifier") return [undefined, undefined];
  return [withoutParentheses(atom.left), withoutParentheses(atom.right)];
}

function isEquality(atom: Expression): boolean {
  return atom.type === "BinaryExpression" && (atom.operator === "==" || atom.operator === "===");
}

function between(
  [left, leftPath]: [Expression, Path | undefined],
  [right, rightPath]: [Expression, Path | undefined],
): Equality | undefined {
  if (leftPath?.root === "val" && rightPath?.root !== "val") return { ofVal: left, other: right };
  if (rightPath?.root === "val" && leftPath?.root !== "val") return { ofVal: right, other: left };
  return undefined;
}

function pathOf(node: Expression): Path | undefined {
  if (node.type === "Identifier") {
    return node.name === "val" || node.name === "obj" ? { root: node.name, names: [] } : undefined;
  }
  if (node.type !== "MemberExpression" || node.object.type === "Super") return undefined;
  const [holder, name] = [pathOf(withoutParentheses(node.object)), staticName(node)];
  return holder && name !== undefined ? { root: holder.root, names: [...holder.names, name] } : undefined;
}

function textOf({ root, names }: Path, end?: number): string {
  return JSON.stringify([root, ...names.slice(0, end)]);
}
