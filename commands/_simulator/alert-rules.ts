import { Refusal, type Json, type Route } from "soarkit/simulator";

import { firstRules, ruleTime, type AlertRule } from "./alert-rules/alert-rule.ts";
import { administrator, type World } from "./world.ts";

export type { AlertRule } from "./alert-rules/alert-rule.ts";

/** `/v2/alert-rules`. Statuses of calls whose answer is empty are not published: 204 here. */
export function createAlertRules(world: World): { rules: readonly AlertRule[]; routes: Route[] } {
  const rules = firstRules(world);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));

  function existing(ruleId: string | undefined): AlertRule {
    const rule = byId.get(ruleId ?? "");
    if (!rule) throw new Refusal(404, { error: "alert rule not found" });
    return rule;
  }
  function modify(rule: AlertRule): void {
    rule.modifiedAt = ruleTime(world.clock.now());
    rule.modifiedBy = administrator.email;
  }
  /** All or none: an unknown id leaves the others as they are. */
  function enable(ids: readonly string[], isEnabled: boolean): { status: number; applied: boolean } {
    const changed = [...new Set(ids)].map(existing).filter((rule) => rule.isEnabled !== isEnabled);
    for (const rule of changed) {
      rule.isEnabled = isEnabled;
      modify(rule);
    }
    return { status: 204, applied: changed.length > 0 };
  }

  return {
    rules,
    routes: [
      {
        method: "GET",
        path: "/v2/alert-rules",
        handle: ({ query }) => {
          // Incydr counts these pages from 0, and answers with a bare list.
          const page = query.integer("PageNumber", { min: 0 }) ?? 0;
          const size = query.integer("PageSize", { min: 1, max: 500 }) ?? 100;
          const watchlist = query.text("WatchlistId");
          const chosen = rules.filter((rule) => watchlist === undefined || isAbout(rule, watchlist));
          return { body: chosen.slice(page * size, (page + 1) * size) };
        },
      },
      {
        method: "GET",
        path: "/v2/alert-rules/:ruleId",
        handle: ({ params }) => ({ body: existing(params.ruleId) }),
      },
      ...[true, false].flatMap((isEnabled): Route[] => {
        const verb = isEnabled ? "enable" : "disable";
        return [
          {
            method: "POST",
            path: `/v2/alert-rules/${verb}`,
            handle: ({ body }) => enable(readIds(body), isEnabled),
          },
          {
            method: "POST",
            path: `/v2/alert-rules/:ruleId/${verb}`,
            handle: ({ params }) => enable([params.ruleId ?? ""], isEnabled),
          },
        ];
      }),
      {
        method: "GET",
        path: "/v2/alert-rules/:ruleId/users",
        handle: ({ params }) => {
          const rule = existing(params.ruleId);
          const { mode, usernames } = usernameFilter(rule);
          const users = usernames.map((name) => ({
            userIdFromAuthority: world.personByEmail(name)?.actorId ?? name,
            aliases: [name],
          }));
          return { body: { id: rule.id, users, mode: mode === "INCLUDE" ? 0 : 1 } };
        },
      },
      {
        method: "DELETE",
        path: "/v2/alert-rules/:ruleId/users",
        handle: ({ params }) => {
          const rule = existing(params.ruleId);
          const filter = usernameFilter(rule);
          const applied = filter.usernames.length > 0;
          filter.usernames = [];
          if (applied) modify(rule);
          return { status: 204, applied };
        },
      },
    ],
  };
}

// --- internal ---

function isAbout({ filters }: AlertRule, watchlistId: string): boolean {
  return filters.watchlist?.watchlists.some(({ id }) => id === watchlistId) ?? false;
}

function usernameFilter({ filters }: AlertRule): NonNullable<AlertRule["filters"]["username"]> {
  if (filters.username) return filters.username;
  throw new Refusal(400, { error: "the rule has no username filter" });
}

/** A bare list of rule ids. */
function readIds(body: Json | undefined): string[] {
  const ids = Array.isArray(body) ? body.filter((id) => typeof id === "string") : [];
  if (!Array.isArray(body) || ids.length !== body.length || ids.length === 0) {
    throw new Refusal(400, { error: "the body must be a list of rule ids" });
  }
  return ids;
}
