import { tableToMarkdown, type Handler } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { sessionHeaders, toSessionContext } from "./_map/session-context.ts";
import { createNames } from "./_names.ts";
import { noSessionText } from "./_sessions.ts";

export const run: Handler<Code42, "code42-session-get"> = async ({ args, client, signal }) => {
  const session = await client.sessions.get(args.id, signal);
  if (!session) return { warnings: [noSessionText(args.id)] };
  // Of the names behind its ids only the user's: rules are named where Incydr does it itself.
  const names = await createNames(client, { signal, tolerant: false })({ ...session, triggeredAlerts: [] });
  const found = toSessionContext(session, { username: names.actor, consoleUrl: client.consoleUrl });
  return {
    readable: [
      tableToMarkdown("Code42 Session", [found], { headers: [...sessionHeaders, "URL"], removeNull: true }),
      part("Triggered Alerts", found.TriggeredAlerts, ["RuleName", "RuleID", "AlertID"]),
      part("Risk Indicators", found.RiskIndicators, ["Name", "Weight", "EventCount"]),
      part("States", found.States, ["Time", "State"]),
      part("Notes", found.Notes, ["Time", "Content", "UserID"]),
    ].join(""),
    context: { "Code42.Session": found },
    raw: session,
    ...(names.gaps.length > 0 && { warnings: names.gaps }),
  };
};

// --- internal ---

/** What a session has several of, as a table of its own; nothing where it has none. */
function part(title: string, rows: unknown, headers: string[]): string {
  return rows === undefined ? "" : `\n${tableToMarkdown(title, rows, { headers, removeNull: true })}`;
}
