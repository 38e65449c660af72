import { InterruptedError, toSoarError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import type { Entry } from "../output/entry.ts";
import { errorEntry } from "../output/entries.ts";
import type { Call, DispatchPorts, DispatchRequest, DispatchResult } from "./call.ts";
import { keepEntries, mergeAll } from "./keep-entries.ts";
import { maskError } from "./mask.ts";
import { planCalls } from "./plan.ts";
import { runCall } from "./run-call.ts";
import { maskGiven } from "./secret-arguments.ts";

export interface Dispatcher {
  /**
   * Runs one command line on every instance that it is for, one call after the other, storing entries and context as
   * they come. Errors do not reject: they are entries, and the first of them is `error`.
   */
  run(request: DispatchRequest): Promise<DispatchResult>;
}

export function createDispatcher(ports: DispatchPorts): Dispatcher {
  return { run: (request) => dispatch(request, ports) };
}

// --- internal ---

async function dispatch(request: DispatchRequest, ports: DispatchPorts): Promise<DispatchResult> {
  const result: DispatchResult = { entries: [], context: {}, undeclared: [] };
  try {
    const { calls, notices, plannedAt } = await planCalls(request, ports);
    const writes: JsonObject[] = [];
    const undeclared = new Set<string>();
    for (const [at, call] of calls.entries()) {
      const outcome = await watched(call, plannedAt, () => runCall(call, at === 0 ? notices : [], ports));
      result.entries.push(...outcome.entries);
      writes.push(...outcome.writes);
      for (const path of outcome.undeclared) undeclared.add(path);
      if (outcome.error) result.error ??= outcome.error;
      // The rest of an interrupted line would only be interrupted, too.
      if (request.signal.aborted || outcome.error instanceof InterruptedError) break;
    }
    result.context = mergeAll({}, writes, ports);
    result.undeclared = [...undeclared];
  } catch (thrown) {
    result.error ??= maskError(toSoarError(thrown), maskGiven(request, ports.instances));
    result.entries.push(...(await kept(errorEntry(result.error), request, ports)));
  }
  return result;
}

function watched<T>(
  { target, shownArgs: args, request, mask }: Call,
  plannedAt: number,
  work: () => Promise<T>,
): Promise<T> {
  const { instance, command } = target;
  const { incident } = request;
  if (!instance.around) return work();
  return instance.around({ command: command.name, args, mask, plannedAt, ...(incident && { incident }) }, work);
}

/** The entry as stored, or as it is when the store refuses it: then its error is told all the same. */
async function kept(entry: Entry, request: DispatchRequest, ports: DispatchPorts): Promise<Entry[]> {
  try {
    return (await keepEntries([entry], [], request, ports)).entries;
  } catch (cause) {
    ports.log.error("An error entry could not be stored.", { command: request.command, cause });
    return [entry];
  }
}
