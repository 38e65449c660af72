import { Option, type Command } from "commander";
import type { SessionOptions } from "../engine/open-session.ts";
import { ArgumentError } from "../errors.ts";
import type { CliIo, Globals } from "./globals.ts";

/** Adds `--record`, `--pseudonyms` and `--replay` to a subcommand that talks to vendors. */
export function addTapeOptions(subcommand: Command): Command {
  return subcommand
    .addOption(
      new Option("--record <dir>", "keep what goes over the wire there, without secrets").conflicts([
        "replay",
        "dryRun",
      ]),
    )
    .addOption(new Option("--pseudonyms", "with --record: without people and machines, too"))
    .addOption(new Option("--replay <dir>", "answer from what was recorded there; nothing is sent"));
}

/**
 * What a session is told of recordings.
 * @throws ArgumentError where there is nothing to replay, or the options do not go together
 */
export async function tapeOf(
  globals: Globals,
  { terminal }: CliIo,
): Promise<Pick<SessionOptions, "record" | "replay">> {
  const { record: folder, replay, pseudonyms = false, quiet } = globals;
  if (pseudonyms && folder === undefined) {
    throw new ArgumentError("--pseudonyms goes with --record.", "Say where to record: --record DIR --pseudonyms.");
  }
  if (folder !== undefined) {
    return {
      record: {
        folder,
        pseudonyms,
        onRecorded: (path, { exchanges }) => {
          if (quiet) return;
          const count = exchanges.length === 1 ? "1 exchange" : `${String(exchanges.length)} exchanges`;
          terminal.notice(`recorded ${count} in ${path}`);
          if (exchanges.some(({ answer }) => "truncated" in answer)) {
            terminal.notice(`warning: ${path} does not hold every answer whole, so it cannot be replayed as it was`);
          }
        },
      },
    };
  }
  return replay === undefined ? {} : { replay: await recordingsIn(replay) };
}

/** Whether the command works on a store of its own: what is replayed has not happened, and moves nothing on. */
export function isApart({ replay, store, incident }: Globals): boolean {
  if (replay === undefined || store !== DEFAULT_STORE) return false;
  if (incident === undefined) return true;
  throw new ArgumentError(
    "--incident names no incident in a replay: it works on a store of its own, in the incident that was recorded.",
    "Leave it out; or name the store that holds the incident and may be changed: --store URL.",
  );
}

/** Where everything is kept unless --store says otherwise. */
export const DEFAULT_STORE = "sqlite:.soar/soar.db";

// --- internal ---

async function recordingsIn(folder: string) {
  const { readRecordings } = await import("../http/recording/read-recordings.ts");
  const recordings = await readRecordings(folder);
  if (recordings.length > 0) return recordings;
  throw new ArgumentError(
    `There are no recordings in ${folder}.`,
    `Make some: run the command once with --record ${folder}. Or name another folder.`,
  );
}
