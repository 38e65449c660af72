import { interpolate } from "../context/interpolate.ts";
import { contextView } from "../context/view.ts";
import { ArgumentError } from "../errors.ts";
import { isJsonObject, toJson, type Json } from "../json.ts";
import type { Command } from "../manifest/manifest.ts";
import type { Entry } from "../output/entry.ts";
import { warningEntry } from "../output/entries.ts";
import { ArgumentFaults } from "./argument-faults.ts";
import { resolveArguments } from "./arguments.ts";
import type { Call, DispatchPorts, DispatchRequest } from "./call.ts";
import { previewOf } from "./preview.ts";
import { choose, deprecationOf, findCommand, type Target } from "./resolve.ts";
import { maskFor, starred } from "./secret-arguments.ts";
import { takeSystemArguments } from "./system-arguments.ts";

/** The calls that one command line makes, in order, and what is to be told with the first. */
export interface Plan {
  calls: Call[];
  notices: Entry[];
  /** What "now" was in the arguments, epoch milliseconds. */
  plannedAt: number;
}

/**
 * Finds the command, reads its arguments, and has it approved when it is destructive. Nothing has run yet.
 * @throws ArgumentError naming every fault of the line
 */
export async function planCalls(request: DispatchRequest, ports: DispatchPorts): Promise<Plan> {
  const targets = findCommand(request.command, ports.instances);
  const { command } = targets[0];
  const faults = new ArgumentFaults();
  const named = faults.of(() => withPositional(request, command)) ?? request.args;
  const { args, warnings, unfound } = await readArguments(named, request, ports);
  const { options, rest, faults: wrong } = takeSystemArguments(args, command);
  if (wrong.length > 0) faults.add(wrong.join(" "), "Correct these system arguments, or leave them out.");
  const chosen = faults.of(() => choose(targets, options, ports.instances)) ?? targets;
  const calls: Call[] = [];
  const plannedAt = ports.now();
  for (const target of chosen) {
    const sets = await faults.ofAsync(resolveArguments(target.command, rest, plannedAt));
    const shownArgs = starred(rest, target.command);
    for (const [index, set] of sets?.entries() ?? []) {
      calls.push({ target, args: set, shownArgs, index, options, request, mask: maskFor(target, set) });
    }
  }
  faults.addReasons([...warnings, ...unfound], "See what an expression gives with: soar context EXPRESSION");
  faults.throwIfAny();
  for (const target of chosen) {
    await requireApproval(target, request, () => previewOf(target, calls, ports));
  }
  const told = new Set([...warnings, ...chosen.flatMap((target) => deprecationOf(target.command) ?? [])]);
  return { calls, notices: [...told].map((text) => warningEntry(text)), plannedAt };
}

// --- internal ---

type Given = Record<string, Json>;

/** How many characters of an expression a message repeats. */
const MOST_TOLD = 200;

/** @throws ArgumentError */
function withPositional({ args, positional }: DispatchRequest, { name, arguments: declared }: Command): Given {
  if (positional === undefined) return args;
  const taker = declared.find((argument) => argument.positional);
  if (!taker) throw new ArgumentError(`${name} takes no value without a name.`, "Write it as name=value.");
  if (Object.hasOwn(args, taker.name)) {
    throw new ArgumentError(`${taker.name} is given twice, by name and without.`, "Give it once.");
  }
  return { ...args, [taker.name]: positional };
}

/** The arguments with what their `${…}` find in the context; those that find nothing are not given. */
async function readArguments(
  args: Given,
  request: DispatchRequest,
  ports: DispatchPorts,
): Promise<{ args: Given; warnings: string[]; unfound: string[] }> {
  const entries = Object.entries(args);
  if (request.literal || !entries.some(isTemplate)) return { args, warnings: [], unfound: [] };
  const incident = toJson(request.incident);
  const context = await ports.investigations.context(request.investigationId);
  const root = contextView(context, isJsonObject(incident) ? { incident } : {});
  const warnings: string[] = [];
  const unfound: string[] = [];
  const filled = entries.flatMap((argument): [string, Json][] => {
    if (!isTemplate(argument)) return [argument];
    const [name, text] = argument;
    const found = interpolate(text, { root, now: ports.now });
    warnings.push(...found.warnings);
    if (found.value !== undefined) return [[name, found.value]];
    unfound.push(`${name}=${text.slice(0, MOST_TOLD)} gives nothing in this context.`);
    return [];
  });
  return { args: Object.fromEntries(filled), warnings, unfound };
}

/** What extends the context is looked for in the result, when there is one. */
function isTemplate(argument: [string, Json]): argument is [string, string] {
  const [name, value] = argument;
  return typeof value === "string" && value.includes("${") && name !== "extend-context";
}

async function requireApproval(
  { command, instance }: Target,
  request: DispatchRequest,
  preview: () => Promise<string | undefined>,
): Promise<void> {
  if (command.effect !== "destructive") return;
  const isApproved = (await request.approve?.(command, instance.name, preview)) ?? false;
  if (isApproved || request.dryRun) return;
  throw new ArgumentError(
    `${command.name} cannot be undone and was not approved.`,
    "Run it with --yes when you mean it, or with --dry-run to see what it would send.",
  );
}
