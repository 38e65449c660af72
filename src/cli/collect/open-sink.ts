import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Session } from "../../engine/open-session.ts";
import type { SourceLabels } from "../../events/sinks/labels.ts";
import { openSink, type OpenedSink } from "../../events/sinks/open-sink.ts";
import { createMask } from "../../secrets.ts";
import { storePath } from "../../store/store-path.ts";
import type { CliIo } from "../globals.ts";
import { clockOf } from "../watching.ts";
import type { Collecting } from "./collecting.ts";
import type { CollectFlags } from "./subcommands.ts";

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
