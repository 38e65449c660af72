import type {
  AssignmentExpression,
  BinaryExpression,
  Expression,
  LogicalExpression,
  Pattern,
  UnaryExpression,
  UpdateExpression,
} from "acorn";
import { computedKey, objectOf, staticName, withoutParentheses } from "./compile-access.ts";
import { add, compare, looseEquals, strictEquals, toKey, toNumber, typeOf } from "./convert.ts";
import { GLOBALS } from "./globals.ts";
import { JsError, JsSyntaxError, type Machine } from "./machine.ts";
import { readComputed, writeMember } from "./member.ts";
import { type Code, type Compiler, type Frame, frameAt, refused, type Scope } from "./scope.ts";
import { isJsRecord, type JsValue } from "./value.ts";

export function compileUnary(node: UnaryExpression, scope: Scope, compiler: Compiler): Code {
  if (node.operator === "typeof" && isUnknown(node.argument, scope)) return () => "undefined";
  const argument = compiler.expression(node.argument, scope);
  switch (node.operator) {
    case "!":
      return (frame) => !argument(frame);
    case "-":
      return (frame) => -toNumber(argument(frame), frame.machine);
    case "+":
      return (frame) => toNumber(argument(frame), frame.machine);
    case "~":
      return (frame) => ~toNumber(argument(frame), frame.machine);
    case "typeof":
      return (frame) => typeOf(argument(frame));
    default:
      throw refused(node, node.operator);
  }
}

export function compileBinary(node: BinaryExpression, scope: Scope, compiler: Compiler): Code {
  if (node.left.type === "PrivateIdentifier") throw refused(node.left, "a private name");
  const operate = BINARY.get(node.operator);
  if (!operate) throw refused(node, node.operator);
  const [left, right] = [compiler.expression(node.left, scope), compiler.expression(node.right, scope)];
  return (frame) => operate(left(frame), right(frame), frame.machine);
}

export function compileLogical(node: LogicalExpression, scope: Scope, compiler: Compiler): Code {
  const [left, right] = [compiler.expression(node.left, scope), compiler.expression(node.right, scope)];
  const decidesWhen = node.operator === "||";
  return (frame) => {
    const value = left(frame);
    return Boolean(value) === decidesWhen ? value : right(frame);
  };
}

export function compileAssignment(node: AssignmentExpression, scope: Scope, compiler: Compiler): Code {
  const operate = BINARY.get(node.operator.slice(0, -1));
  const right = compiler.expression(node.right, scope);
  return compileTarget(node.left, scope, compiler, (read, frame) =>
    operate ? operate(read(), right(frame), frame.machine) : right(frame),
  );
}

export function compileUpdate(node: UpdateExpression, scope: Scope, compiler: Compiler): Code {
  const step = node.operator === "++" ? 1 : -1;
  let before = 0;
  const update = compileTarget(node.argument, scope, compiler, (read, frame) => {
    before = toNumber(read(), frame.machine);
    return before + step;
  });
  return (frame) => {
    const after = update(frame);
    return node.prefix ? after : before;
  };
}

// --- internal ---

type Operate = (a: JsValue, b: JsValue, machine: Machine) => JsValue;

const BINARY: ReadonlyMap<string, Operate> = new Map<string, Operate>([
  ["==", looseEquals],
  ["!=", (a, b, machine) => !looseEquals(a, b, machine)],
  ["===", strictEquals],
  ["!==", (a, b, machine) => !strictEquals(a, b, machine)],
  ["<", (a, b, machine) => compare(a, b, machine) === -1],
  [">", (a, b, machine) => compare(a, b, machine) === 1],
  ["<=", (a, b, machine) => isAtMost(compare(a, b, machine))],
  [">=", (a, b, machine) => isAtMost(compare(b, a, machine))],
  ["+", add],
  ["-", numeric((a, b) => a - b)],
  ["*", numeric((a, b) => a * b)],
  ["/", numeric((a, b) => a / b)],
  ["%", numeric((a, b) => a % b)],
  ["&", numeric((a, b) => a & b)],
  ["|", numeric((a, b) => a | b)],
  ["^", numeric((a, b) => a ^ b)],
  ["<<", numeric((a, b) => a << b)],
  [">>", numeric((a, b) => a >> b)],
  [">>>", numeric((a, b) => a >>> b)],
  ["in", isIn],
]);

function numeric(operate: (a: number, b: number) => number): Operate {
  return (a, b, machine) => operate(toNumber(a, machine), toNumber(b, machine));
}

function isAtMost(order: -1 | 0 | 1 | undefined): boolean {
  return order === -1 || order === 0;
}

function isIn(key: JsValue, target: JsValue, machine: Machine): boolean {
  if (!Array.isArray(target) && !isJsRecord(target)) throw new JsError("in looks into lists and objects only");
  return Object.hasOwn(target, toKey(key, machine));
}

function isUnknown(node: Expression, scope: Scope): boolean {
  return node.type === "Identifier" && scope.find(node.name) === undefined && !GLOBALS.has(node.name);
}

function compileTarget(
  given: Pattern | Expression,
  scope: Scope,
  compiler: Compiler,
  change: (read: () => JsValue, frame: Frame) => JsValue,
): Code {
  const target = given.type === "ParenthesizedExpression" ? withoutParentheses(given) : given;
  if (target.type === "Identifier") {
    const place = scope.find(target.name);
    if (!place) throw new JsSyntaxError(`${target.name} is not declared`, target.start);
    return (frame) => {
      const { slots } = frameAt(frame, place.hops);
      return (slots[place.slot] = change(() => slots[place.slot], frame));
    };
  }
  if (target.type !== "MemberExpression") throw refused(target, "this target");
  compiler.noteChange();
  const object = compiler.expression(objectOf(target), scope);
  const name = staticName(target);
  const key: Code = name === undefined ? computedKey(target, scope, compiler) : () => name;
  return (frame) => {
    const [owner, property] = [object(frame), key(frame)];
    const value = change(() => readComputed(owner, property, frame.machine), frame);
    writeMember(owner, property, value, frame.machine);
    return value;
  };
}
