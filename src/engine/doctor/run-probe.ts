import { resolveArguments } from "../../dispatch/arguments.ts";
import { maskError } from "../../dispatch/mask.ts";
import { withinTime } from "../../dispatch/time-limit.ts";
import { InterruptedError, toSoarError } from "../../errors.ts";
import type { Incident } from "../../incidents/incident.ts";
import type { JsonObject } from "../../json.ts";
import type { Log } from "../../log.ts";
import type { RunningInstance } from "../open-instance.ts";
import type { ProbeOutcome } from "./check-permissions.ts";
import type { Probe } from "./plan-probes.ts";
import type { WireWatch } from "./watch-wire.ts";

/** What one probe may send. Lists of a real tenant have many pages, and the first one tells. */
export const MOST_REQUESTS = 4;

/**
 * Calls a read command's handler as the dispatcher would, keeps nothing of what it gives, and stops it once it has sent
 * enough. What fails is part of the outcome.
 * @throws InterruptedError when the caller's signal is aborted
 */
export async function runProbe(
  instance: RunningInstance,
  { command, args, context, incident }: Probe,
  {
    watch,
    log,
    signal,
    now,
    timeoutMs,
  }: { watch: WireWatch; log: Log; signal: AbortSignal; now: () => number; timeoutMs: number },
): Promise<ProbeOutcome> {
  const first = watch.requests.length;
  const stop = new AbortController();
  watch.beforeRequest = () => {
    if (watch.requests.length - first < MOST_REQUESTS) return;
    stop.abort(ENOUGH);
    throw ENOUGH;
  };
  const work = async (limited: AbortSignal) => {
    const [resolved] = await resolveArguments(command, args, now());
    const handler = await instance.handler(command.name);
    await handler({
      args: resolved ?? {},
      params: instance.params,
      client: await instance.client({ dryRun: false }),
      context: context ?? {},
      ...(isIncident(incident) && { incident }),
      progress: () => undefined,
      log,
      signal: limited,
      now,
    });
  };
  try {
    await withinTime(work, { signal: AbortSignal.any([signal, stop.signal]), timeoutMs, what: command.name });
    return { requests: watch.requests.slice(first) };
  } catch (thrown) {
    signal.throwIfAborted();
    const requests = watch.requests.slice(first);
    if (thrown === ENOUGH) return { requests };
    return { requests, error: maskError(toSoarError(thrown), (text) => instance.mask(text)) };
  } finally {
    watch.beforeRequest = () => undefined;
    // A file that the handler gave and nobody reads lets go of its connection.
    stop.abort(ENOUGH);
  }
}

// --- internal ---

const ENOUGH = new InterruptedError("The probe has seen enough.", "Nothing is to be done.");

/** What every incident has; the rest is optional, or what a handler would not look at. */
function isIncident(value: JsonObject | undefined): value is JsonObject & Incident {
  return ["id", "name", "occurred", "rawJSON", "sourceId"].every((key) => typeof value?.[key] === "string");
}
