import { argumentsIn } from "../plan-body.ts";
import type { CommandPlan } from "../plan.ts";
import { sendable, type Member, type Shape } from "../shape.ts";

/** A shape as the simulator's tables write it: without descriptions, and with what is of no use to it left out. */
export function simulatedShape(shape: Shape, depth = 0): object {
  const nullable = shape.nullable ? { isNullable: true } : {};
  switch (shape.kind) {
    case "text":
      return {
        kind: "text",
        ...(shape.choices === undefined && KNOWN_FORMATS.has(shape.format ?? "") && { format: shape.format }),
        ...(shape.choices !== undefined && { choices: shape.choices }),
        ...(typeof shape.example === "string" &&
          shape.example !== "" &&
          shape.choices === undefined && { example: shape.example.slice(0, 100) }),
        ...(shape.minLength !== undefined &&
          shape.minLength > 0 &&
          shape.minLength < 200 && { shortest: shape.minLength }),
        ...(shape.maxLength !== undefined && { longest: shape.maxLength }),
        ...nullable,
      };
    case "number":
      return {
        kind: "number",
        ...(shape.isWhole && { isWhole: true }),
        ...(shape.choices !== undefined && { choices: shape.choices }),
        ...(shape.minimum !== undefined && { least: shape.minimum }),
        ...(shape.maximum !== undefined && { most: shape.maximum }),
        ...nullable,
      };
    case "boolean":
      return { kind: "boolean", ...nullable };
    case "list":
      return { kind: "list", item: simulatedShape(shape.item, depth + 1), ...nullable };
    case "object":
      return depth > DEEPEST
        ? { kind: "free", isObject: true, ...nullable }
        : { ...objectShape(shape.members, depth), ...nullable };
    case "free":
      return { kind: "free", ...(shape.isObject && { isObject: true }), ...nullable };
  }
}

/** What a request's body must look like: what only the vendor sets is not asked for. */
export function requestShape({ operation, body }: CommandPlan): object | undefined {
  if (operation.body === undefined || body === undefined) return undefined;
  const shape = sendable(operation.body.shape);
  if (shape.kind !== "object") return simulatedShape(shape);
  const sent = new Set(argumentsIn(body).map(({ target }) => (target.in === "body" ? target.keys[0] : undefined)));
  return objectShape(
    shape.members.filter(({ name }) => sent.has(name)),
    0,
  );
}

// --- internal ---

const DEEPEST = 9;

const KNOWN_FORMATS: ReadonlySet<string> = new Set([
  ...["date", "date-time", "email", "hostname", "ipv4", "ipv6", "time", "uri", "url", "uuid"],
]);

function objectShape(members: readonly Member[], depth: number): object {
  const shown = members.filter(({ shape }) => depth === 0 || !shape.writeOnly);
  const required = shown.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  return {
    kind: "object",
    members: Object.fromEntries(shown.map(({ name, shape }) => [name, simulatedShape(shape, depth + 1)])),
    ...(required.length > 0 && { required }),
  };
}
