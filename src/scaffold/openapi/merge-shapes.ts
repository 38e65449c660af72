import omit from "lodash/omit.js";
import { freeShape, type Member, type ObjectShape, type Shape, type TextShape } from "./shape.ts";

/** What fits all of several schemas (`allOf`): an object has the members of all of them. */
export function mergeAll(shapes: readonly Shape[]): Shape {
  // What is free says nothing that the others do not say better.
  const telling = shapes.filter(({ kind }) => kind !== "free");
  const [first, ...others] = telling.length > 0 ? telling : shapes;
  if (first === undefined) return freeShape();
  const merged = others.reduce(both, first);
  return { ...merged, nullable: shapes.every(({ nullable }) => nullable) };
}

/** What fits any of several schemas (`oneOf`, `anyOf`): required is only what all of them require. */
export function mergeChoice(shapes: readonly Shape[]): Shape {
  const real = shapes.filter((shape) => !isNull(shape));
  const isNullable = real.length < shapes.length || real.some(({ nullable }) => nullable);
  const [first, ...others] = real;
  return { ...(first === undefined ? freeShape() : others.reduce(either, first)), nullable: isNullable };
}

// --- internal ---

/** `type: "null"` is read as a free shape that is null. */
function isNull(shape: Shape): boolean {
  return shape.kind === "free" && !shape.isObject && shape.nullable;
}

/** Of two that contradict each other the later one is right: it refines what stands before. */
function both(left: Shape, right: Shape): Shape {
  const description = right.description || left.description;
  if (left.kind === "object" && right.kind === "object") {
    return { ...left, ...right, description, members: unionOf(left, right, both, (one, other) => one || other) };
  }
  if (left.kind === "text" && right.kind === "text") return { ...left, ...right, description };
  if (left.kind === "number" && right.kind === "number") return { ...left, ...right, description };
  return { ...right, description };
}

function either(left: Shape, right: Shape): Shape {
  if (left.kind === "object" && right.kind === "object") {
    // It is neither of the two components any more.
    return { ...omit(left, "name"), members: unionOf(left, right, either, (one, other) => one && other) };
  }
  if (left.kind === "text" && right.kind === "text") return eitherText(left, right);
  if (left.kind === "number" && right.kind === "number") {
    return { ...omit(left, "choices", "minimum", "maximum"), isWhole: left.isWhole && right.isWhole };
  }
  if (left.kind === "list" && right.kind === "list") return { ...left, item: either(left.item, right.item) };
  if (left.kind === "boolean" && right.kind === "boolean") return left;
  const isObject = [left, right].every((shape) => shape.kind === "object" || (shape.kind === "free" && shape.isObject));
  return { ...freeShape(isObject), description: left.description || right.description };
}

function eitherText(left: TextShape, right: TextShape): TextShape {
  const isClosed = left.choices !== undefined && right.choices !== undefined;
  const choices = [...new Set([...(left.choices ?? []), ...(right.choices ?? [])])];
  return {
    ...omit(left, "choices", "format", "minLength", "maxLength"),
    ...(isClosed && { choices }),
    ...(left.format !== undefined && left.format === right.format && { format: left.format }),
  };
}

/** The members of two objects; those of one name are merged, and required as `isRequired` says of the two. */
function unionOf(
  left: ObjectShape,
  right: ObjectShape,
  merge: (left: Shape, right: Shape) => Shape,
  isRequired: (left: boolean, right: boolean) => boolean,
): Member[] {
  const others = new Map(right.members.map((member) => [member.name, member]));
  const names = new Set(left.members.map(({ name }) => name));
  const merged = left.members.map((member): Member => {
    const other = others.get(member.name);
    return {
      name: member.name,
      isRequired: isRequired(member.isRequired, other?.isRequired ?? false),
      shape: other === undefined ? member.shape : merge(member.shape, other.shape),
    };
  });
  const added = right.members.filter(({ name }) => !names.has(name));
  return [...merged, ...added.map((member) => ({ ...member, isRequired: isRequired(false, member.isRequired) }))];
}
