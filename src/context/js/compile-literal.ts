import type { ArrayExpression, Literal, ObjectExpression, Property } from "acorn";
import { isUnsafeKey } from "../../json.ts";
import { JsError, JsSyntaxError } from "./machine.ts";
import { compilePattern } from "./pattern.ts";
import { type Code, type Compiler, refused, type Scope } from "./scope.ts";
import { type JsRecord, jsRegExp } from "./value.ts";

export function compileLiteral(node: Literal): Code {
  if (node.regex) {
    const { pattern: source, flags } = node.regex;
    const pattern = located(node.start, () => compilePattern(source, flags));
    // Made anew each time: a `g` expression remembers where it stopped.
    return () => jsRegExp(pattern, source, flags);
  }
  const { value } = node;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null) {
    return () => value;
  }
  throw refused(node, "this literal");
}

export function compileArray(node: ArrayExpression, scope: Scope, compiler: Compiler): Code {
  const members = node.elements.map((element) => {
    if (element === null) throw refused(node, "a list with holes");
    if (element.type === "SpreadElement") throw refused(element, "...");
    return compiler.expression(element, scope);
  });
  return (frame) => {
    frame.machine.charge(1 + members.length);
    return members.map((member) => member(frame));
  };
}

export function compileObject(node: ObjectExpression, scope: Scope, compiler: Compiler): Code {
  const members = node.properties.map((property) => {
    if (property.type === "SpreadElement") throw refused(property, "...");
    if (property.kind !== "init" || property.method || property.computed) throw refused(property, "this property");
    return [keyOf(property), compiler.expression(property.value, scope)] as const;
  });
  return (frame) => {
    frame.machine.charge(1 + members.length);
    const object: JsRecord = {};
    for (const [key, code] of members) object[key] = code(frame);
    return object;
  };
}

// --- internal ---

function keyOf({ key }: Property): string {
  const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : undefined;
  if (name === undefined || isUnsafeKey(name)) throw new JsSyntaxError(`the key "${name ?? ""}" is refused`, key.start);
  return name;
}

function located<T>(offset: number, body: () => T): T {
  try {
    return body();
  } catch (cause) {
    if (!(cause instanceof JsError)) throw cause;
    throw new JsSyntaxError(cause.message, offset);
  }
}
