import { TimeoutError, toSoarError, type SoarError } from "../errors.ts";
import { DryRunStop } from "../http/dry-run.ts";
import type { JsonObject } from "../json.ts";
import type { Log } from "../log.ts";
import { EntryType, type Entry } from "../output/entry.ts";
import { errorEntry } from "../output/entries.ts";
import type { SavedFile } from "../output/file.ts";
import type { CommandResult } from "../output/result.ts";
import { undeclaredPaths } from "../output/undeclared.ts";
import { afterWrite } from "./after-write.ts";
import { resolveArguments } from "./arguments.ts";
import { originOf, type Call, type DispatchPorts } from "./call.ts";
import { captureLog } from "./capture-log.ts";
import { keepEntries } from "./keep-entries.ts";
import { maskError, maskJson } from "./mask.ts";
import { present } from "./present.ts";
import { effectId, recordEffect } from "./record-effect.ts";
import { pause, withRetries } from "./retry.ts";
import { runHandler, saveFiles, withoutFiles } from "./run-handler.ts";
import { wasApplied } from "./verify-effect.ts";

/** What one call came to. Its entries are stored. */
export interface CallOutcome {
  entries: Entry[];
  /** The contexts that it wrote, in order. */
  writes: JsonObject[];
  undeclared: string[];
  error?: SoarError;
}

/**
 * Runs one call to its end, through retries and polls, and stores its entries as they come, `notices` with the first.
 * An error becomes an entry and part of the outcome: it is not thrown.
 */
export async function runCall(call: Call, notices: readonly Entry[], ports: DispatchPorts): Promise<CallOutcome> {
  const outcome: CallOutcome = { entries: [], writes: [], undeclared: [] };
  const debug = call.options.debugMode ? captureLog(ports.log) : undefined;
  const waiting = [...notices];
  const { name, effect } = call.target.command;
  let isWritten = false;
  const keep = async (entries: Entry[], files: SavedFile[]) => {
    const kept = await keepEntries([...entries, ...waiting], files, call.request, ports);
    waiting.length = 0;
    outcome.entries.push(...kept.entries);
    outcome.writes.push(...kept.writes);
  };
  try {
    for await (const given of resultsOf(call, debug?.log ?? ports.log, ports)) {
      const result = call.request.dryRun ? withoutFiles(given) : given;
      isWritten = effect !== "read" && call.request.dryRun !== true;
      outcome.undeclared.push(...undeclaredPaths(result, call.target.command.outputs).map(call.mask));
      const files = await saveFiles(result, call, ports);
      await keep(present(result, files, call, ports.now), files);
    }
    if (debug) await keep([debugEntry(debug.lines, call)], []);
  } catch (thrown) {
    const error = maskError(isWritten ? afterWrite(name, thrown) : toSoarError(thrown), call.mask);
    const entry = errorEntry(error, originOf(call.target));
    outcome.error = error;
    await keep(debug ? [entry, debugEntry(debug.lines, call)] : [entry], []).catch((cause: unknown) => {
      outcome.entries.push(entry);
      ports.log.error("An error entry could not be stored.", { command: name, cause });
    });
  }
  warnOfUndeclared(call, outcome.undeclared, ports.log);
  return outcome;
}

// --- internal ---

/** XSOAR asks no more often than this. */
const SHORTEST_POLL_MS = 10_000;

/** The results to be shown, one after the other: what a poll gives before its end only when it has something to say. */
async function* resultsOf(call: Call, log: Log, ports: DispatchPorts): AsyncGenerator<CommandResult> {
  const { command } = call.target;
  const { signal, dryRun } = call.request;
  let result = await firstResult(call, log, ports);
  const limitMs = call.options.timeoutMs ?? result.poll?.timeoutMs ?? 0;
  const deadline = ports.now() + limitMs;
  while (result.poll && !dryRun) {
    if (!isSilent(result)) yield result;
    const everyMs = Math.max(SHORTEST_POLL_MS, result.poll.everyMs);
    if (ports.now() + everyMs > deadline) throw unfinished(command.name, limitMs);
    log.debug(`${command.name} is not finished and is asked again.`, { everyMs, remaining: result.poll.remaining });
    await pause(everyMs, signal, command.name, ports);
    const [args = {}] = await resolveArguments(command, result.poll.args, ports.now());
    result = await withRetries(call, ports, () => runHandler(call, args, log, ports));
  }
  yield result;
}

async function firstResult(call: Call, log: Log, ports: DispatchPorts): Promise<CommandResult> {
  const { command, instance } = call.target;
  const run = () => withRetries(call, ports, () => runHandler(call, call.args, log, ports));
  if (command.effect === "read") return run();
  if (call.request.dryRun) return dryRun(command.name, run);
  const { runId, taskId } = call.request;
  const key = {
    runId,
    taskId,
    instance: instance.name,
    command: command.name,
    args: maskJson(call.shownArgs, call.mask),
  };
  const effect = { ...key, id: effectId({ ...key, index: call.index }), intendedAt: ports.now() };
  const done = await recordEffect(effect, ports, { wasApplied: (at) => wasApplied(call, at, ports), run });
  if (done.ran) return done.result;
  const since = new Date(done.intendedAt).toISOString();
  return { warnings: [`${command.name} was carried out before, by the same task at ${since}. It is not repeated.`] };
}

/** A write's own result would tell of what has not happened. */
async function dryRun(name: string, run: () => Promise<unknown>): Promise<CommandResult> {
  try {
    await run();
    return { readable: `Dry run: ${name} ran to its end without sending a write.` };
  } catch (thrown) {
    if (thrown instanceof DryRunStop) return { readable: thrown.message };
    throw thrown;
  }
}

function isSilent({ readable, context, raw, warnings, files }: CommandResult): boolean {
  const says = [readable, context, raw].some((part) => part !== undefined);
  return !says && (warnings ?? []).length === 0 && (files ?? []).length === 0;
}

function unfinished(name: string, limitMs: number): TimeoutError {
  return new TimeoutError(
    `${name} was not finished after ${limitMs / 1000} s.`,
    "The vendor may still be at work. Look again later, or give it more time with execution-timeout=SECONDS.",
  );
}

function debugEntry(lines: readonly string[], { mask, target }: Call): Entry {
  const { instance, brand } = originOf(target);
  const contents = mask(lines.join("\n"));
  return { Type: EntryType.debug, ContentsFormat: "text", Contents: contents, ModuleName: instance, Brand: brand };
}

/** More would be no sentence; the log has them all. */
const MOST_NAMED = 5;

function warnOfUndeclared({ target }: Call, paths: readonly string[], log: Log): void {
  if (paths.length === 0) return;
  const named = paths.slice(0, MOST_NAMED).join(", ") + (paths.length > MOST_NAMED ? " …" : "");
  log.warn(`${target.command.name} emitted context paths that the manifest does not declare: ${named}`, { paths });
}
