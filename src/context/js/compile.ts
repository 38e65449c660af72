import { type Expression, parse, parseExpressionAt, type Statement } from "acorn";
import { compileCall, compileIdentifier, compileMember, compileNew } from "./compile-access.ts";
import { compileFunction, hoist } from "./compile-function.ts";
import { compileArray, compileLiteral, compileObject } from "./compile-literal.ts";
import { compileAssignment, compileBinary, compileLogical, compileUnary, compileUpdate } from "./compile-operator.ts";
import { compileStatement } from "./compile-statement.ts";
import { copyOf } from "./json-value.ts";
import { JsSyntaxError, type Machine } from "./machine.ts";
import { type Code, type Compiler, type Frame, refused, Scope } from "./scope.ts";
import type { JsValue } from "./value.ts";

/** An expression, parsed and checked once, to be run as often as wanted. */
export interface Program {
  /** Its syntax tree, for those who look for a shape in it. */
  readonly expression: Expression;
  /** Runs it with the values of its names, which stay as they are. @throws JsError, or whatever the host overflows with */
  run(values: readonly JsValue[], machine: Machine): JsValue;
  /** One part of its tree as a program of its own. */
  part(node: Expression): Program;
}

/**
 * Compiles the JavaScript expression that fills `text` from `start` to its end. `functions` allows function
 * declarations after a semicolon.
 * @throws JsSyntaxError with the offset within `text`, for bad syntax and for everything that is not on the list of what an
 * expression may use.
 */
export function compile(text: string, start: number, names: readonly string[], functions = false): Program {
  return guarded(start, () => {
    const expression = parseExpressionAt(text, start, OPTIONS);
    const rest = text.slice(expression.end);
    const declarations = rest.trim() === "" ? [] : functionsAfter(text, expression.end, functions);
    return programOf(expression, declarations, names);
  });
}

// --- internal ---

const OPTIONS = { ecmaVersion: 2015, preserveParens: true } as const;
const MAX_DEPTH = 250;

function guarded<T>(start: number, body: () => T): T {
  try {
    return body();
  } catch (cause) {
    if (cause instanceof RangeError) throw new JsSyntaxError("is nested too deeply", start);
    if (!(cause instanceof SyntaxError)) throw cause;
    // acorn's own word for a RangeError it met.
    if (cause.message.startsWith("Not enough stack space")) throw new JsSyntaxError("is nested too deeply", start);
    const fault = cause.message.replace(/ \(\d+:\d+\)$/, "");
    const offset = "pos" in cause && typeof cause.pos === "number" ? cause.pos : 0;
    throw new JsSyntaxError(fault.charAt(0).toLowerCase() + fault.slice(1), offset);
  }
}

function functionsAfter(text: string, end: number, allowed: boolean): Statement[] {
  const gap = /^\s*/.exec(text.slice(end))?.[0].length ?? 0;
  if (!allowed || text.charAt(end + gap) !== ";") throw new JsSyntaxError("the expression should end here", end + gap);
  const after = " ".repeat(end + gap + 1) + text.slice(end + gap + 1);
  const { body } = parse(after, OPTIONS);
  return body.map((statement) => {
    if (statement.type === "FunctionDeclaration") return statement;
    throw new JsSyntaxError("only function declarations may follow the semicolon", statement.start);
  });
}

function programOf(expression: Expression, declarations: Statement[], names: readonly string[]): Program {
  let changes = false;
  let depth = 0;
  const compiler: Compiler = {
    expression(node, scope) {
      depth += 1;
      if (depth > MAX_DEPTH) throw new JsSyntaxError("is nested too deeply", node.start);
      const code = compileExpression(node, scope, compiler);
      depth -= 1;
      return code;
    },
    statement: (node, scope) => compileStatement(node, scope, compiler),
    noteChange: () => (changes = true),
  };
  const scope = new Scope(names);
  const begin = hoist(declarations, scope, compiler);
  const code = compiler.expression(expression, scope);
  return {
    expression,
    run(values, machine) {
      machine.charge(1);
      const given = changes ? values.map((value) => copyOf(value, machine)) : [...values];
      const frame: Frame = { slots: given, parent: undefined, machine, result: undefined };
      begin(frame);
      return code(frame);
    },
    part: (node) => programOf(node, declarations, names),
  };
}

function compileExpression(node: Expression, scope: Scope, compiler: Compiler): Code {
  switch (node.type) {
    case "Identifier":
      return compileIdentifier(node, scope);
    case "Literal":
      return compileLiteral(node);
    case "ParenthesizedExpression":
      return compiler.expression(node.expression, scope);
    case "MemberExpression":
      return compileMember(node, scope, compiler);
    case "CallExpression":
      return compileCall(node, scope, compiler);
    case "NewExpression":
      return compileNew(node, scope, compiler);
    case "UnaryExpression":
      return compileUnary(node, scope, compiler);
    case "BinaryExpression":
      return compileBinary(node, scope, compiler);
    case "LogicalExpression":
      return compileLogical(node, scope, compiler);
    case "AssignmentExpression":
      return compileAssignment(node, scope, compiler);
    case "UpdateExpression":
      return compileUpdate(node, scope, compiler);
    case "ArrayExpression":
      return compileArray(node, scope, compiler);
    case "ObjectExpression":
      return compileObject(node, scope, compiler);
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return compileFunction(node, scope, compiler);
    case "ConditionalExpression": {
      const test = compiler.expression(node.test, scope);
      const [yes, no] = [compiler.expression(node.consequent, scope), compiler.expression(node.alternate, scope)];
      return (frame) => (test(frame) ? yes(frame) : no(frame));
    }
    case "SequenceExpression": {
      const codes = node.expressions.map((part) => compiler.expression(part, scope));
      return (frame) => codes.reduce<JsValue>((_before, code) => code(frame), undefined);
    }
    default:
      throw refused(node, REFUSED.get(node.type) ?? node.type);
  }
}

const REFUSED: ReadonlyMap<string, string> = new Map([
  ["ThisExpression", "this"],
  ["TemplateLiteral", "a template literal"],
  ["TaggedTemplateExpression", "a template literal"],
  ["ClassExpression", "class"],
  ["YieldExpression", "yield"],
]);
