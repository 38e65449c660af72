import { ArgumentError } from "../../errors.ts";
import type { CliIo } from "../globals.ts";
import { withSession } from "../session.ts";
import { collectAll } from "./collect-all.ts";
import { collecting, refuseJsonOnStdout } from "./collecting.ts";
import { estimate } from "./estimate.ts";
import { reportCollected } from "./report.ts";
import type { CollectFlags } from "./subcommands.ts";
import { readTime } from "./times.ts";

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
