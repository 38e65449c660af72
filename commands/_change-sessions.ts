import { ApiError, ArgumentError } from "soarkit";
import type { Incydr } from "./_api/incydr.ts";
import { SESSION_STATES, type Session, type SessionFilter, type SessionState } from "./_api/sessions.ts";
import { toSessionFilter, type SessionFilterArgs } from "./_sessions.ts";

/**
 * Those that match and have another state: what is previewed is what is changed, and a second run finds the rest.
 * @throws ArgumentError where nothing is filtered, or nothing could be left
 */
export function sessionsToChange(args: SessionFilterArgs, newState: SessionState): SessionFilter {
  if (FILTERS.every((name) => args[name] === undefined)) {
    throw new ArgumentError(
      "At least one filter is needed: without one, every session would be changed.",
      `Give one of ${FILTERS.join(", ")}.`,
    );
  }
  const states = (args.state ?? SESSION_STATES).filter((state) => state !== newState);
  if (states.length === 0) {
    throw new ArgumentError(
      `state and new_state are both ${newState}, so there is nothing to change.`,
      "Name the states to change from in state.",
    );
  }
  return { ...toSessionFilter(args), states };
}

/** How many match, and the first few of them: one request. */
export async function countSessions(
  client: Incydr,
  filter: SessionFilter,
  size: number,
  signal: AbortSignal,
): Promise<{ count: number; examples: Session[] }> {
  const { items, totalCount } = await client.sessions.page({ filter }, { number: 0, size }, signal);
  return { count: totalCount ?? items.length, examples: items };
}

/**
 * Changes all that match, in as many calls as it takes. Where Incydr refuses to go on, it begins anew: what is changed
 * matches no longer.
 * @throws ApiError where Incydr refuses to go on time and again
 */
export async function changeSessions(
  client: Incydr,
  filter: SessionFilter,
  newState: SessionState,
  signal: AbortSignal,
): Promise<void> {
  for (let restarts = 0; ; restarts++) {
    let calls = 0;
    try {
      for await (calls of client.sessions.changeStates(filter, newState, signal));
      return;
    } catch (error) {
      if (calls === 0 || !(error instanceof ApiError) || error.status !== 400) throw error;
      if (restarts === MOST_RESTARTS) throw brokenOff(newState, error);
    }
  }
}

// --- internal ---

const MOST_RESTARTS = 3;

function brokenOff(newState: SessionState, cause: ApiError): ApiError {
  return new ApiError(
    `Some of the alerts were set to ${newState}, and then Incydr refused to go on, ${MOST_RESTARTS + 1} times in a row.`,
    "Run the command again: it goes on with those that are left.",
    { status: cause.status, body: cause.body },
    { cause },
  );
}

/** Those of which one must be given. */
const FILTERS = [
  "actor_id",
  "on_or_after",
  "before",
  "type",
  "risk_indicators",
  "state",
  "severity",
  "rule_id",
  "watchlist_id",
  "content_inspection_status",
] as const;
