import type {
  CallExpression,
  Expression,
  Identifier,
  MemberExpression,
  NewExpression,
  SpreadElement,
  Super,
} from "acorn";
import { MUTATING_METHODS } from "./array-methods.ts";
import { GLOBALS } from "./globals.ts";
import { JsError } from "./machine.ts";
import { callNamed, readComputed, readNamed } from "./member.ts";
import { type Code, type Compiler, frameAt, refused, type Scope } from "./scope.ts";
import { isJsFunction } from "./value.ts";

export function compileIdentifier(node: Identifier, scope: Scope): Code {
  const { name } = node;
  const place = scope.find(name);
  if (place) {
    const { hops, slot } = place;
    return hops === 0 ? (frame) => frame.slots[slot] : (frame) => frameAt(frame, hops).slots[slot];
  }
  if (GLOBALS.has(name)) {
    const value = GLOBALS.get(name);
    return () => value;
  }
  return () => {
    throw new JsError(`${name} is not defined`);
  };
}

export function compileMember(node: MemberExpression, scope: Scope, compiler: Compiler): Code {
  const object = compiler.expression(objectOf(node), scope);
  const name = staticName(node);
  if (name !== undefined) {
    if (MUTATING_METHODS.has(name)) compiler.noteChange();
    return (frame) => readNamed(object(frame), name);
  }
  const key = computedKey(node, scope, compiler);
  return (frame) => readComputed(object(frame), key(frame), frame.machine);
}

/** The object of `object.name`; `super` is refused. */
export function objectOf(node: MemberExpression): Expression {
  return expressionOf(node.object);
}

/** The name in `object.name` and `object["name"]`; undefined for one that is only known when it runs. */
export function staticName(node: MemberExpression): string | undefined {
  const { property } = node;
  if (!node.computed) return property.type === "Identifier" ? property.name : undefined;
  return property.type === "Literal" && typeof property.value === "string" ? property.value : undefined;
}

export function computedKey(node: MemberExpression, scope: Scope, compiler: Compiler): Code {
  if (node.property.type === "PrivateIdentifier") throw refused(node.property, "a private name");
  return compiler.expression(node.property, scope);
}

export function compileCall(node: CallExpression, scope: Scope, compiler: Compiler): Code {
  const callee = withoutParentheses(expressionOf(node.callee));
  const args = compileArguments(node.arguments, scope, compiler);
  const name = callee.type === "MemberExpression" ? staticName(callee) : undefined;
  if (callee.type === "MemberExpression" && name !== undefined) {
    if (MUTATING_METHODS.has(name)) compiler.noteChange();
    const object = compiler.expression(objectOf(callee), scope);
    return (frame) => {
      const target = object(frame);
      frame.machine.charge(1);
      return callNamed(
        target,
        name,
        args.map((arg) => arg(frame)),
        frame.machine,
      );
    };
  }
  const code = compiler.expression(callee, scope);
  return (frame) => {
    const called = code(frame);
    if (!isJsFunction(called)) throw new JsError("what is called is no function");
    frame.machine.charge(1);
    return called.invoke(
      args.map((arg) => arg(frame)),
      frame.machine,
    );
  };
}

export function compileNew(node: NewExpression, scope: Scope, compiler: Compiler): Code {
  const callee = compiler.expression(expressionOf(node.callee), scope);
  const args = compileArguments(node.arguments, scope, compiler);
  return (frame) => {
    const called = callee(frame);
    if (!isJsFunction(called) || !called.construct) throw new JsError("new makes dates and RegExps only");
    return called.construct(
      args.map((arg) => arg(frame)),
      frame.machine,
    );
  };
}

export function withoutParentheses(node: Expression): Expression {
  return node.type === "ParenthesizedExpression" ? withoutParentheses(node.expression) : node;
}

// --- internal ---

function expressionOf(node: Expression | Super): Expression {
  if (node.type === "Super") throw refused(node, "super");
  return node;
}

function compileArguments(nodes: (Expression | SpreadElement)[], scope: Scope, compiler: Compiler): Code[] {
  return nodes.map((node) => {
    if (node.type === "SpreadElement") throw refused(node, "...");
    return compiler.expression(node, scope);
  });
}
