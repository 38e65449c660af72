import { record } from "../engine/record.ts";
import type { Tape } from "../engine/tape.ts";
import { ArgumentError } from "../errors.ts";
import type { Recording, RecordingFile } from "../http/recording/recording.ts";
import type { Environment } from "../instance/environment.ts";
import type { Json } from "../json.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { withReplay } from "./replay.ts";
import { standInParams } from "./stand-in-params.ts";
import type { TestSimulator } from "./start-simulator.ts";
import { jumpingClock, realClock, type TestClock } from "./test-clock.ts";

/** Where the vendor's answers come from. Exactly one of these is given. */
export interface AnswerSource {
  /** Recorded answers: a folder of recordings, one of them, or several. No socket is opened. */
  replay?: string | Recording | readonly (Recording | RecordingFile)[];
  /** A simulator from `startSimulator`: real HTTP on the loopback interface. */
  simulator?: TestSimulator;
  /** A stub in place of what the integration's `_connect` gives; `_connect` does not run. */
  client?: unknown;
  /** The instance's parameters as environment variables. Nothing else is read, and time is real. */
  env?: Environment;
}

export interface AnswerSettings {
  /** Epoch milliseconds. @default the simulator's time, the recording's, else the real one */
  now?: () => number;
  /**
   * Records what goes over the wire in this folder, as `soar run --record` does: `<command>.json`, without secrets. Only
   * with `simulator` or `env`.
   */
  record?: string;
}

/** What a source gives a run. */
export interface Answers {
  env: Environment;
  /** Beneath the parameters that the test gives itself. */
  params: Record<string, Json>;
  clock: TestClock;
  /** Stands between the instance and the vendor. */
  tape?: Tape;
  /** What is replayed. */
  recording?: Recording;
  /** In place of what `_connect` gives. */
  client?: unknown;
}

/** What is to be answered. */
export interface Asked {
  /** The function that was called, for messages. */
  caller: string;
  /** The command's own name. */
  command: string;
  args: Record<string, Json>;
}

/**
 * Runs `work` with what the one source that is given gives.
 * @throws ArgumentError when there is no source, or more than one, or no recording of the command
 */
export async function withAnswers<T>(
  options: AnswerSource & AnswerSettings,
  { manifest, ...asked }: Asked & { manifest: Manifest },
  work: (answers: Answers) => Promise<T>,
): Promise<T> {
  requireOne(options, asked.caller);
  requireNetwork(options);
  const { replay, simulator, client, env = {}, now } = options;
  if (replay !== undefined) return withReplay(replay, { ...asked, manifest, now }, work);
  if (client !== undefined) {
    return work({ env, params: standInParams(manifest), clock: jumpingClock(now ?? Date.now), client });
  }
  const answers = simulator
    ? { env: simulator.env, params: {}, clock: clockOf(simulator, now) }
    : { env, params: {}, clock: realClock(now ?? Date.now) };
  if (options.record === undefined) return work(answers);
  const tape = await record({ folder: options.record }, answers.clock);
  return tape.line(asked.command, asked.args, () => work({ ...answers, tape }));
}

// --- internal ---

const SOURCES = ["replay", "simulator", "client", "env"] as const satisfies (keyof AnswerSource)[];

function requireOne(options: AnswerSource, caller: string): void {
  const given = SOURCES.filter((name) => options[name] !== undefined);
  if (given.length === 1) return;
  const found = given.length === 0 ? "nothing" : given.join(" and ");
  throw new ArgumentError(
    `${caller} must be told where the vendor's answers come from, by one option. It was given ${found}.`,
    `Give exactly one of ${SOURCES.join(", ")}.`,
  );
}

function requireNetwork({ record: folder, replay, client }: AnswerSource & AnswerSettings): void {
  if (folder === undefined || (replay === undefined && client === undefined)) return;
  throw new ArgumentError(
    `Nothing goes over the wire that could be recorded in ${folder}.`,
    "Record with simulator or env: a stubbed client sends nothing, and what is replayed was recorded before.",
  );
}

/** Who waits moves the vendor's time along, so that what is waited for comes. */
function clockOf({ control, now: vendorNow }: TestSimulator, now: (() => number) | undefined): TestClock {
  const advance = async (ms: number) => {
    await control("/clock", { advanceMs: Math.ceil(ms) });
  };
  if (now) return jumpingClock(now, advance);
  return {
    now: vendorNow,
    wait: async (ms, signal) => {
      signal?.throwIfAborted();
      await advance(ms);
    },
  };
}
