import type { ArgumentPlan, Target } from "./plan.ts";
import { freeShape, isDate, isScalar, type Shape, type TextShape } from "./shape.ts";

/** One argument of a manifest, from the shape of what it holds. */
export function argumentOf(given: {
  name: string;
  shape: Shape;
  description: string;
  isRequired: boolean;
  isDeprecated: boolean;
  target: Target;
  /** Whether what the document says is usual is sent when nothing else is given. */
  fillsDefault: boolean;
}): ArgumentPlan {
  const { name, shape: whole, isRequired, isDeprecated, target } = given;
  const isList = whole.kind === "list";
  const shape = isList ? whole.item : whole;
  const type = typeOf(shape);
  const choices = choicesOf(shape);
  const defaultValue = given.fillsDefault ? defaultOf(whole, choices) : undefined;
  return {
    name,
    description: given.description || usualDescription(given.name, shape, isList),
    isRequired,
    isPositional: false,
    isList,
    isSecret: whole.writeOnly || (shape.kind === "text" && shape.format === "password"),
    isDeprecated,
    type,
    ...(choices !== undefined && { choices }),
    ...(defaultValue !== undefined && { defaultValue }),
    target,
    shape,
  };
}

/** A text of which nothing more is known. */
export function textShape(): TextShape {
  return { ...freeShape(), kind: "text" };
}

// --- internal ---

function typeOf(shape: Shape): ArgumentPlan["type"] {
  switch (shape.kind) {
    case "text":
      return isDate(shape) ? "date" : "string";
    case "number":
      // XSOAR's numbers are whole; a fraction travels as text.
      return shape.isWhole ? "number" : "string";
    case "boolean":
      return "boolean";
    case "object":
      return "keyValue";
    default:
      return shape.kind === "free" && shape.isObject ? "keyValue" : "unknown";
  }
}

function choicesOf(shape: Shape): string[] | undefined {
  if (shape.kind === "boolean") return ["true", "false"];
  if (shape.kind === "text" && shape.choices !== undefined) return shape.choices.filter((choice) => choice !== "");
  return shape.kind === "number" && shape.isWhole && shape.choices !== undefined
    ? shape.choices.map(String)
    : undefined;
}

function defaultOf(shape: Shape, choices: readonly string[] | undefined): string | undefined {
  const value = shape.default;
  if (
    !isScalar(shape) ||
    isDate(shape) ||
    (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
  ) {
    return undefined;
  }
  const text = String(value);
  const isOfKind =
    shape.kind === "text" || (shape.kind === "number" ? /^-?\d+$/.test(text) : /^(?:true|false)$/.test(text));
  return text !== "" && isOfKind && (choices === undefined || choices.includes(text)) ? text : undefined;
}

function usualDescription(name: string, shape: Shape, isList: boolean): string {
  const words = name
    .replaceAll("_", " ")
    .replace(/\bid\b/, "ID")
    .replace(/\bids\b/, "IDs");
  const json = shape.kind === "object" || (shape.kind === "free" && shape.isObject);
  const form = json ? (isList ? ", a JSON list of objects" : ", as JSON or key=value pairs") : "";
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${form}.`;
}
