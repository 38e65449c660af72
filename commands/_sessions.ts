import { ArgumentError, NotFoundError } from "soarkit";
import type { SessionFilter } from "./_api/sessions.ts";
import { severityNames } from "./_map/session.ts";

/** The arguments by which sessions are chosen, wherever they are. */
export interface SessionFilterArgs {
  actor_id?: string;
  /** Epoch milliseconds. */
  on_or_after?: number;
  /** Epoch milliseconds. */
  before?: number;
  type?: string;
  has_alerts: boolean;
  risk_indicators?: readonly string[];
  state?: readonly string[];
  /** By name or number. */
  severity?: readonly string[];
  rule_id?: readonly string[];
  watchlist_id?: readonly string[];
  content_inspection_status?: string;
}

/** @throws ArgumentError for a span of time that ends before it begins */
export function toSessionFilter(args: SessionFilterArgs): SessionFilter {
  const { on_or_after: from, before: to } = args;
  if (from !== undefined && to !== undefined && from >= to) {
    throw new ArgumentError(
      `on_or_after must be earlier than before, got ${new Date(from).toISOString()} and ${new Date(to).toISOString()}.`,
      "Exchange them, or give before a later time: no session can match.",
    );
  }
  return {
    actorId: args.actor_id,
    onOrAfter: from,
    before: to,
    type: args.type,
    hasAlerts: args.has_alerts,
    riskIndicators: args.risk_indicators,
    states: args.state,
    severities: args.severity && [...new Set(args.severity.map(toSeverity))],
    ruleIds: args.rule_id,
    watchlistIds: args.watchlist_id,
    contentInspectionStatus: args.content_inspection_status,
  };
}

/** What to say of a session that is not there. */
export function noSessionText(id: string): string {
  return `There is no session with the ID ${id}.`;
}

/** For acting on a session that is not there. */
export function noSession(id: string, cause?: unknown): NotFoundError {
  return new NotFoundError(
    noSessionText(id),
    "Take the ID from code42-session-search, from a fetched incident (code42alertid), or from the session's address in " +
      "the Incydr console.",
    { cause },
  );
}

// --- internal ---

/** The manifest lets through the numbers 0 to 4 and their names. */
function toSeverity(given: string): number {
  const index = severityNames.findIndex((name) => name === given);
  return index === -1 ? Number(given) : index;
}
