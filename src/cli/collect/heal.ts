import { ArgumentError } from "../../errors.ts";
import type { Session } from "../../engine/open-session.ts";
import type { Range } from "../../incidents/fetch.ts";
import type { CliIo } from "../globals.ts";
import { withSession } from "../session.ts";
import { KEEP_IDS_MS } from "../../store/event-ids.ts";
import { second } from "../watching.ts";
import { collectAll } from "./collect-all.ts";
import { collecting, refuseJsonOnStdout, type Collecting } from "./collecting.ts";
import { openSinkFor } from "./open-sink.ts";
import { estimate } from "./estimate.ts";
import { reportCollected } from "./report.ts";
import type { CollectFlags } from "./subcommands.ts";
import { readTime } from "./times.ts";

/** What is typed after `soar collect heal`. */
export interface HealFlags extends CollectFlags {
  /** Whether `--sink` stands there. @default true */
  isSinkNamed?: boolean;
}

/**
 * `soar collect heal`: reads a range again and hands on what was never handed on. What the next collection goes on from
 * stays as it is.
 */
export async function heal(flags: HealFlags, io: CliIo): Promise<number> {
  refuseJsonOnStdout(flags);
  const range = rangeOf(flags, io.now());
  return withSession(flags, io, async (session) => {
    const all = collecting(session.instances, flags.stream);
    if (flags.estimate) return estimate(all, { range }, flags, session, io);
    if (flags.isSinkNamed === false) await refuseOtherSink(all, session);
    for (const each of all) await refuseForgotten(each, range, all.length > 1, flags, session, io);
    return reportCollected(await collectAll(all, { range }, flags, session, io), flags, io);
  });
}

// --- internal ---

/** @throws ArgumentError unless it begins before it ends */
function rangeOf({ from: fromText, to: toText }: CollectFlags, now: number): Range {
  const from = readTime("--from", fromText, now);
  const to = readTime("--to", toText, now) ?? now;
  if (from === undefined) {
    throw new ArgumentError("From when on is not said.", "Add --from TIME; `soar coverage` shows what has gaps.");
  }
  if (from < to) return { from, to };
  throw new ArgumentError(
    `The range ends at ${second(to)}, and does not begin before: ${second(from)}.`,
    "Give --from a time before that of --to.",
  );
}

/**
 * Who does not say where to means where it went before.
 * @throws ArgumentError when that was never standard output, where all of it would be printed instead
 */
async function refuseOtherSink(all: readonly Collecting[], { store }: Session): Promise<void> {
  const keys = (await store.events.keys()).filter(({ instance: name, stream }) =>
    all.some(({ instance, streams }) => instance.name === name && streams.some((each) => each.name === stream)),
  );
  const sinks = [...new Set(keys.map(({ sink }) => sink))];
  if (sinks.length === 0 || sinks.includes("stdout")) return;
  throw new ArgumentError(
    "Where to is not said, and nothing of this was ever handed on to standard output.",
    `Add --sink, as \`soar collect\` was given it. It went to: ${sinks.map((sink) => (sink === "store" ? "store:" : sink)).join(", ")}.`,
  );
}

/** @throws ArgumentError for a range of which it is not known any more what was handed on: it would go out twice */
async function refuseForgotten(
  each: Collecting,
  range: Range,
  isOneOfSeveral: boolean,
  flags: CollectFlags,
  session: Session,
  io: CliIo,
): Promise<void> {
  const { forStream } = await openSinkFor(each, isOneOfSeveral, flags, session, io);
  for (const { name } of each.streams) {
    const key = { instance: each.instance.name, stream: name, sink: (await forStream(name)).name };
    let [from, to] = [Infinity, -Infinity];
    for await (const { forgotten, sent, events } of session.store.events.coverage(key, range)) {
      if (!forgotten || sent === 0 || !events) continue;
      from = Math.min(from, events.from);
      to = Math.max(to, events.to);
    }
    if (to <= range.from || from >= range.to) continue;
    throw new ArgumentError(
      `Of ${name} from ${second(Math.max(from, range.from))} to ${second(Math.min(to, range.to))} it is not known any more ` +
        "which events were handed on: their ids are kept for 30 days. They would go out a second time.",
      (to < range.to
        ? `Heal what is later: --from ${new Date(to).toISOString()}. To have all of it again, name a new --sink.`
        : "To have all of it again, name a new --sink, which has none of it yet.") +
        (range.to - from > KEEP_IDS_MS
          ? " Or end it within 30 days of where it begins, with --to: then more may be known."
          : ""),
    );
  }
}
