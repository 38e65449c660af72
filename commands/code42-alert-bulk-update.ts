import { ApiError, ArgumentError, type Handler, type Preview } from "soarkit";
import type { Incydr } from "./_api/incydr.ts";
import type { Session, SessionFilter } from "./_api/sessions.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toSessionFilter } from "./_sessions.ts";

export const preview: Preview<Code42, "code42-alert-bulk-update"> = async ({ args, client, signal }) => {
  const { count, examples } = await look(client, toChange(args), EXAMPLES, signal);
  if (count === 0) return `No session matches that is not ${args.new_state} already: nothing would change.`;
  const rest = count - examples.length;
  const named = examples.map(describe).join("; ");
  return `This sets **${countText(count)}** to ${args.new_state}: ${named}${rest > 0 ? `; and ${rest} more` : ""}.`;
};

export const run: Handler<Code42, "code42-alert-bulk-update"> = async ({ args, client, progress, signal }) => {
  const filter = toChange(args);
  const { count } = await look(client, filter, 1, signal);
  if (count > 0) {
    // Incydr does not tell how many a call has changed.
    await change(client, filter, args.new_state, () => progress(0, count, "sessions"), signal);
  }
  return {
    readable:
      count === 0
        ? `No session matches that is not ${args.new_state} already: nothing was changed.`
        : `Set to ${args.new_state}: ${countText(count)}.`,
    context: { "Code42.AlertBulkUpdate": { NewState: args.new_state, Matched: count } },
  };
};

// --- internal ---

/** How many sessions a preview names. */
const EXAMPLES = 3;
/** How often a run may begin anew because Incydr would not go on. */
const MOST_RESTARTS = 3;

const STATES = ["OPEN", "OPEN_NEW_DATA", "IN_PROGRESS", "CLOSED", "CLOSED_TP", "CLOSED_TP_BENIGN", "CLOSED_FP"];

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

type Args = Code42["commands"]["code42-alert-bulk-update"]["args"];

/**
 * Those that match and have another state: what is previewed is what is changed, and a second run finds the rest.
 * @throws ArgumentError where nothing is filtered, or nothing could be left
 */
function toChange(args: Args): SessionFilter {
  const { new_state: newState } = args;
  if (FILTERS.every((name) => args[name] === undefined)) {
    throw new ArgumentError(
      "At least one filter is needed: without one, every session would be changed.",
      `Give one of ${FILTERS.join(", ")}.`,
    );
  }
  const states = (args.state ?? STATES).filter((state) => state !== newState);
  if (states.length === 0) {
    throw new ArgumentError(
      `state and new_state are both ${newState}, so there is nothing to change.`,
      "Name the states to change from in state.",
    );
  }
  return { ...toSessionFilter(args), states };
}

async function look(
  client: Incydr,
  filter: SessionFilter,
  size: number,
  signal: AbortSignal,
): Promise<{ count: number; examples: Session[] }> {
  const { items, totalCount } = await client.sessions.page({ filter }, { number: 0, size }, signal);
  return { count: totalCount ?? items.length, examples: items };
}

/** Calls until Incydr has changed all. Where it refuses to go on, it begins anew: what is changed matches no longer. */
async function change(
  client: Incydr,
  filter: SessionFilter,
  newState: Args["new_state"],
  onCall: () => void,
  signal: AbortSignal,
): Promise<void> {
  for (let restarts = 0; ; restarts++) {
    let calls = 0;
    try {
      for await (calls of client.sessions.changeStates(filter, newState, signal)) onCall();
      return;
    } catch (error) {
      const wouldNotGoOn = calls > 0 && error instanceof ApiError && error.status === 400;
      if (!wouldNotGoOn || restarts === MOST_RESTARTS) throw error;
    }
  }
}

function countText(count: number): string {
  return `${count} session${count === 1 ? "" : "s"}`;
}

function describe({ sessionId, actorName, actorId, exfiltrationSummary }: Session): string {
  return `${[actorName ?? actorId, exfiltrationSummary].filter(Boolean).join(", ")} (${sessionId})`;
}
