import type { ForInStatement, ForStatement, Statement, VariableDeclaration } from "acorn";
import { variableName } from "./compile-function.ts";
import { keysOf } from "./globals.ts";
import { JsSyntaxError } from "./machine.ts";
import { type Code, type Compiler, type Completion, type Exec, frameAt, refused, type Scope } from "./scope.ts";

/** The statements a function's body may hold: var, if, for, for-in, while, do, break, continue, return, blocks. */
export function compileStatement(node: Statement, scope: Scope, compiler: Compiler): Exec {
  switch (node.type) {
    case "EmptyStatement":
    case "FunctionDeclaration":
      return () => undefined;
    case "ExpressionStatement":
      return effect(compiler.expression(node.expression, scope));
    case "VariableDeclaration":
      return compileVariables(node, scope, compiler);
    case "BlockStatement":
      return inOrder(node.body.map((inner) => compiler.statement(inner, scope)));
    case "ReturnStatement":
      return compileReturn(node.argument ? compiler.expression(node.argument, scope) : undefined);
    case "BreakStatement":
    case "ContinueStatement": {
      if (node.label) throw refused(node, "a label");
      const completion = node.type === "BreakStatement" ? "break" : "continue";
      return () => completion;
    }
    case "IfStatement": {
      const test = compiler.expression(node.test, scope);
      const yes = compiler.statement(node.consequent, scope);
      const no = node.alternate ? compiler.statement(node.alternate, scope) : undefined;
      return (frame) => (test(frame) ? yes(frame) : no?.(frame));
    }
    case "WhileStatement":
      return loop({ test: compiler.expression(node.test, scope) }, compiler.statement(node.body, scope));
    case "DoWhileStatement": {
      const test = compiler.expression(node.test, scope);
      return loop({ test, testsFirst: false }, compiler.statement(node.body, scope));
    }
    case "ForStatement":
      return compileFor(node, scope, compiler);
    case "ForInStatement":
      return compileForIn(node, scope, compiler);
    default:
      throw refused(node, node.type.replace("Statement", "").toLowerCase());
  }
}

// --- internal ---

function effect(code: Code): Exec {
  return (frame) => {
    code(frame);
    return undefined;
  };
}

function inOrder(statements: Exec[]): Exec {
  return (frame) => {
    for (const statement of statements) {
      const completion = statement(frame);
      if (completion !== undefined) return completion;
    }
    return undefined;
  };
}

function compileReturn(code: Code | undefined): Exec {
  return (frame) => {
    frame.result = code?.(frame);
    return "return";
  };
}

function compileVariables(node: VariableDeclaration, scope: Scope, compiler: Compiler): Exec {
  const codes = node.declarations.flatMap(({ id, init }) => {
    const slot = scope.declare(variableName(id));
    if (!init) return [];
    const code = compiler.expression(init, scope);
    return [effect((frame) => (frame.slots[slot] = code(frame)))];
  });
  return inOrder(codes);
}

interface Loop {
  before?: Exec | undefined;
  test?: Code | undefined;
  testsFirst?: boolean;
  after?: Code | undefined;
}

function loop({ before, test, testsFirst = true, after }: Loop, body: Exec): Exec {
  return (frame) => {
    before?.(frame);
    for (let first = true; (first && !testsFirst) || !test || test(frame); first = false) {
      frame.machine.charge(1);
      const completion = body(frame);
      if (completion === "return") return completion;
      if (completion === "break") break;
      after?.(frame);
    }
    return undefined;
  };
}

function compileFor(node: ForStatement, scope: Scope, compiler: Compiler): Exec {
  const { init, test, update } = node;
  const before =
    init?.type === "VariableDeclaration"
      ? compileVariables(init, scope, compiler)
      : init && effect(compiler.expression(init, scope));
  const turn = {
    before,
    test: test && compiler.expression(test, scope),
    after: update && compiler.expression(update, scope),
  };
  return loop(
    { before: turn.before ?? undefined, test: turn.test ?? undefined, after: turn.after ?? undefined },
    compiler.statement(node.body, scope),
  );
}

function compileForIn(node: ForInStatement, scope: Scope, compiler: Compiler): Exec {
  const pattern = node.left.type === "VariableDeclaration" ? node.left.declarations[0]?.id : node.left;
  if (!pattern) throw refused(node, "for in without a variable");
  const name = variableName(pattern);
  const place = scope.find(name);
  if (!place) throw new JsSyntaxError(`${name} is not declared`, node.left.start);
  const [object, body] = [compiler.expression(node.right, scope), compiler.statement(node.body, scope)];
  return (frame) => {
    const target = object(frame);
    if (target === undefined || target === null) return undefined;
    for (const key of keysOf(target, frame.machine)) {
      frame.machine.charge(1);
      frameAt(frame, place.hops).slots[place.slot] = key;
      const completion: Completion = body(frame);
      if (completion === "return") return completion;
      if (completion === "break") break;
    }
    return undefined;
  };
}
