import type {
  ArrowFunctionExpression,
  FunctionDeclaration,
  FunctionExpression,
  Pattern,
  Statement,
  VariableDeclaration,
} from "acorn";
import { type Code, type Compiler, type Exec, type Frame, refused, Scope } from "./scope.ts";
import { jsFunction, type JsFunction, type JsValue } from "./value.ts";

type FunctionNode = ArrowFunctionExpression | FunctionDeclaration | FunctionExpression;

/** A function expression, an arrow function, or the value of a declaration. */
export function compileFunction(node: FunctionNode, outer: Scope, compiler: Compiler): Code {
  if (node.async || node.generator) throw refused(node, "an asynchronous function or a generator");
  const name = node.id?.name ?? "";
  const scope = new Scope(node.params.map(variableName), outer);
  const count = node.params.length;
  // A function expression knows itself by its name.
  const itself = node.type === "FunctionExpression" && name !== "" ? scope.declare(name) : -1;
  const begin = node.body.type === "BlockStatement" ? hoist(node.body.body, scope, compiler) : () => undefined;
  const body = compileBody(node, scope, compiler);
  return (parent) => {
    const made: JsFunction = jsFunction(name, (args, machine) =>
      machine.nest(() => {
        const slots = new Array<JsValue>(scope.names.length).fill(undefined);
        for (let index = 0; index < count; index += 1) slots[index] = args[index];
        if (itself >= count) slots[itself] = made;
        const frame: Frame = { slots, parent, machine, result: undefined };
        begin(frame);
        return body(frame);
      }),
    );
    return made;
  };
}

/** Declares the variables and functions that stand anywhere in these statements; gives what makes the functions. */
export function hoist(statements: readonly Statement[], scope: Scope, compiler: Compiler): (frame: Frame) => void {
  const functions = statements.flatMap((statement) => declare(statement, scope));
  const made = functions.map((node) => [scope.declare(node.id.name), compileFunction(node, scope, compiler)] as const);
  return (frame) => {
    for (const [slot, code] of made) frame.slots[slot] = code(frame);
  };
}

export function variableName(pattern: Pattern): string {
  if (pattern.type !== "Identifier") throw refused(pattern, "a parameter or variable that is more than a name");
  return pattern.name;
}

// --- internal ---

function compileBody(node: FunctionNode, scope: Scope, compiler: Compiler): Code {
  if (node.body.type !== "BlockStatement") return compiler.expression(node.body, scope);
  const statements: Exec[] = node.body.body.map((statement) => compiler.statement(statement, scope));
  return (frame) => {
    for (const statement of statements) if (statement(frame) === "return") return frame.result;
    return undefined;
  };
}

/** Declares the `var`s of a statement and of those within it; gives the functions declared there. */
function declare(node: Statement | VariableDeclaration, scope: Scope): FunctionDeclaration[] {
  switch (node.type) {
    case "FunctionDeclaration":
      scope.declare(node.id.name);
      return [node];
    case "VariableDeclaration":
      if (node.kind !== "var") throw refused(node, `${node.kind} (use var)`);
      for (const { id } of node.declarations) scope.declare(variableName(id));
      return [];
    case "BlockStatement":
      return node.body.flatMap((inner) => declare(inner, scope));
    case "IfStatement":
      return [node.consequent, ...(node.alternate ? [node.alternate] : [])].flatMap((inner) => declare(inner, scope));
    case "ForStatement":
      if (node.init?.type === "VariableDeclaration") declare(node.init, scope);
      return declare(node.body, scope);
    case "ForInStatement":
      if (node.left.type === "VariableDeclaration") declare(node.left, scope);
      return declare(node.body, scope);
    case "WhileStatement":
    case "DoWhileStatement":
      return declare(node.body, scope);
    default:
      return [];
  }
}
