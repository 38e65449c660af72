import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { ArgumentError, type SoarError } from "../../errors.ts";
import { interruption } from "../../dispatch/time-limit.ts";
import { collectStreams, type CollectedStream, type CollectRuntime } from "../../engine/collect-instance.ts";
import type { RunningInstance } from "../../engine/open-instance.ts";
import type { Session } from "../../engine/open-session.ts";
import { withGrace } from "../../engine/schedule/stop.ts";
import type { SourceLabels } from "../../events/sinks/labels.ts";
import { openSink, type OpenedSink } from "../../events/sinks/open-sink.ts";
import type { EventStream } from "../../manifest/manifest.ts";
import { didYouMean } from "../../nearest.ts";
import { createMask } from "../../secrets.ts";
import { storePath } from "../../store/store-path.ts";
import type { CliIo } from "../globals.ts";
import { withSession } from "../session.ts";
import { clockOf } from "../watching.ts";
import { collectAsInstance } from "./collect-once.ts";
import { estimate } from "./estimate.ts";
import { reportCollected } from "./report.ts";
import type { CollectFlags } from "./subcommands.ts";
import { readTime } from "./times.ts";
import { withCollectProgress } from "./collect-progress.ts";

/** An instance that collects, and the streams of it that are wanted. */
export interface Collecting {
  instance: RunningInstance;
  streams: EventStream[];
}

/** `soar collect`: each stream of each instance until it has caught up. One that fails does not stop the others. */
export async function collect(flags: CollectFlags, io: CliIo): Promise<number> {
  refuseJsonOnStdout(flags);
  if (flags.to !== undefined) throw new ArgumentError("--to goes with `soar collect heal`.", "Leave it out.");
  return withSession(flags, io, async (session) => {
    const all = collecting(session.instances, flags.stream);
    const from = readTime("--from", flags.from, io.now());
    const what = from === undefined ? {} : { from };
    if (flags.estimate) return estimate(all, what, flags, session, io);
    const collected = await collectAll(all, what, flags, session, io);
    return reportCollected(collected, flags, io);
  });
}

/**
 * The instances that collect, each with the streams of it that are wanted.
 * @throws ArgumentError when none of them does, or none has a stream of such a name
 */
export function collecting(instances: readonly RunningInstance[], names: readonly string[] = []): Collecting[] {
  const able = instances.filter(({ manifest }) => manifest.soar.streams.length > 0);
  if (able.length === 0) {
    throw new ArgumentError(
      "No instance has streams of events to collect.",
      "An integration declares them under `x-soar: streams:` in its manifest, beside a module fetch-events.",
    );
  }
  const has = [...new Set(able.flatMap(({ manifest }) => manifest.soar.streams.map(({ name }) => name)))];
  const unknown = names.filter((name) => !has.includes(name));
  if (unknown.length > 0) {
    throw new ArgumentError(
      unknown.map((name) => `There is no stream "${name}".${didYouMean(name, has)}`).join(" "),
      `The streams are: ${has.join(", ")}.`,
    );
  }
  return able
    .map((instance) => ({
      instance,
      streams: instance.manifest.soar.streams.filter(({ name }) => names.length === 0 || names.includes(name)),
    }))
    .filter(({ streams }) => streams.length > 0);
}

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
            })
          : collectAsInstance({ ...each, sink }, { ...what, onCommit }, session, io),
      );
      return (await Promise.all(runs)).flat();
    }),
  );
  const stopped = (): SoarError => interruption(io.signal, "Collecting");
  return collected.map((each) => (each.interrupted && !each.error ? { ...each, error: stopped() } : each));
}

/** Opens what `--sink` names for the streams of an instance; nothing is written yet. */
export async function openSinkFor(
  { instance, streams }: Collecting,
  isOneOfSeveral: boolean,
  flags: Pick<CollectFlags, "sink" | "config" | "store" | "quiet">,
  session: Session,
  io: CliIo,
  labels?: SourceLabels,
): Promise<OpenedSink> {
  const { random } = clockOf(io);
  const opened = await openSink(flags.sink, {
    ...(flags.config === undefined ? {} : { file: flags.config }),
    folder: process.cwd(),
    env: io.env,
    streams: streams.map(({ name }) => name),
    ...(isOneOfSeveral && { instance: instance.name }),
    ...(labels && { labels }),
    owner: `${storePath(flags.store)}, instance ${instance.name}`,
    output: io.output ?? process.stdout,
    log: session.log,
    now: session.now,
    random,
    wait: (ms, signal) => setTimeout(ms, undefined, signal ? { signal } : {}),
    newId: randomUUID,
  });
  const instances = session.instances;
  const maskSink = createMask(opened.secrets);
  io.terminal.protect((text) => maskSink(instances.reduce((masked, each) => each.mask(masked), text)));
  if (!flags.quiet) for (const warning of opened.warnings) io.terminal.notice(`warning: ${warning}`);
  return opened;
}

/** @throws ArgumentError when the events and the JSON document would both be printed */
export function refuseJsonOnStdout({ json, sink, estimate: only }: CollectFlags): void {
  if (!json || only || sink.split("?")[0] !== "-") return;
  throw new ArgumentError(
    "With --json standard output has the summary, and cannot have the events as well.",
    "Name another sink, such as --sink events.ndjson, or leave out --json: the summary is on standard error.",
  );
}
