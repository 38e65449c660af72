import { isJsonObject, type Json } from "../../json.ts";

/**
 * What a value looks like, as far as arguments, context paths, types and a simulator need to know: a JSON Schema with
 * its references followed, its combinations merged and its depth bounded.
 */
export type Shape = TextShape | NumberShape | BooleanShape | ListShape | ObjectShape | FreeShape;

interface Annotations {
  description: string;
  nullable: boolean;
  /** The component that it was written as. */
  name?: string;
  default?: Json;
  example?: Json;
  /** Only the vendor sets it. */
  readOnly: boolean;
  /** Only ever sent, such as a password. */
  writeOnly: boolean;
  deprecated: boolean;
}

export interface TextShape extends Annotations {
  kind: "text";
  format?: string;
  choices?: string[];
  minLength?: number;
  maxLength?: number;
}

export interface NumberShape extends Annotations {
  kind: "number";
  isWhole: boolean;
  choices?: number[];
  minimum?: number;
  maximum?: number;
}

export interface BooleanShape extends Annotations {
  kind: "boolean";
}

export interface ListShape extends Annotations {
  kind: "list";
  item: Shape;
}

/** An object whose members are known. */
export interface ObjectShape extends Annotations {
  kind: "object";
  members: Member[];
}

export interface Member {
  name: string;
  isRequired: boolean;
  shape: Shape;
}

/** Anything, or an object of any members: described by no schema, too deep, or within itself. */
export interface FreeShape extends Annotations {
  kind: "free";
  isObject: boolean;
}

/** A shape of which nothing is known. */
export function freeShape(isObject = false): FreeShape {
  return {
    kind: "free",
    isObject,
    description: "",
    nullable: false,
    readOnly: false,
    writeOnly: false,
    deprecated: false,
  };
}

/** A shape whose parts have examples of their own: theirs, else what the example of the whole has in their place. */
export function spreadExample<T extends Shape>(shape: T, inherited?: Json): T {
  const example = shape.example ?? inherited;
  const own = example === undefined ? shape : { ...shape, example };
  if (own.kind === "list") {
    return { ...own, item: spreadExample(own.item, Array.isArray(example) ? example[0] : undefined) };
  }
  if (own.kind !== "object") return own;
  const values = isJsonObject(example) ? example : {};
  const members = own.members.map((member) => {
    const { name, shape: inner } = member;
    return { ...member, shape: spreadExample(inner, Object.hasOwn(values, name) ? values[name] : undefined) };
  });
  return { ...own, members };
}

/** A shape as a request has it, at every depth: what only the vendor sets is not sent, and never asked for. */
export function sendable(shape: Shape): Shape {
  if (shape.kind === "list") return { ...shape, item: sendable(shape.item) };
  if (shape.kind !== "object") return shape;
  const members = shape.members.filter((member) => !member.shape.readOnly);
  return { ...shape, members: members.map((member) => ({ ...member, shape: sendable(member.shape) })) };
}

/** The member of a name. */
export function memberOf(shape: Shape | undefined, name: string): Member | undefined {
  return shape?.kind === "object" ? shape.members.find((member) => member.name === name) : undefined;
}

export function isScalar(shape: Shape): shape is TextShape | NumberShape | BooleanShape {
  return shape.kind === "text" || shape.kind === "number" || shape.kind === "boolean";
}

/** Whether a text holds any moment or day. */
export function isDate(shape: Shape): boolean {
  if (shape.kind !== "text" || shape.choices !== undefined) return false;
  return shape.format === "date-time" || shape.format === "date";
}
