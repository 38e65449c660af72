import { collectStreams, type CollectedStream, type CollectRuntime } from "../../engine/collect-instance.ts";
import type { Session } from "../../engine/open-session.ts";
import { withGrace } from "../../engine/schedule/stop.ts";
import type { OpenedSink } from "../../events/sinks/open-sink.ts";
import { createMask } from "../../secrets.ts";
import type { CliIo } from "../globals.ts";
import { clockOf } from "../watching.ts";
import { collectAsInstance, withInterruptions } from "./collect-once.ts";
import { withCollectProgress } from "./collect-progress.ts";
import type { Collecting } from "./collecting.ts";
import { littleMemory } from "./little-memory.ts";
import { openSinkFor } from "./open-sink.ts";
import type { CollectFlags } from "./subcommands.ts";

/** Collects from all of them side by side, with progress; never throws for what happens to a stream. */
export async function collectAll(
  all: readonly Collecting[],
  what: Pick<CollectRuntime, "range" | "from">,
  flags: CollectFlags,
  session: Session,
  io: CliIo,
): Promise<CollectedStream[]> {
  const sinks: { sink: OpenedSink; each: Collecting }[] = [];
  for (const each of all) sinks.push({ each, sink: await openSinkFor(each, all.length > 1, flags, session, io) });
  const { pause } = clockOf(io);
  const collected = await withCollectProgress(io, (onCommit) =>
    withGrace({ stop: io.signal, pause }, async (signal) => {
      const runs = sinks.map(({ each, sink }) =>
        what.range
          ? collectStreams(each.instance, each.streams, {
              store: session.store,
              forStream: sink.forStream,
              maskSink: createMask(sink.secrets),
              ...what,
              log: session.log,
              signal,
              stop: io.signal,
              now: session.now,
              onCommit,
              onPage: littleMemory(),
            })
          : collectAsInstance({ ...each, sink }, { ...what, onCommit }, session, io),
      );
      return (await Promise.all(runs)).flat();
    }),
  );
  return withInterruptions(collected, io);
}
