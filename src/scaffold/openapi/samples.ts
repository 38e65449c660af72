import type { Json } from "../../json.ts";
import type { ArgumentPlan, CommandPlan, FieldPlan } from "./plan.ts";
import type { Shape } from "./shape.ts";
import { keyFieldOf, patternOf, sourcesOf } from "./simulator/tables.ts";
import { wordsOf } from "./words.ts";

const MOST_DEMO_LINES = 4;

/** Command lines that show what an integration can do, on a simulator or a tenant alike: reads that need nothing. */
export function demoLines(plans: readonly CommandPlan[]): string[] {
  return plans
    .filter(({ effect, arguments: planned }) => effect === "read" && planned.every(({ isRequired }) => !isRequired))
    .slice(0, MOST_DEMO_LINES)
    .map(({ naming, paging }) => `!${naming.command}${paging === undefined ? "" : " limit=3"}`);
}

/**
 * A command line for each command, with what it requires, in an order in which all of them work on a fresh simulator:
 * what removes things comes last, inner things before those that they belong to.
 */
export function sampleLines(plans: readonly CommandPlan[]): string[] {
  return sampleCalls(plans).map(({ command, args }) => {
    const words = Object.entries(args).map(([name, value]) => `${name}=${quoted(value)}`);
    return [`!${command}`, ...words].join(" ");
  });
}

/** The same, in parts. */
export function sampleCalls(plans: readonly CommandPlan[]): { command: string; args: Record<string, string> }[] {
  const sorted = plans.toSorted((one, other) => orderOf(one) - orderOf(other));
  const calls = sorted.map((plan) => {
    const given = plan.arguments.filter((argument) => argument.isRequired && argument.defaultValue === undefined);
    const args = given.map((argument) => [argument.name, valueFor(argument, plan, plans)] as const);
    const limit = plan.paging === undefined ? [] : [["limit", "2"] as const];
    return { command: plan.naming.command, args: Object.fromEntries([...args, ...limit]) };
  });
  // A War Room would look such a text up in the context.
  return calls.filter(({ args }) => Object.values(args).every((value) => !value.includes("${")));
}

// --- internal ---

function orderOf({ effect, operation }: CommandPlan): number {
  const removes = operation.method === "DELETE" ? 1000 - operation.path.length : 0;
  return ["read", "write", "destructive"].indexOf(effect) + removes;
}

/** A value that fits: of a path, the id of the first thing that the simulator has there. */
function valueFor(argument: ArgumentPlan, plan: CommandPlan, plans: readonly CommandPlan[]): string {
  const { type, choices, shape, isList, target } = argument;
  if (target.in === "path") return firstValue(idAt(target.name, plan, plans) ?? { name: argument.name, shape });
  const choice = choices?.find((each) => !each.includes("${")) ?? choices?.[0];
  if (choice !== undefined) return choice;
  if (type === "keyValue") return isList ? jsonOf(shape) : "name=one";
  if (type === "unknown" && isList) return JSON.stringify([valueOf(shape)]);
  if (type === "boolean") return "true";
  if (type === "date") return "2026-01-05T12:00:00Z";
  return shape.kind === "number" && !shape.isWhole ? "1.5" : firstValue({ name: "example", shape });
}

/** The member that a path's value is looked for in: the key of the things that stand before it. */
function idAt(name: string, { operation, answer }: CommandPlan, plans: readonly CommandPlan[]): Named | undefined {
  const before = operation.path.slice(0, operation.path.indexOf(`/{${name}}`));
  const found = /\/by[-_][^/]*$/i.test(before)
    ? answer.kind === "entity" &&
      answer.entity.fields.find(({ source }) => wordsOf(source).join() === wordsOf(name).join())
    : keyAt(before, plans);
  return found === undefined || found === false ? undefined : { name: found.source, shape: found.shape };
}

function keyAt(path: string, plans: readonly CommandPlan[]): FieldPlan | undefined {
  const answer = sourcesOf(plans).get(patternOf(path))?.answer;
  return answer?.kind === "entity" ? keyFieldOf(answer.entity) : undefined;
}

interface Named {
  name: string;
  shape: Shape;
}

/** What the simulator gives the first thing of its kind: see its module `values.ts`. */
function firstValue({ name, shape }: Named): string {
  if (shape.kind === "number") return String(Math.max(1, Math.ceil(shape.minimum ?? 1)));
  if (shape.kind !== "text") return "example";
  const formatted = FORMATTED.get(shape.format ?? "");
  if (formatted !== undefined) return formatted;
  if (typeof shape.example === "string" && shape.example !== "") return shape.example;
  const text = name === "example" ? name : `${name}-1`;
  return text.slice(0, shape.maxLength ?? 200).padEnd(Math.min(shape.minLength ?? 0, 200), "0");
}

const FORMATTED = new Map([
  ["date", "2026-01-05"],
  ["date-time", "2026-01-05T12:00:00Z"],
  ["email", "someone@example.com"],
  ["ipv4", "192.0.2.1"],
  ["uuid", "00000000-0000-4000-8000-000000000001"],
]);

/** A list of one object with what it requires. */
function jsonOf(shape: Shape): string {
  const members = shape.kind === "object" ? shape.members.filter(({ isRequired }) => isRequired) : [];
  return JSON.stringify([Object.fromEntries(members.map((member) => [member.name, valueOf(member.shape)]))]);
}

function valueOf(shape: Shape): Json {
  if (shape.kind === "text") return shape.choices?.[0] ?? firstValue({ name: "example", shape });
  if (shape.kind === "number") return shape.choices?.[0] ?? Math.max(1, Math.ceil(shape.minimum ?? 1));
  if (shape.kind === "boolean") return true;
  if (shape.kind === "list") return [valueOf(shape.item)];
  if (shape.kind === "free") return {};
  const members = shape.members.filter(({ isRequired }) => isRequired);
  return Object.fromEntries(members.map((member) => [member.name, valueOf(member.shape)]));
}

function quoted(text: string): string {
  return /^[\w.:@/-]+$/.test(text) ? text : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
