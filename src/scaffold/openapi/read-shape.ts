import omit from "lodash/omit.js";
import { isJsonObject, isUnsafeKey, type Json, type JsonObject } from "../../json.ts";
import { mergeAll, mergeChoice } from "./merge-shapes.ts";
import type { References } from "./references.ts";
import { freeShape, type Member, type Shape } from "./shape.ts";

/** Reads schemas into shapes. What lies deeper than eight levels, or within itself, is read as free. */
export interface ShapeReader {
  read(schema: Json | undefined): Shape;
}

/** One reader serves one document: all its schemas together may have 300,000 parts; what comes after is free. */
export function createShapeReader(references: References): ShapeReader {
  let left = MOST_PARTS;

  function read(schema: Json | undefined, depth: number, within: readonly JsonObject[]): Shape {
    left -= 1;
    const resolved = references.resolve(schema);
    if (resolved === undefined || left < 0) return freeShape();
    const { node, name } = resolved;
    const own = within.includes(identityOf(schema, node));
    if (own || depth > DEEPEST || within.length > LONGEST_CHAIN)
      return annotated(freeShape(typesOf(node).includes("object")), node, undefined);
    const inside = [...within, identityOf(schema, node)];
    return annotated(
      shapeOf(
        node,
        (part, step = 1) => read(part, depth + step, inside),
        (part) => references.resolve(part)?.node,
      ),
      node,
      name,
    );
  }

  return { read: (schema) => read(schema, 0, []) };
}

// --- internal ---

const MOST_PARTS = 300_000;
/** Schemas that stand within or refer to each other, an `allOf` within an `allOf` too. */
const LONGEST_CHAIN = 40;
const DEEPEST = 8;
const MOST_MEMBERS = 300;
/** Of a choice of more, the rest is not looked at. */
const MOST_VARIANTS = 40;

type ReadPart = (schema: Json | undefined, step?: number) => Shape;

/** Two references to one component give two descriptions, but are the same schema. */
function identityOf(schema: Json | undefined, node: JsonObject): JsonObject {
  return isJsonObject(schema) && typeof schema.$ref === "string"
    ? isJsonObject(node.properties)
      ? node.properties
      : node
    : node;
}

function shapeOf(node: JsonObject, read: ReadPart, resolved: (part: Json) => JsonObject | undefined): Shape {
  const parts = listOf(node.allOf).slice(0, MOST_VARIANTS);
  const choices = [...listOf(node.oneOf), ...listOf(node.anyOf)].slice(0, MOST_VARIANTS);
  if (parts.length === 0 && choices.length === 0) return plainShape(node, read);
  const rest = omit(node, "allOf", "oneOf", "anyOf");
  const whole = parts.map((part) => read(part, 0));
  // Of `type: object` beside a choice nothing can be learnt that the choice does not say.
  const says = ["properties", "items", "enum", "const", "format"].some((key) => Object.hasOwn(rest, key));
  if (says) whole.push(plainShape(rest, read));
  if (choices.length > 0) {
    const one = mergeChoice(choices.map((choice) => read(choice, 0)));
    if (whole.length === 0) return one;
    whole.push(one);
  }
  // An `allOf` may hold a part that says nothing but `required`, and may stand beside one.
  const required = parts.flatMap((part) => listOf(resolved(part)?.required));
  return requiring(mergeAll(whole), [...listOf(rest.required), ...required]);
}

function requiring(shape: Shape, names: readonly Json[]): Shape {
  if (shape.kind !== "object" || names.length === 0) return shape;
  const required = new Set(names);
  const members = shape.members.map((member) => (required.has(member.name) ? { ...member, isRequired: true } : member));
  return { ...shape, members };
}

function plainShape(node: JsonObject, read: ReadPart): Shape {
  const types = typesOf(node);
  const known = types.filter((type) => type !== "null");
  const shape = known.length === 1 || known.length === 0 ? ofType(known[0], node, read) : ofTypes(known);
  return types.includes("null") ? { ...shape, nullable: true } : shape;
}

/** Several types at once: whole numbers are numbers; all else is anything. */
function ofTypes(types: string[]): Shape {
  const isNumber = types.every((type) => type === "number" || type === "integer");
  return isNumber ? { ...freeShape(), kind: "number", isWhole: false } : freeShape();
}

function ofType(type: string | undefined, node: JsonObject, read: ReadPart): Shape {
  const base = freeShape();
  switch (type ?? impliedType(node)) {
    case "string":
      return textShape(node);
    case "integer":
    case "number": {
      const choices = valuesOf(node).filter((value) => typeof value === "number");
      const isWhole = type === "integer" || (choices.length > 0 && choices.every(Number.isInteger));
      return {
        ...base,
        kind: "number",
        isWhole,
        ...(choices.length > 0 && { choices }),
        ...numberAt(node, "minimum"),
        ...numberAt(node, "maximum"),
      };
    }
    case "boolean":
      return { ...base, kind: "boolean" };
    case "array":
      return { ...base, kind: "list", item: read(node.items) };
    case "object":
      return objectShape(node, read);
    default:
      return base;
  }
}

function textShape(node: JsonObject): Shape {
  const choices = [...new Set(valuesOf(node).filter((value) => typeof value === "string"))];
  return {
    ...freeShape(),
    kind: "text",
    ...(typeof node.format === "string" && { format: node.format }),
    ...(choices.length > 0 && { choices }),
    ...numberAt(node, "minLength"),
    ...numberAt(node, "maxLength"),
  };
}

function objectShape(node: JsonObject, read: ReadPart): Shape {
  const properties = isJsonObject(node.properties) ? node.properties : {};
  const required = new Set(listOf(node.required));
  // A name that reaches into JavaScript's prototypes is written nowhere.
  const names = Object.keys(properties).filter((name) => name !== "" && !isUnsafeKey(name));
  const members = names.slice(0, MOST_MEMBERS).map((name): Member => {
    return { name, isRequired: required.has(name), shape: read(properties[name]) };
  });
  return members.length === 0 ? freeShape(true) : { ...freeShape(), kind: "object", members };
}

function annotated(shape: Shape, node: JsonObject, name: string | undefined): Shape {
  const example = node.example ?? (Array.isArray(node.examples) ? node.examples[0] : undefined);
  return {
    ...shape,
    description: typeof node.description === "string" ? node.description : shape.description,
    ...(name !== undefined && { name }),
    ...(node.default !== undefined && node.default !== null && { default: node.default }),
    ...(example !== undefined && example !== null && { example }),
    readOnly: shape.readOnly || node.readOnly === true,
    writeOnly: shape.writeOnly || node.writeOnly === true,
    deprecated: shape.deprecated || node.deprecated === true,
  };
}

function typesOf(node: JsonObject): string[] {
  return [node.type].flat().filter((type) => typeof type === "string");
}

function impliedType(node: JsonObject): string | undefined {
  if (isJsonObject(node.properties) || isJsonObject(node.additionalProperties)) return "object";
  if (node.items !== undefined) return "array";
  const [value] = valuesOf(node);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? typeof value
    : undefined;
}

function valuesOf(node: JsonObject): Json[] {
  return node.const === undefined ? listOf(node.enum) : [node.const];
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function numberAt<K extends string>(node: JsonObject, key: K): Partial<Record<K, number>> {
  const value = node[key];
  if (typeof value !== "number") return {};
  const found: Partial<Record<K, number>> = {};
  found[key] = value;
  return found;
}
