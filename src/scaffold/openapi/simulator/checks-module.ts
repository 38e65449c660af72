/** `commands/_simulator/checks.ts`: what is wrong with what a client sent. */
export const CHECKS_MODULE = String.raw`import { isJsonObject, type Json, type JsonObject, type VendorRequest } from "soarkit/simulator";
import type { Operation, Parameter } from "./operation.ts";
import type { Shape } from "./values.ts";

/** Every fault of a request, as sentences; none when it is as the document asks. */
export function faultsOf(request: VendorRequest, operation: Operation): string[] {
  const faults = (operation.parameters ?? []).flatMap((parameter) => parameterFaults(parameter, request));
  const { body } = operation;
  if (body === undefined) return faults;
  const sent = bodyOf(request, operation);
  if (sent === undefined) return body.isRequired ? [...faults, "a body is required"] : faults;
  return [...faults, ...valueFaults(body.shape, sent, "")];
}

/** The body as JSON, of a form too. */
export function bodyOf({ body, text }: VendorRequest, operation: Operation): Json | undefined {
  if (operation.body?.isForm !== true) return body;
  const shape = operation.body.shape;
  const members = shape.kind === "object" ? shape.members : {};
  const form: JsonObject = {};
  const sent = new URLSearchParams(text);
  for (const name of sent.keys()) {
    const member = members[name];
    const values = sent.getAll(name);
    if (member?.kind === "list") form[name] = values.map((value) => typed(member.item, value));
    else form[name] = typed(member, values.at(-1) ?? "");
  }
  return form;
}

/** The values of a parameter as they came, lists split. */
export function valuesOf({ query, headers }: VendorRequest, { name, place, separator }: Parameter): string[] {
  if (place === "header") return [headers[name.toLowerCase()] ?? []].flat();
  const values = query.list(name);
  return separator === undefined ? values : values.flatMap((value) => value.split(separator));
}

// --- internal ---

function parameterFaults(parameter: Parameter, request: VendorRequest): string[] {
  const { name, isRequired, shape } = parameter;
  const values = valuesOf(request, parameter);
  if (values.length === 0) return isRequired ? [name + " is required"] : [];
  return values.flatMap((value) => valueFaults(shape, typed(shape, value), name));
}

/** Text as what a shape wants, where it can be read so. */
function typed(shape: Shape | undefined, text: string): Json {
  if (shape?.kind === "number" && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (shape?.kind === "boolean" && (text === "true" || text === "false")) return text === "true";
  return shape?.kind === "object" || shape?.kind === "list" || shape?.kind === "free" ? parsed(text) : text;
}

/** JSON where it is some. */
function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Plain text is a value, too.
    return text;
  }
}

function valueFaults(shape: Shape, value: Json, at: string): string[] {
  const name = at === "" ? "the body" : at;
  if (value === null) return shape.isNullable || shape.kind === "free" ? [] : [name + " must not be null"];
  switch (shape.kind) {
    case "text":
      return typeof value === "string" ? textFaults(shape, value, name) : [name + " must be a text"];
    case "number":
      return typeof value === "number" ? numberFaults(shape, value, name) : [name + " must be a number"];
    case "boolean":
      return typeof value === "boolean" ? [] : [name + " must be true or false"];
    case "list":
      if (!Array.isArray(value)) return [name + " must be a list"];
      return value.flatMap((item, index) => valueFaults(shape.item, item, at + "[" + String(index) + "]"));
    case "object":
      return isJsonObject(value) ? memberFaults(shape, value, at) : [name + " must be an object"];
    case "free":
      return [];
  }
}

function memberFaults(shape: Extract<Shape, { kind: "object" }>, value: JsonObject, at: string): string[] {
  const before = at === "" ? "" : at + ".";
  const missing = (shape.required ?? []).filter((name) => value[name] === undefined);
  return [
    ...missing.map((name) => before + name + " is required"),
    ...Object.entries(shape.members).flatMap(([name, member]) => {
      const sent = value[name];
      return sent === undefined ? [] : valueFaults(member, sent, before + name);
    }),
  ];
}

function textFaults(shape: Extract<Shape, { kind: "text" }>, value: string, name: string): string[] {
  const { choices, format, longest, shortest } = shape;
  if (choices && !choices.includes(value)) return [name + " must be one of " + choices.join(", ")];
  if (longest !== undefined && value.length > longest) return [name + " is longer than " + String(longest)];
  if (shortest !== undefined && value.length < shortest) return [name + " is shorter than " + String(shortest)];
  if (format === "date" && !/^\d{4}-\d{2}-\d{2}$/.test(value)) return [name + " must be a day such as 2026-01-31"];
  if (format === "date-time" && Number.isNaN(Date.parse(value))) return [name + " must be an ISO time"];
  return [];
}

function numberFaults(shape: Extract<Shape, { kind: "number" }>, value: number, name: string): string[] {
  const { choices, isWhole, least, most } = shape;
  if (choices && !choices.includes(value)) return [name + " must be one of " + choices.join(", ")];
  if (isWhole && !Number.isInteger(value)) return [name + " must be a whole number"];
  if (least !== undefined && value < least) return [name + " must be at least " + String(least)];
  if (most !== undefined && value > most) return [name + " must be at most " + String(most)];
  return [];
}
`;
