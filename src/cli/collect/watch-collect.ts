import { instanceAsSource } from "../../engine/collect-source.ts";
import type { Session } from "../../engine/open-session.ts";
import { scheduleOf } from "../../engine/schedule/schedule-of.ts";
import { watch, type FinishedRun, type RunOutcome } from "../../engine/schedule/watch.ts";
import { whileThere } from "../../engine/while-there.ts";
import { toSoarError } from "../../errors.ts";
import type { CliIo, Globals } from "../globals.ts";
import { toJsonError } from "../report-error.ts";
import { withSession } from "../session.ts";
import { clockOf, second, tellRun } from "../watching.ts";
import { collecting, refuseJsonOnStdout } from "./collecting.ts";
import { openSinkFor } from "./open-sink.ts";
import { collectOnce, isAtFault, type CollectedOnce, type Collection } from "./collect-once.ts";
import { eventsOf, toDocument } from "./report.ts";
import type { CollectFlags } from "./subcommands.ts";
import { readTime } from "./times.ts";

/**
 * `soar collect --watch`: collects from each instance at once, and then by its schedule, until it is stopped. With
 * `--json` each run prints one line: a JSON document of its own.
 */
export async function watchCollect(flags: CollectFlags, io: CliIo): Promise<number> {
  refuseJsonOnStdout(flags);
  await withSession(flags, io, async (session) => {
    const all = collecting(session.instances, flags.stream);
    const collections: Collection[] = [];
    for (const each of all) {
      const sink = await openSinkFor(each, all.length > 1, flags, session, io);
      collections.push({ ...each, sink, submitted: instanceAsSource(each.instance) });
    }
    await Promise.all(collections.map((each) => watchCollection(each, { flags, session, io })));
  });
  return 0;
}

/** What came of one run of a watch. */
type Run = CollectedOnce;

/** Watches one of them, until it is stopped or taken away. */
export async function watchCollection(
  collection: Collection,
  {
    flags,
    session,
    io,
    onHeld,
  }: {
    flags: CollectFlags;
    session: Session;
    io: CliIo;
    /** Waited for when the configuration is at fault, unless the signal is aborted. @default the longest back-off */
    onHeld?: (signal: AbortSignal) => Promise<void>;
  },
): Promise<void> {
  const { instance } = collection;
  const from = readTime("--from", flags.from, io.now());
  const { now, ...clock } = clockOf(io);
  let source: Run["source"];
  await watch<Run>({
    schedule: scheduleOf(instance, "eventFetchInterval"),
    run: async (): Promise<RunOutcome<Run>> => {
      try {
        const result = await collectOnce(
          { ...collection, ...(source && { source }) },
          { ...(from === undefined ? {} : { from }) },
          session,
          io,
        );
        const { error, isGone, source: latest } = result;
        source = latest;
        const isHeld = error !== undefined && (latest === undefined || isAtFault(latest));
        return {
          result,
          ...(error && { error }),
          isOver: isGone,
          ...(isHeld && onHeld && { resumesOn: onHeld }),
          // The run that begins when it is gone sees that, and is the last.
          ...(latest && { whileWaiting: (wait) => whileThere(latest, session, wait) }),
        };
      } catch (thrown) {
        const error = toSoarError(thrown);
        return { result: { collected: [], error, isGone: false }, error };
      }
    },
    onRun: (run) => tell(instance.name, run, flags, io),
    signal: io.signal,
    now,
    ...clock,
  });
}

// --- internal ---

function tell(name: string, run: FinishedRun<Run>, flags: Globals, io: CliIo): void {
  const { collected, isGone } = run.result;
  const { startedAt, nextAt, error } = run;
  if (flags.json) {
    const document = {
      instance: name,
      startedAt: second(startedAt),
      streams: collected.map(toDocument),
      ...(error && { error: toJsonError(error) }),
      ...(nextAt === undefined ? {} : { nextAt: second(nextAt) }),
    };
    io.terminal.print(JSON.stringify(document));
  }
  const counts = collected.map((stream) => `${stream.stream} ${eventsOf(stream)}`).join("; ");
  tellRun(name, isGone ? "taken away" : counts, run, flags, io);
}
