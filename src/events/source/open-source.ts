import { type SoarError, StoreError } from "../../errors.ts";
import type { Changed, Submitted } from "./source.ts";
import type { HealthEvent, Source, SourceFault, SourceStore } from "./ports.ts";
import { failed, moved, streamFailed, submit, well } from "./source.ts";
import { transition, type Trigger } from "./state.ts";

/** A source at work in this process; the store keeps what becomes of it. */
export interface OpenSource {
  /** As it stands now. */
  current(): Source;
  /** It was taken away meanwhile, by this process or another: there is nothing left to do. */
  isGone(): boolean;
  /** On to another state; where it stands there already, or beyond, nothing happens. */
  advance(on: "task created" | "configured" | "authenticated" | "polled"): Promise<void>;
  /** It failed as a whole. Kept in memory where the store is what fails. @param error without secrets */
  failed(error: SoarError): Promise<void>;
  /** Tried again: back to the state in which it failed. */
  retried(): Promise<void>;
  streamFailed(stream: string, error: SoarError): Promise<void>;
  /** It works, or one of its streams does. */
  well(stream?: string): Promise<void>;
  /** Brings it up to what others have made of it, and looks whether it is still there. Not while it is being changed. */
  refresh(): Promise<void>;
  /** Looks whether it is still there, and nothing else: at any time. */
  look(): Promise<void>;
}

/**
 * Submits a source and keeps it.
 * @returns the fault for which it is held instead, when its configuration was found wrong and has not been changed
 * @throws StoreError
 */
export async function openSource(
  submitted: Submitted,
  { store, now }: { store: SourceStore; now: () => number },
): Promise<OpenSource | { held: SourceFault }> {
  for (let tries = 1; ; tries++) {
    const before = await store.find(submitted.name);
    // What was to be taken away and could not be: it begins again.
    const isLeftOver = before?.source.status.state === "Stopping";
    if (isLeftOver) await store.remove(submitted.name);
    const outcome = submit(isLeftOver ? undefined : before?.source, submitted, now());
    if ("held" in outcome) return outcome;
    const version = isLeftOver ? 0 : (before?.version ?? 0);
    if (await store.save(outcome.source, { version, health: outcome.health })) {
      return atWork({ source: outcome.source, version: version + 1 }, { store, now });
    }
    if (tries === MOST_TRIES) throw contended(submitted.name);
  }
}

/**
 * Takes a source away: Stopping, then gone. Its cursors and what was covered stay. False: it is not there.
 * @throws StoreError
 */
export async function stopSource(
  name: string,
  { store, now }: { store: SourceStore; now: () => number },
): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    const kept = await store.find(name);
    if (kept === undefined) return false;
    const { source, version } = kept;
    if (await store.save(moved(source, { on: "deleted" }, now()), { version, health: [] })) return store.remove(name);
    if (tries === MOST_TRIES) throw contended(name);
  }
}

// --- internal ---

/** Others write only when something happens to the source; who loses as often as this has met something else. */
const MOST_TRIES = 20;

function atWork(
  kept: { source: Source; version: number },
  { store, now }: { store: SourceStore; now: () => number },
): OpenSource {
  let { source, version } = kept;
  let isGone = false;
  /** Those that the store could not take when they happened. */
  let unsaved: HealthEvent[] = [];

  async function look(): Promise<{ source: Source; version: number } | undefined> {
    const found = await store.find(source.name);
    if (found !== undefined && found.source.status.state !== "Stopping") return found;
    isGone = true;
    return undefined;
  }

  async function reload(): Promise<void> {
    const found = await look();
    if (found !== undefined) ({ source, version } = found);
  }

  async function change(make: (source: Source) => Changed | undefined): Promise<void> {
    for (let tries = 1; !isGone; tries++) {
      const changed = make(source);
      if (changed === undefined) return;
      const health = [...unsaved, ...changed.health];
      if (await store.save(changed.source, { version, health })) {
        source = changed.source;
        version += 1;
        unsaved = [];
        return;
      }
      if (tries === MOST_TRIES) throw contended(source.name);
      // Another process works on it, too, or has taken it away.
      await reload();
    }
  }

  const step = (trigger: Trigger) => (from: Source) =>
    "refused" in transition(from.status, trigger) ? undefined : { source: moved(from, trigger, now()), health: [] };

  return {
    current: () => source,
    isGone: () => isGone,
    advance: (on) => change(step({ on })),
    retried: () => change(step({ on: "retried" })),
    async failed(error) {
      if (source.status.state === "Error") await change(step({ on: "retried" }));
      const fail = (from: Source) => failed(from, error, now());
      try {
        await change(fail);
      } catch (thrown) {
        if (!(thrown instanceof StoreError)) throw thrown;
        // It is what it says: the store fails. It is told when the store takes it again.
        const changed = fail(source);
        source = changed.source;
        unsaved = [...unsaved, ...changed.health].slice(-MOST_UNSAVED);
      }
    },
    streamFailed: (stream, error) => change((from) => streamFailed(from, stream, error, now())),
    well: (stream) =>
      change((from) => {
        const changed = well(from, stream, now());
        return changed.source === from ? undefined : changed;
      }),
    refresh: reload,
    look: async () => {
      await look();
    },
  };
}

const MOST_UNSAVED = 100;

function contended(name: string): StoreError {
  return new StoreError(
    `The source "${name}" is changed by others all the time.`,
    "End the other collectors of this source: one is enough.",
  );
}
