import type { Handler, Preview } from "soarkit";
import type { Session } from "./_api/sessions.ts";
import { changeSessions, countSessions, sessionsToChange } from "./_change-sessions.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const preview: Preview<Code42, "code42-alert-bulk-update"> = async ({ args, client, signal }) => {
  const filter = sessionsToChange(args, args.new_state);
  const { count, examples } = await countSessions(client, filter, EXAMPLES, signal);
  if (count === 0) return `No alert matches that is not ${args.new_state} already: nothing would change.`;
  const rest = count - examples.length;
  const named = examples.map(describe).join("; ");
  return `This sets **${countText(count)}** to ${args.new_state}: ${named}${rest > 0 ? `; and ${rest} more` : ""}.`;
};

export const run: Handler<Code42, "code42-alert-bulk-update"> = async ({ args, client, progress, signal }) => {
  const filter = sessionsToChange(args, args.new_state);
  // Incydr does not tell how many it has changed.
  const { count } = await countSessions(client, filter, 1, signal);
  progress(0, count, "alerts");
  if (count > 0) await changeSessions(client, filter, args.new_state, signal);
  return {
    readable:
      count === 0
        ? `No alert matches that is not ${args.new_state} already: nothing was changed.`
        : `Set to ${args.new_state}: ${countText(count)}.`,
    context: { "Code42.AlertBulkUpdate": { NewState: args.new_state, Matched: count } },
  };
};

// --- internal ---

/** How many alerts a preview names. */
const EXAMPLES = 3;

function countText(count: number): string {
  return `${count} alert${count === 1 ? "" : "s"}`;
}

function describe({ sessionId, actorName, actorId, exfiltrationSummary }: Session): string {
  return `${[actorName ?? actorId, exfiltrationSummary].filter(Boolean).join(", ")} (${sessionId})`;
}
