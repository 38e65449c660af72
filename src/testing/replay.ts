import { play } from "../engine/play.ts";
import { ArgumentError } from "../errors.ts";
import { readRecordings } from "../http/recording/read-recordings.ts";
import type { Recording, RecordingFile } from "../http/recording/recording.ts";
import { createPlayer } from "../http/recording/replay.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { Answers, AnswerSource, Asked } from "./answers.ts";
import { jumpingClock } from "./test-clock.ts";

/**
 * Runs `work` with recorded answers: those of the recording that fits the command and its arguments best, before others.
 * @throws ArgumentError when the command was not recorded · ManifestError for a file that is no recording
 */
export async function withReplay<T>(
  replay: NonNullable<AnswerSource["replay"]>,
  { manifest, now, ...asked }: Asked & { manifest: Manifest; now: (() => number) | undefined },
  work: (answers: Answers) => Promise<T>,
): Promise<T> {
  const given = typeof replay === "string" ? await readRecordings(replay) : [replay].flat();
  const recording = await fittest(given, asked);
  if (recording?.command !== asked.command) throw notRecorded(given, asked, replay);
  const tape = play(given);
  const { instead } = tape;
  const clock = now ? jumpingClock(now) : instead;
  return tape.line(asked.command, asked.args, () =>
    work({
      env: {},
      params: instead.complete(manifest, {}, {}),
      clock,
      tape: { ...tape, instead: { ...instead, ...clock } },
      recording,
    }),
  );
}

// --- internal ---

/** The recording that answers before the others. */
async function fittest(
  given: readonly (Recording | RecordingFile)[],
  { command, args }: Asked,
): Promise<Recording | undefined> {
  const player = createPlayer(given);
  return player.line(command, args, () => Promise.resolve(player.current()));
}

function notRecorded(
  given: readonly (Recording | RecordingFile)[],
  { caller, command }: Asked,
  replay: NonNullable<AnswerSource["replay"]>,
): ArgumentError {
  const names = new Set(given.map((each) => ("recording" in each ? each.recording.command : each.command)));
  const place = typeof replay === "string" ? ` in ${replay}` : "";
  const others = names.size === 0 ? "" : ` Recorded are ${[...names].join(", ")}.`;
  return new ArgumentError(
    `${caller} found no recording of ${command}${place}.${others}`,
    "Make one: soar run … --record DIR, or the option `record` of soarkit/testing.",
  );
}
