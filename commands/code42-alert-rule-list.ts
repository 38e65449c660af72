import { NotFoundError, type Handler } from "soarkit";
import type { AlertRule } from "./_api/alert-rules.ts";
import type { Incydr } from "./_api/incydr.ts";
import { showList } from "./_listing.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { alertRuleHeaders, toAlertRule } from "./_map/alert-rule.ts";
import { resolveWatchlist } from "./_watchlists.ts";

export const run: Handler<Code42, "code42-alert-rule-list"> = async ({ args, client, progress, signal }) => {
  const watchlist = await findWatchlist(client, args.watchlist, signal);
  if ("warning" in watchlist) return { warnings: [watchlist.warning] };
  const rules: AlertRule[] = [];
  for await (const page of client.alertRules.pages({ watchlistId: watchlist.id }, signal)) {
    rules.push(...page.filter(({ isEnabled }) => args.enabled === undefined || isEnabled === args.enabled));
    progress(rules.length, undefined, "alert rules");
  }
  const found = rules.map(toAlertRule);
  return {
    readable: showList("Code42 Alert Rules", found, { headers: alertRuleHeaders }),
    ...(found.length > 0 && { context: { "Code42.AlertRule": found } }),
    raw: rules,
  };
};

// --- internal ---

/** Reading the rules of a list that does not exist is no failure. */
async function findWatchlist(
  client: Incydr,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<{ id: string | undefined } | { warning: string }> {
  if (wanted === undefined) return { id: undefined };
  try {
    return { id: await resolveWatchlist(client, wanted, signal) };
  } catch (error) {
    if (error instanceof NotFoundError) return { warning: `${error.message} ${error.hint}` };
    throw error;
  }
}
