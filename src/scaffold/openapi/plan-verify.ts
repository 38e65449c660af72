import type { CommandPlan } from "./plan.ts";
import { participleOf } from "./verbs.ts";

/**
 * How to find out whether a write happened whose outcome was lost, by the command that looks the same thing up: what was
 * deleted is not found, and what was closed is in the state `closed`. Undefined where that cannot tell.
 */
export function verificationOf(plan: CommandPlan, reader: CommandPlan | undefined): CommandPlan["verify"] {
  if (reader === undefined || plan.effect === "read" || reader.effect !== "read") return undefined;
  if (reader.answer.kind !== "entity" || reader.answer.isMany) return undefined;
  const args = argumentsFor(plan, reader);
  const when = args === undefined ? undefined : whenOf(plan, reader.answer.entity);
  return args === undefined || when === undefined ? undefined : { command: reader.naming.command, args, when };
}

// --- internal ---

/** The reader's required arguments, from the write's: those that fill the same part of the path. */
function argumentsFor(plan: CommandPlan, reader: CommandPlan): Record<string, string> | undefined {
  const args: Record<string, string> = {};
  for (const { name, isRequired, target } of reader.arguments) {
    if (!isRequired) continue;
    const same = plan.arguments.find(
      (argument) => target.in === "path" && argument.target.in === "path" && argument.target.name === target.name,
    );
    if (same === undefined) return undefined;
    args[name] = `\${args.${same.name}}`;
  }
  return args;
}

type Entity = Extract<CommandPlan["answer"], { kind: "entity" }>["entity"];

function whenOf({ operation, naming }: CommandPlan, { prefix, fields }: Entity): string | undefined {
  if (operation.method === "DELETE") {
    if (!operation.path.endsWith("}")) return undefined;
    const parts = prefix.split(".");
    const chain = parts.map((_, index) => `val.${parts.slice(0, index + 1).join(".")}`);
    return `.=!(${chain.join(" && ")})`;
  }
  const done = participleOf(naming.verb[0] ?? "").toLowerCase();
  for (const { key, shape, isList } of fields) {
    const state =
      !isList && shape.kind === "text" ? shape.choices?.find((choice) => choice.toLowerCase() === done) : undefined;
    if (state !== undefined && /^[\w .-]+$/.test(state)) return `${prefix}(val.${key} == '${state}')`;
  }
  return undefined;
}
