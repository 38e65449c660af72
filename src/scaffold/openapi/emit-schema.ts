import { call, member, object, type Entry } from "./code.ts";
import type { Doc } from "./layout.ts";
import type { FieldPlan } from "./plan.ts";
import type { Shape } from "./shape.ts";

/** The valibot schema of a vendor's object. */
export function schemaOf(fields: readonly FieldPlan[], isTall = false): Doc {
  const entries = fields.map((field): Entry => ({ key: field.source, value: fieldSchema(field) }));
  return call("v.object", [object(entries, isTall)], true);
}

/** `ticketSchema` */
export function schemaName(typeName: string): string {
  return `${typeName.charAt(0).toLowerCase()}${typeName.slice(1)}Schema`;
}

/** The schema of a value that is no object with known fields. */
export function valueSchema(shape: Shape): Doc {
  switch (shape.kind) {
    case "text":
      // Choices are left open: vendors add to them, and nothing here depends on them.
      return "v.string()";
    case "number":
      return "v.number()";
    case "boolean":
      return "v.boolean()";
    case "list":
      return call("v.array", [nullable(shape.item, valueSchema(shape.item))]);
    default:
      return shape.kind === "free" && !shape.isObject ? "v.unknown()" : "v.record(v.string(), v.unknown())";
  }
}

/** What turns a vendor's object into context: `{ ID: ticket.id, … }`. */
export function mappingOf(fields: readonly FieldPlan[], subject: string, depth = 0): Doc {
  const entries = fields.map((field): Entry => ({ key: field.key, value: fieldMapping(field, subject, depth) }));
  return object(entries, depth === 0);
}

export function nullable(shape: Shape, schema: Doc): Doc {
  return shape.nullable ? call("v.nullable", [schema]) : schema;
}

// --- internal ---

function fieldSchema(field: FieldPlan): Doc {
  const { shape, fields, isList, isRequired, isNullable } = field;
  const one = fields === undefined ? valueSchema(shape) : schemaOf(fields);
  const item = isList && shape.nullable ? call("v.nullable", [one]) : one;
  const whole = isList ? call("v.array", [item]) : item;
  if (isRequired) return isNullable ? call("v.nullable", [whole]) : whole;
  return call(isNullable ? "v.nullish" : "v.optional", [whole]);
}

function fieldMapping(
  { source, fields, isList, isRequired, isNullable }: FieldPlan,
  subject: string,
  depth: number,
): Doc {
  const value = member(subject, source);
  if (fields === undefined) return value;
  const isSure = isRequired && !isNullable;
  if (!isList) {
    const inner = mappingOf(fields, value, depth + 1);
    return isSure ? inner : [`${value} && `, inner];
  }
  const each = ["each", "inner", "part"][depth] ?? "one";
  return [`${value}${isSure ? "." : "?."}map((${each}) => (`, mappingOf(fields, each, depth + 1), "))"];
}
