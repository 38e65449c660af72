import { formatCommandLine } from "../../dispatch/command-line.ts";
import type { ArgumentPlan, CommandPlan, FieldPlan } from "./plan.ts";
import { sampleFor } from "./sample-values.ts";
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
  return sampleCalls(plans).map(formatCommandLine);
}

/** The same, in parts. */
export function sampleCalls(plans: readonly CommandPlan[]): { command: string; args: Record<string, string> }[] {
  const sorted = plans.toSorted((one, other) => orderOf(one) - orderOf(other));
  const calls = sorted.map((plan) => {
    const given = plan.arguments.filter((argument) => argument.isRequired && argument.defaultValue === undefined);
    const args = given.map((argument) => [argument.name, valueIn(argument, plan, plans)] as const);
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

/** Of a path, the id of the first thing that the simulator has there; of all else, any value that fits. */
function valueIn(argument: ArgumentPlan, plan: CommandPlan, plans: readonly CommandPlan[]): string {
  const { target, name } = argument;
  if (target.in !== "path") return sampleFor(argument);
  const found = idAt(target.name, plan, plans);
  const id = found === undefined ? undefined : firstId(found);
  return id !== undefined && takes(argument, id) ? id : sampleFor(argument, `${name}-1`);
}

function takes({ choices, type, shape }: ArgumentPlan, value: string): boolean {
  if (choices !== undefined) return choices.includes(value);
  return type !== "date" && (shape.kind !== "number" || /^\d+$/.test(value));
}

/** The member that a path's value is looked for in: the key of the things that stand before it. */
function idAt(name: string, { operation, answer }: CommandPlan, plans: readonly CommandPlan[]): FieldPlan | undefined {
  const before = operation.path.slice(0, operation.path.indexOf(`/{${name}}`));
  const found = /\/by[-_][^/]*$/i.test(before)
    ? answer.kind === "entity" &&
      answer.entity.fields.find(({ source }) => wordsOf(source).join() === wordsOf(name).join())
    : keyAt(before, plans);
  return found === false ? undefined : found;
}

function keyAt(path: string, plans: readonly CommandPlan[]): FieldPlan | undefined {
  const answer = sourcesOf(plans).get(patternOf(path))?.answer;
  return answer?.kind === "entity" ? keyFieldOf(answer.entity) : undefined;
}

/** What the simulator gives the first thing of its kind: see its module `values.ts`. */
function firstId({ source, shape }: FieldPlan): string {
  if (shape.kind !== "text") return "1";
  if (shape.choices?.[0] !== undefined) return shape.choices[0];
  if (shape.format === "uuid") return "00000000-0000-4000-8000-000000000001";
  if (typeof shape.example === "string" && shape.example !== "") return shape.example.slice(0, 100);
  return shape.format === "email" ? "someone@example.com" : `${source}-1`;
}
