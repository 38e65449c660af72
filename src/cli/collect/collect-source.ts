import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { Session } from "../../engine/open-session.ts";
import { ArgumentError, toSoarError, UnexpectedError } from "../../errors.ts";
import type { CliIo } from "../globals.ts";
import { printError } from "../report-error.ts";
import { withSession } from "../session.ts";
import { collecting, refuseJsonOnStdout } from "./collecting.ts";
import { openSinkFor } from "./open-sink.ts";
import { withCollectProgress } from "./collect-progress.ts";
import { collectOnce, withInterruptions, type Collection } from "./collect-once.ts";
import { fileChanged } from "./file-change.ts";
import { reportCollected } from "./report.ts";
import { readSourceFile, type FiledSource } from "./source-file.ts";
import type { CollectFlags } from "./subcommands.ts";
import { readTime } from "./times.ts";
import { watchCollection } from "./watch-collect.ts";

/**
 * `soar collect --source FILE`: collects what the JSON configuration of a source asks for, once, or again and again with
 * `--watch`: then the file takes effect as soon as it is changed.
 */
export async function collectSource(path: string, flags: CollectFlags, io: CliIo): Promise<number> {
  refuseJsonOnStdout(flags);
  for (const option of ["stream", "instance", "estimate"] as const) {
    if (flags[option] === undefined) continue;
    throw new ArgumentError(
      `--${option} does not go with --source.`,
      "Leave it out: what is collected stands in the file.",
    );
  }
  // A file with faults is refused at once, also by a watch: it may be the wrong one.
  const filed = await readSourceFile(path, flags, io);
  return flags.watch ? watchSource(path, filed, flags, io) : collectFiled(filed, flags, io);
}

// --- internal ---

function collectFiled(filed: FiledSource, flags: CollectFlags, io: CliIo): Promise<number> {
  return withFiled(filed, flags, io, async (collection, session) => {
    const from = readTime("--from", flags.from, io.now());
    const { collected, error } = await withCollectProgress(io, (onCommit) =>
      collectOnce(collection, { onCommit, ...(from === undefined ? {} : { from }) }, session, io),
    );
    if (collected.length === 0 && error) throw error;
    return reportCollected(withInterruptions(collected, io), flags, io);
  });
}

async function watchSource(path: string, first: FiledSource, flags: CollectFlags, io: CliIo): Promise<number> {
  let next: { filed?: FiledSource; text: string } = { filed: first, text: first.text };
  for (;;) {
    const { filed, text } = next;
    const changed = new AbortController();
    const over = new AbortController();
    // What is at work ends when the file changes, as if it was stopped.
    const until = { ...io, signal: AbortSignal.any([io.signal, changed.signal]) };
    const change = fileChanged(path, text, AbortSignal.any([io.signal, over.signal])).then(() => {
      if (!over.signal.aborted) changed.abort();
    });
    try {
      if (filed === undefined) await change;
      else {
        await withFiled(filed, flags, until, (collection, session) =>
          watchCollection(collection, {
            flags,
            session,
            io: until,
            onHeld: (woken) => Promise.race([change, aborted(woken)]),
          }),
        );
      }
    } finally {
      over.abort();
      await change;
    }
    // Stopped, or the source was taken away.
    if (io.signal.aborted || !changed.signal.aborted) return 0;
    next = await readAgain(path, flags, io);
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}

/** A changed file; one with faults is told of, and waited for to be mended. */
async function readAgain(path: string, flags: CollectFlags, io: CliIo): Promise<{ filed?: FiledSource; text: string }> {
  try {
    const filed = await readSourceFile(path, flags, io);
    if (!flags.quiet) io.terminal.notice(`${path} has changed`);
    return { filed, text: filed.text };
  } catch (thrown) {
    printError(toSoarError(thrown), flags, io.terminal);
    return { text: await readFile(path, "utf8").catch(() => "") };
  }
}

/** Opens the source's instance and its sink for `work`. */
function withFiled<T>(
  { instance, submitted, streams: names, labels, env }: FiledSource,
  flags: CollectFlags,
  io: CliIo,
  work: (collection: Collection, session: Session) => Promise<T>,
): Promise<T> {
  const own = { ...io, env };
  const open = async (session: Session) => {
    const [sole] = collecting(session.instances, names);
    // There is one instance, and none of its streams is unknown: the manifest has been checked.
    if (sole === undefined) throw new UnexpectedError("The source has nothing to collect.", "Report this.");
    const sink = await openSinkFor(sole, false, flags, session, own, labels);
    return work({ ...sole, sink, submitted }, session);
  };
  return withSession(flags, own, open, [instance]);
}
