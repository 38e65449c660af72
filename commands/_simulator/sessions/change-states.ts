import { readFields, Refusal, type Route } from "soarkit/simulator";

import type { World } from "../world.ts";
import type { SessionList } from "./session-list.ts";
import { sessionStates, type Session, type SessionState } from "./session.ts";

/** How the change of all sessions that match a filter is cut into calls. */
export interface BulkSettings {
  /** How many sessions one call looks after. Incydr: 500. */
  size: number;
  /** What the last call is answered with: a continuation token of null, or nothing at all, which is not published. */
  end: "null" | "empty";
  /** How long a continuation token can be used. */
  tokenLifetimeMs: number;
}

/**
 * `POST /v1/sessions/change-states`: the filter stands in the query, as for the list. A call goes on behind the last
 * session of the one before, so that sessions which match no longer, because they were changed, are not missed.
 * @param change sets the state of those that have another; gives whether there were any
 */
export function changeStatesRoute(
  world: World,
  list: SessionList,
  settings: BulkSettings,
  change: (sessions: readonly Session[], state: SessionState) => boolean,
): Route {
  return {
    method: "POST",
    path: "/v1/sessions/change-states",
    handle: ({ query, body }) => {
      const fields = readFields(body, errorBody);
      const state = fields.choice("newState", sessionStates);
      if (!state) throw new Refusal(400, errorBody("newState is required"));
      const { filter, sessions } = list.matching(query);
      const given = fields.nullableText("continuationToken") ?? null;
      const after = given === null ? "" : readToken(given, `${state} ${filter}`);
      const left = sessions.filter(({ sessionId }) => sessionId > after);
      const now = left.slice(0, settings.size);
      const last = now.at(-1);
      const isOver = last === undefined || left.length === now.length;
      const applied = change(now, state);
      if (isOver && settings.end === "empty") return { applied };
      return {
        body: { continuationToken: isOver ? null : makeToken(last.sessionId, `${state} ${filter}`) },
        applied,
      };
    },
  };

  function makeToken(after: string, meant: string): string {
    return sealed(after, world.clock.now(), meant);
  }

  /** What a token continues behind. One for another filter, or another state, is unknown. */
  function readToken(token: string, meant: string): string {
    const [after = "", issued = ""] = token.split("~");
    const issuedAt = Number.parseInt(issued, 36);
    if (!Number.isSafeInteger(issuedAt) || sealed(after, issuedAt, meant) !== token) {
      throw new Refusal(400, errorBody("the continuation token is unknown"));
    }
    if (world.clock.now() - issuedAt > settings.tokenLifetimeMs) {
      throw new Refusal(400, errorBody("the continuation token has expired"));
    }
    return after;
  }

  /** Nothing is kept of a token: it says by itself where to go on, and a seal proves that it was given. */
  function sealed(after: string, issuedAt: number, meant: string): string {
    const seal = world.random("continuation", after, issuedAt, meant).hex(12);
    return [after, issuedAt.toString(36), seal].join("~");
  }
}

// --- internal ---

function errorBody(error: string): { error: string } {
  return { error };
}
