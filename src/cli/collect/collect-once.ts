import { collectStreams, type CollectedStream, type CollectRuntime } from "../../engine/collect-instance.ts";
import { collectAsSource, instanceAsSource, type SourceRun } from "../../engine/collect-source.ts";
import type { Session } from "../../engine/open-session.ts";
import { withGrace } from "../../engine/schedule/stop.ts";
import { whileThere } from "../../engine/while-there.ts";
import { interruption } from "../../dispatch/time-limit.ts";
import { CredentialsError, InterruptedError, ParameterError, type SoarError } from "../../errors.ts";
import { openSource, type OpenSource } from "../../events/source/open-source.ts";
import type { SourceFault } from "../../events/source/ports.ts";
import type { Submitted } from "../../events/source/source.ts";
import type { OpenedSink } from "../../events/sinks/open-sink.ts";
import { createMask } from "../../secrets.ts";
import type { CliIo } from "../globals.ts";
import { clockOf } from "../watching.ts";
import type { Collecting } from "./collecting.ts";
import { littleMemory } from "./little-memory.ts";

/** One collection of one instance into one sink, as the source that it is. */
export interface Collection extends Collecting {
  sink: OpenedSink;
  submitted: Submitted;
  /** As the run before left it; one that works goes on. @default it is submitted */
  source?: OpenSource;
}

/** What came of it, and the source for the next run. */
export type CollectedOnce = SourceRun & { source?: OpenSource };

/**
 * Submits the source and collects once; nothing is asked of the vendor while the source is held for its configuration.
 * @throws StoreError when the source cannot be kept
 */
export async function collectOnce(
  { instance, streams, sink, submitted, source: before }: Collection,
  { from, onCommit }: Pick<CollectRuntime, "from" | "onCommit">,
  { store, log, now }: Session,
  io: CliIo,
): Promise<CollectedOnce> {
  await before?.refresh();
  if (before?.isGone()) return { collected: [], isGone: true };
  const source = before && !isAtFault(before) ? before : await openSource(submitted, { store: store.sources, now });
  if ("held" in source) return { collected: [], error: heldError(source.held, submitted.name), isGone: false };
  const { pause } = clockOf(io);
  const run = await whileThere(source, { log }, (gone) => {
    const stop = AbortSignal.any([io.signal, gone]);
    return withGrace({ stop, pause }, (signal) =>
      collectAsSource(instance, source, () =>
        collectStreams(instance, streams, {
          store,
          forStream: sink.forStream,
          maskSink: createMask(sink.secrets),
          ...(sink.lineLabels && { labels: sink.lineLabels }),
          ...(from === undefined ? {} : { from }),
          log,
          signal,
          stop,
          now,
          ...(onCommit && { onCommit }),
          onPage: littleMemory(),
        }),
      ),
    );
  });
  return { ...run, source };
}

/** The streams with why those ended that were neither read to their end nor have failed. */
export function withInterruptions(collected: readonly CollectedStream[], { signal }: CliIo): CollectedStream[] {
  const why = ({ instance }: CollectedStream) =>
    signal.aborted
      ? interruption(signal, "Collecting")
      : new InterruptedError(
          `${instance} was taken away while it collected.`,
          "What was handed on before stays known. Run it again to go on.",
        );
  return collected.map((each) => (each.interrupted && !each.error ? { ...each, error: why(each) } : each));
}

/** Only another configuration can help it. */
export function isAtFault(source: OpenSource): boolean {
  const { status } = source.current();
  return status.state === "Error" && status.type === "ThirdPartyConfig";
}

/** An instance as a source; each start of collecting submits it anew. @throws what keeps it from being begun */
export async function collectAsInstance(
  collecting: Collecting & Pick<Collection, "sink">,
  what: Pick<CollectRuntime, "from" | "onCommit">,
  session: Session,
  io: CliIo,
): Promise<CollectedStream[]> {
  const submitted = instanceAsSource(collecting.instance);
  const { collected, error } = await collectOnce({ ...collecting, submitted }, what, session, io);
  if (collected.length === 0 && error) throw error;
  return collected;
}

// --- internal ---

/** What it was put in error for, and what leads out. */
function heldError({ code, message, hint }: SourceFault, name: string): SoarError {
  const out = `Nothing is tried until its configuration is changed. If the fault was mended elsewhere, forget it: soar collect stop ${JSON.stringify(name)}; what was collected stays known.`;
  const text = `The source "${name}" is in error (ThirdPartyConfig): ${message}`;
  return code === "CREDENTIALS"
    ? new CredentialsError(text, `${hint} ${out}`)
    : new ParameterError(text, `${hint} ${out}`);
}
