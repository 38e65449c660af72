import { createRecorder, type Take } from "../http/recording/recorder.ts";
import type { Recording } from "../http/recording/recording.ts";
import { toRecording } from "../http/recording/to-recording.ts";
import { makeFolder, writeRecording } from "../http/recording/write-recording.ts";
import { isJsonObject, toJson, type Json, type JsonObject } from "../json.ts";
import { FETCH, type Tape } from "./tape.ts";

export interface RecordOptions {
  /** Where recordings are written. It is made if it is not there. */
  folder: string;
  /** Names, addresses and hosts are replaced by made-up ones. @default false */
  pseudonyms?: boolean;
  /** Told of every file that is written. */
  onRecorded?: (path: string, recording: Recording) => void;
}

/**
 * Writes what goes over the wire for each command to a file, without its secrets, also when the command fails.
 * @throws StoreError when the folder cannot be made
 */
export async function record(options: RecordOptions, { now }: { now: () => number }): Promise<Tape> {
  const { folder, pseudonyms = false, onRecorded } = options;
  await makeFolder(folder);
  const pseudonymise = pseudonyms && (await import("../http/recording/pseudonyms/pseudonymise.ts")).pseudonymise;
  const recorder = createRecorder({ now });
  /** Whose files they are: two instances that run one line do not overwrite each other's. */
  const owners = new Map<string, string>();

  return {
    wire: recorder.wire,
    now: () => recorder.now(),
    waited: (until) => recorder.waited(until),
    line: (_command, _args, work) => recorder.line(work, keep),
    call({ name, params }, { command, args, incident, plannedAt: startedAt, mask }, work) {
      const about = { command, args, instance: name, params: asObject(params), startedAt, mask };
      return recorder.call({ ...about, ...(incident && { incident: asObject(incident) }) }, work);
    },
    input(input) {
      const { context, ...rest } = input;
      return {
        ...rest,
        now: () => recorder.now(),
        get context() {
          recorder.read(context);
          return context;
        },
      };
    },
    fetchInput(input) {
      const { lastRun } = input;
      const known: Record<string, Json> = {};
      const unknown = new Set<string>();
      recorder.tell(FETCH, lastRun === null ? {} : { lastRun });
      return {
        ...input,
        known: async (ids) => {
          const found = await input.known(ids);
          // What the run began with: what it has committed since, a replay commits itself.
          for (const [id, state] of found) if (!unknown.has(id)) known[id] ??= state;
          if (Object.keys(known).length > 0) recorder.tell(FETCH, { known });
          for (const id of ids) if (!found.has(id)) unknown.add(id);
          return found;
        },
        pending: async (most) => {
          const waiting = await input.pending(most);
          // What this run has put there itself, a replay puts there again.
          const before = waiting.filter(({ id }) => !unknown.has(id));
          if (before.length > 0) recorder.tell(FETCH, { pending: before.map((item) => ({ ...item })) });
          return waiting;
        },
      };
    },
  };

  async function keep(takes: Take[]): Promise<void> {
    for (const take of takes) {
      const recording = toRecording(take);
      const written = pseudonymise ? pseudonymise(recording) : recording;
      const path = await writeRecording(
        folder,
        written,
        (each) => (owners.get(each) ?? take.instance) === take.instance,
      );
      owners.set(path, take.instance);
      onRecorded?.(path, written);
    }
  }
}

// --- internal ---

/** As JSON, in which a `Secret` is stars. */
function asObject(value: unknown): JsonObject {
  const json = toJson(value);
  return isJsonObject(json) ? json : {};
}
