import { NotRecordedError } from "../http/recording/not-recorded.ts";
import type { Recording, RecordingFile } from "../http/recording/recording.ts";
import { createPlayer } from "../http/recording/replay.ts";
import type { Token, TokenOwner, TokenStore } from "../http/ports.ts";
import type { PendingItem } from "../incidents/fetch.ts";
import type { Incident } from "../incidents/incident.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { replayParams } from "./replay-params.ts";
import { FETCH, type Input, type Tape } from "./tape.ts";

/** Recordings in the vendors' place: no socket, no budget, no token that outlives the session, no wait. */
export function play(given: readonly (Recording | RecordingFile)[]): Tape & Required<Pick<Tape, "instead">> {
  const player = createPlayer(given);
  const recordings = given.map((each) => ("recording" in each ? each.recording : each));
  return {
    wire: player.wire,
    line: (command, args, work) => player.line(command, args, work),
    fetchInput(input) {
      const { command, args = {} } = player.current() ?? {};
      if (command !== FETCH) return input;
      const known = isJsonObject(args.known) ? args.known : {};
      return {
        ...input,
        lastRun: input.lastRun ?? args.lastRun ?? null,
        known: async (ids) => {
          const recorded = ids.flatMap((id): [string, Json][] =>
            Object.hasOwn(known, id) ? [[id, known[id] ?? null]] : [],
          );
          return new Map([...recorded, ...(await input.known(ids))]);
        },
        pending: async (most) => {
          const recorded = waitingIn(args.pending);
          // What the replay has committed since counts in place of what was recorded.
          const met = await input.known(recorded.map(({ id }) => id));
          const waiting = [...(await input.pending(most)), ...recorded.filter(({ id }) => !met.has(id))];
          return waiting.sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1)).slice(0, most);
        },
      };
    },
    input(input) {
      const { context, incident } = player.current() ?? {};
      return {
        ...input,
        ...(context && isEmpty(input.context) ? { context } : {}),
        ...(incident && !input.incident && isIncident(incident) ? { incident } : {}),
      };
    },
    instead: {
      now: () => player.now(),
      // The shortest waits that there can be, so that no deadline ends what went on when it was recorded.
      random: () => 0,
      wait: (ms) => player.wait(ms),
      tokens: memoryTokens(),
      // A command that was recorded while a token was kept has no request for one.
      spareToken: (error) => (error instanceof NotRecordedError ? SPARE_TOKEN : undefined),
      complete: (manifest, params, env) => replayParams(manifest, params, { env, recordings }),
    },
  };
}

// --- internal ---

const SPARE_TOKEN = { accessToken: "***", expiresInMs: 86_400_000 };

function memoryTokens(): TokenStore {
  const kept = new Map<string, Token>();
  const key = ({ url, clientId }: TokenOwner) => `${url}\n${clientId}`;
  return {
    read: async (owner) => kept.get(key(owner)),
    write: async (owner, token) => void kept.set(key(owner), token),
    remove: async (owner) => void kept.delete(key(owner)),
  };
}

function waitingIn(recorded: Json | undefined): PendingItem[] {
  if (!Array.isArray(recorded)) return [];
  return recorded.flatMap((item) => {
    const { id, at, state = null, value = null } = isJsonObject(item) ? item : {};
    return typeof id === "string" && typeof at === "number" ? [{ id, at, state, value }] : [];
  });
}

function isEmpty(context: Input["context"]): boolean {
  return Object.keys(context).length === 0;
}

/** What every incident has; the rest is optional, or what a handler would not look at. */
function isIncident(value: JsonObject): value is JsonObject & Incident {
  return ["id", "name", "occurred", "rawJSON", "sourceId"].every((key) => typeof value[key] === "string");
}
