import { evaluateDt } from "../context/dt/evaluate.ts";
import { interpolate } from "../context/interpolate.ts";
import { mergeEntryContext } from "../context/merge.ts";
import { ArgumentError, toSoarError } from "../errors.ts";
import { toJson, type Json, type JsonObject } from "../json.ts";
import { toEntries } from "../output/entries.ts";
import { resolveArguments } from "./arguments.ts";
import { originOf, type Call, type DispatchPorts } from "./call.ts";
import { runHandler } from "./run-handler.ts";

/**
 * Finds out whether a write happened whose outcome was never recorded, by the command's `verify`: its command is run
 * with its `args`, in which `${args.name}` reads the write's arguments, and `when` is asked of what that command puts
 * into the context, beside which stand `args`, `Contents` and `intent`: `intent.at` is when the write was about to be
 * sent (ISO-8601 UTC), to tell its trace from that of an earlier one like it; the same stands in `args` as
 * `${intent.at}`. True when `when` finds anything but false and empty.
 * @param intendedAt epoch milliseconds, by this machine's clock
 * @throws ArgumentError when it cannot be found out: then a person must decide
 */
export async function wasApplied(call: Call, intendedAt: number, ports: DispatchPorts): Promise<boolean> {
  const { verify, name } = call.target.command;
  if (!verify) throw undecided(name, "it declares no command that could tell (x-soar.verify)");
  const command = call.target.instance.manifest.commands.find((each) => each.name === verify.command);
  if (!command) throw undecided(name, `the command ${verify.command}, which could tell, does not exist`);
  const intent = { at: new Date(intendedAt).toISOString() };
  const roots = { args: toJson(call.args), intent };
  const verifying = { ...call, target: { ...call.target, command } };
  const found = await ask(verifying, fillIn(verify.args, roots, ports.now), ports).catch((cause: unknown) => {
    if (call.request.signal.aborted) throw cause;
    throw undecided(name, `${verify.command}, which could tell, failed: ${toSoarError(cause).message}`, cause);
  });
  const { value, warnings } = evaluateDt(verify.when, { root: { ...found, ...roots }, now: ports.now });
  if (warnings.length > 0) throw undecided(name, warnings.join(" "));
  return isYes(value);
}

// --- internal ---

function fillIn(templates: Record<string, string>, root: JsonObject, now: () => number): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(templates).map(([name, text]) => [name, interpolate(text, { root, now }).value ?? null]),
  );
}

/** What the verifying command puts into the context, and its Contents. */
async function ask(call: Call, given: Record<string, Json>, ports: DispatchPorts): Promise<JsonObject> {
  let context: JsonObject = {};
  let contents: Json = null;
  for (const args of await resolveArguments(call.target.command, given, ports.now())) {
    const result = await runHandler(call, args, ports.log, ports);
    for (const entry of toEntries(result, originOf(call.target))) {
      contents = entry.Contents;
      context = mergeEntryContext(context, entry.EntryContext ?? {}, { now: ports.now }).context;
    }
  }
  return { ...context, Contents: contents };
}

function isYes(value: Json | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function undecided(name: string, why: string, cause?: unknown): ArgumentError {
  return new ArgumentError(
    `${name} was interrupted before its outcome was recorded, and whether it happened cannot be found out: ${why}.`,
    "Look it up at the vendor's. If it did not happen, run the command by hand; then let the playbook go on.",
    { cause },
  );
}
