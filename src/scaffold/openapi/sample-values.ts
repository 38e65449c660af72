import type { Json, JsonObject } from "../../json.ts";
import type { ArgumentPlan } from "./plan.ts";
import { sendable, type NumberShape, type Shape, type TextShape } from "./shape.ts";

/**
 * What an example gives an argument: a value that fits, with all that is required in it, however deep it lies.
 * @param plain a text where any will do
 */
export function sampleFor({ type, choices, shape, isList }: ArgumentPlan, plain = "example"): string {
  // A War Room would look `${…}` up in the context.
  const choice = choices?.find((each) => !each.includes("${")) ?? choices?.[0];
  if (choice !== undefined) return choice;
  if (type === "keyValue") return isList ? JSON.stringify([objectFor(shape)]) : pairsOrJson(objectFor(shape));
  if (type === "unknown" && isList) return JSON.stringify([valueFor(shape)]);
  if (type === "date") return MOMENT;
  if (shape.kind === "number") return String(numberFor(shape));
  return shape.kind === "text" ? textFor(shape, plain) : plain;
}

// --- internal ---

const MOMENT = "2026-01-05T12:00:00Z";

/** What is required; of an object that requires nothing, its first member, since an empty one would show nothing. */
function objectFor(shape: Shape): JsonObject {
  const own = sendable(shape);
  if (own.kind !== "object" || own.members.length === 0) return { name: "one" };
  const required = own.members.filter(({ isRequired }) => isRequired);
  const shown = required.length > 0 ? required : own.members.slice(0, 1);
  return Object.fromEntries(shown.map((member) => [member.name, valueFor(member.shape)]));
}

/** `key=value` pairs can say texts only, and none in which a comma or an equals sign would be read as theirs. */
function pairsOrJson(object: JsonObject): string {
  const pairs = Object.entries(object).map(([name, value]) =>
    typeof value === "string" && PLAIN.test(name) && PLAIN.test(value) ? `${name}=${value}` : undefined,
  );
  return pairs.length > 0 && !pairs.includes(undefined) ? pairs.join(",") : JSON.stringify(object);
}

const PLAIN = /^[\w.:@/-]+$/;

function valueFor(shape: Shape): Json {
  switch (shape.kind) {
    case "text":
      return shape.choices?.find((each) => !each.includes("${")) ?? shape.choices?.[0] ?? textFor(shape);
    case "number":
      return numberFor(shape);
    case "boolean":
      return true;
    case "list":
      return [valueFor(shape.item)];
    case "free":
      return {};
    case "object": {
      const members = shape.members.filter(({ isRequired }) => isRequired);
      return Object.fromEntries(members.map((member) => [member.name, valueFor(member.shape)]));
    }
  }
}

function numberFor({ choices, isWhole, minimum = -Infinity, maximum = Infinity }: NumberShape): number {
  if (choices?.[0] !== undefined) return choices[0];
  const [least, most] = isWhole ? [Math.ceil(minimum), Math.floor(maximum)] : [minimum, maximum];
  return Math.min(Math.max(isWhole ? 1 : 1.5, least), most);
}

function textFor({ format = "", example, minLength = 0, maxLength = 200 }: TextShape, plain = "example"): string {
  const known = [FORMATTED.get(format), example].filter((each) => typeof each === "string" && each !== "");
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength;
  const fitting = known.find((each) => typeof each === "string" && fits(each));
  if (typeof fitting === "string") return fitting;
  return plain.slice(0, maxLength).padEnd(Math.min(minLength, 200), "0");
}

const FORMATTED = new Map([
  ["date", MOMENT.slice(0, 10)],
  ["date-time", MOMENT],
  ["email", "someone@example.com"],
  ["ipv4", "192.0.2.1"],
  ["uuid", "00000000-0000-4000-8000-000000000001"],
]);
