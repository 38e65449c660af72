import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { maskError } from "../dispatch/mask.ts";
import { ApiError, ArgumentError, ManifestError, NotFoundError, type SoarError, toSoarError } from "../errors.ts";
import { FileLockedError, lockFile } from "../file-lock.ts";
import type { OutgoingChange } from "../incidents/mirror.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/open.ts";
import type { RunningInstance } from "./open-instance.ts";

export interface MirrorRuntime {
  store: Pick<Store, "mirror" | "incidents" | "files">;
  log: Log;
  signal: AbortSignal;
  /** Epoch milliseconds. */
  now: () => number;
  /** In whose part of the request budget. @default "command" */
  lane?: "command" | "fetch";
  /** How long to wait for another process that hands over. @default 3000 */
  waitMs?: number;
}

/** What came of handing over: how many the vendor took, and what it did not. */
export interface HandedOver {
  done: number;
  /** Given up: the vendor refused them for good. */
  refused: OutgoingChange[];
  /** Still to be handed over. */
  waiting: number;
  /** Why some wait. */
  error?: SoarError;
}

/**
 * Hands the waiting changes of an instance over to the vendor, in the order in which they were made; one that fails
 * holds up those of the same incident. One process at a time does it: a lock, which ends with its process, tells that
 * a try that was not settled is not under way, but was cut off. Never throws for what the vendor answers.
 * @throws StoreError
 */
export async function handOver(instance: RunningInstance, runtime: MirrorRuntime): Promise<HandedOver> {
  const { store } = runtime;
  const changes = await store.mirror.waiting(instance.name);
  if (changes.length === 0) return { done: 0, refused: [], waiting: 0 };
  const unlock = await lockOutbox(store, runtime.waitMs ?? LOCK_WAIT_MS, runtime.signal);
  if (unlock === undefined) return { done: 0, refused: [], waiting: changes.length };
  try {
    // Once more: who held the lock has handed some over.
    return await handOverAll(instance, await store.mirror.waiting(instance.name), runtime);
  } finally {
    unlock();
  }
}

// --- internal ---

const LOCK_WAIT_MS = 3_000;
const LOCK_POLL_MS = 100;

async function lockOutbox(
  { files }: Pick<Store, "files">,
  waitMs: number,
  signal: AbortSignal,
): Promise<(() => void) | undefined> {
  const path = join(dirname(files.folder), "outbox");
  for (let waited = 0; ; waited += LOCK_POLL_MS) {
    try {
      return await lockFile(path);
    } catch (error) {
      if (!(error instanceof FileLockedError)) throw error;
      if (waited >= waitMs || signal.aborted) return undefined;
    }
    await setTimeout(LOCK_POLL_MS);
  }
}

async function handOverAll(
  instance: RunningInstance,
  changes: OutgoingChange[],
  runtime: MirrorRuntime,
): Promise<HandedOver> {
  const { store, log, signal, now } = runtime;
  const held = new Set<string>();
  const result: HandedOver = { done: 0, refused: [], waiting: 0 };
  for (const change of changes) {
    const { n, tries, incidentId } = change;
    const mayTry = !signal.aborted && !isOutOfReach(result.error) && !held.has(incidentId);
    if (!mayTry || !(await store.mirror.trying(n, { tries, now: now() }))) {
      held.add(incidentId);
      result.waiting += 1;
      continue;
    }
    const error = await handOverOne(instance, change, runtime);
    if (error === undefined) {
      await store.mirror.done(n, now());
      result.done += 1;
      continue;
    }
    const givenUp = isForGood(error);
    await store.mirror.failed(n, { now: now(), error: error.message, mayHaveHappened: !givenUp, givenUp });
    log.warn("A change of an incident was not handed over to the vendor.", {
      instance: instance.name,
      incident: incidentId,
      error: error.message,
    });
    if (givenUp) result.refused.push({ ...change, error: error.message });
    else {
      held.add(incidentId);
      result.waiting += 1;
      result.error = error;
    }
  }
  return result;
}

async function handOverOne(
  instance: RunningInstance,
  { n, incidentId, change, intendedAt, mayHaveHappened }: OutgoingChange,
  { store, log, signal, now, lane = "command" }: MirrorRuntime,
): Promise<SoarError | undefined> {
  try {
    const run = await instance.integration.remoteUpdate();
    if (run === undefined) {
      throw new ManifestError(
        `${instance.manifest.name} has no update-remote-system, so nothing can be handed over.`,
        "Write it beside the commands, or set mirror_direction to None or Incoming.",
      );
    }
    const incident = await store.incidents.find(incidentId);
    if (incident === undefined) throw new NotFoundError(`There is no incident ${incidentId}.`, "It was removed.");
    const client = await instance.client({ dryRun: false, lane });
    await run({
      // Also told from those of other stores: the time says which.
      id: `${n.toString(36)}-${intendedAt.toString(36)}`,
      params: instance.params,
      client,
      incident,
      change,
      intendedAt,
      mayHaveHappened,
      log,
      signal,
      now,
    });
    return undefined;
  } catch (thrown) {
    return maskError(toSoarError(thrown), (text) => instance.mask(text));
  }
}

/** What the vendor says of the change itself: saying it again would not help. */
function isForGood(error: SoarError): boolean {
  if (error instanceof ApiError) return error.status >= 400 && error.status < 500 && !PASSING.includes(error.status);
  return error instanceof NotFoundError || error instanceof ArgumentError;
}

/** Refusals of the moment: who asks, too early, too much, in conflict with something under way. */
const PASSING = [401, 403, 408, 409, 423, 425, 429];

/** The next change would meet the same. */
function isOutOfReach(error: SoarError | undefined): boolean {
  return error !== undefined && ["CREDENTIALS", "NETWORK", "RATE_LIMIT", "TIMEOUT", "MANIFEST"].includes(error.code);
}
