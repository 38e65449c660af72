import type { AnyNode, ArrowFunctionExpression, FunctionDeclaration, FunctionExpression, Pattern } from "acorn";
import { nodesOf, type Standing, writtenName } from "./nodes.ts";

/** What a handler takes from its input. */
export interface HandlerInput {
  /** Name → where it is first read. Undefined where that cannot be told: `args` goes elsewhere as a whole. */
  args: Map<string, number> | undefined;
  /** Where it takes the client; undefined when it does not. */
  client: number | undefined;
}

/** What the handler reads, from its syntax; undefined where `run` is no function that is written out. */
export function handlerInput(run: AnyNode | undefined): HandlerInput | undefined {
  if (run?.type !== "ArrowFunctionExpression" && !isFunction(run)) return undefined;
  return new Reading(run).result();
}

// --- internal ---

type Run = ArrowFunctionExpression | FunctionDeclaration | FunctionExpression;

function isFunction(node: AnyNode | undefined): node is FunctionDeclaration | FunctionExpression {
  return node?.type === "FunctionDeclaration" || node?.type === "FunctionExpression";
}

/** Follows the input and `args` through a function. What it does not understand makes the arguments unknown. */
class Reading {
  readonly #run: Run;
  readonly #args = new Map<string, number>();
  #isSure = true;
  #client: number | undefined;
  /** Names that stand for the input, and for its `args`. */
  readonly #inputs = new Set<string>();
  readonly #wholes = new Set<string>();
  /** Where such a name is declared, which is no use of it. */
  readonly #declarations = new Set<AnyNode>();

  constructor(run: Run) {
    this.#run = run;
  }

  result(): HandlerInput {
    const [input, ...others] = this.#run.params;
    if (others.length > 0) this.#isSure = false;
    if (input !== undefined) this.#bind(input, this.#inputs, (pattern) => this.#takeInput(pattern));
    // An alias may be declared after a function that uses it, so names are gathered before their uses are judged.
    for (const standing of nodesOf(this.#run)) this.#follow(standing);
    for (const standing of nodesOf(this.#run)) this.#judge(standing);
    return { args: this.#isSure ? this.#args : undefined, client: this.#client };
  }

  /** A name is remembered, an object pattern taken apart; anything else is not understood. */
  #bind(pattern: Pattern, names: Set<string>, take: (pattern: Pattern & { type: "ObjectPattern" }) => void): void {
    const target = pattern.type === "AssignmentPattern" ? pattern.left : pattern;
    if (target.type === "ObjectPattern") take(target);
    else if (target.type === "Identifier") {
      if (names.has(target.name)) this.#isSure = false;
      names.add(target.name);
      this.#declarations.add(target);
    } else this.#isSure = false;
  }

  #takeInput(pattern: Pattern & { type: "ObjectPattern" }): void {
    for (const property of pattern.properties) {
      const name = property.type === "Property" ? writtenName(property.key, property.computed) : undefined;
      if (property.type !== "Property" || name === undefined) this.#isSure = false;
      else if (name === "client") this.#client ??= property.key.start;
      else if (name === "args") this.#bind(property.value, this.#wholes, (inner) => this.#takeArgs(inner));
    }
  }

  #takeArgs(pattern: Pattern & { type: "ObjectPattern" }): void {
    for (const property of pattern.properties) {
      const name = property.type === "Property" ? writtenName(property.key, property.computed) : undefined;
      if (property.type !== "Property" || name === undefined) this.#isSure = false;
      else this.#read(name, property.key.start);
    }
  }

  #read(name: string, at: number): void {
    if (!this.#args.has(name)) this.#args.set(name, at);
  }

  /** `const { args } = input`, `const { id } = args`, `const given = input.args` */
  #follow({ node }: Standing): void {
    if (node.type !== "VariableDeclarator" || !node.init) return;
    if (this.#isInput(node.init)) this.#bind(node.id, this.#inputs, (pattern) => this.#takeInput(pattern));
    else if (this.#isArgs(node.init)) this.#bind(node.id, this.#wholes, (pattern) => this.#takeArgs(pattern));
  }

  #isInput(node: AnyNode): boolean {
    return node.type === "Identifier" && this.#inputs.has(node.name);
  }

  #isArgs(node: AnyNode): boolean {
    if (node.type === "Identifier") return this.#wholes.has(node.name);
    return node.type === "MemberExpression" && this.#isInput(node.object) && memberName(node) === "args";
  }

  #judge({ node, above }: Standing): void {
    if (node.type === "Identifier" && node.name === "arguments") this.#isSure = false;
    const isName = node.type !== "Identifier" || !isOnlyWritten(node, above?.node);
    if (!isName || this.#declarations.has(node) || above === undefined) return;
    const isInput = this.#isInput(node);
    if (!isInput && !this.#isArgs(node)) return;
    const { node: parent } = above;
    if (parent.type === "VariableDeclarator" && parent.init === node) return;
    const member = parent.type === "MemberExpression" && parent.object === node ? memberName(parent) : undefined;
    if (member === undefined || isChanged(parent, above.above?.node)) this.#isSure = false;
    else if (!isInput) this.#read(member, endOfObject(parent));
    else if (member === "client") this.#client ??= parent.start;
  }
}

function memberName(node: AnyNode & { type: "MemberExpression" }): string | undefined {
  return writtenName(node.property, node.computed);
}

function endOfObject(node: AnyNode): number {
  return node.type === "MemberExpression" ? node.property.start : node.start;
}

/** A word that is no variable: `x` of `a.x`, of `{ x: 1 }` and of a method's name. */
function isOnlyWritten(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent?.type === "MemberExpression") return parent.property === node && !parent.computed;
  const isKeyed =
    parent?.type === "Property" || parent?.type === "MethodDefinition" || parent?.type === "PropertyDefinition";
  return isKeyed && parent.key === node && !parent.computed;
}

/** `args.x = 1`, `args.x++`, `delete args.x` */
function isChanged(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent?.type === "AssignmentExpression") return parent.left === node;
  return parent?.type === "UpdateExpression" || (parent?.type === "UnaryExpression" && parent.operator === "delete");
}
