import { Refusal, type Route } from "soarkit/simulator";

import { themes } from "./themes.ts";
import { administrator, type World } from "./world.ts";

/** A rule as `GET /v2/alert-rules/{id}` gives it. */
export interface AlertRule {
  id: string;
  name: string;
  description: string;
  severity: string | null;
  isEnabled: boolean;
  isSystemRule: boolean;
  source: string;
  createdAt: string;
  createdBy: string;
  modifiedAt: string;
  modifiedBy: string;
  notifications: { isEnabled: boolean; contacts: { isEnabled: boolean; type: string; address: string }[] };
  education: { lessonId: string; messagingMethod: string } | null;
  vectors: Record<string, unknown> | null;
  filters: { riskIndicator: { categories: string[]; indicators: string[]; criteriaOrder: number } };
}

/** The tenant's rules: one for each theme, in the themes' order, and one that is switched off. */
export function createAlertRules(world: World): { rules: readonly AlertRule[]; routes: Route[] } {
  const names = [
    "Source code to personal cloud",
    "Spreadsheets to personal drive",
    "Code to public repository",
    "Documents to webmail",
    "Images to messaging",
    "Archive to removable media",
    "Anything, anywhere (trial)",
  ];
  const rules = names.map((name, index) => createRule(world, name, index));
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
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
          // No rule here is bound to a watchlist.
          const chosen = query.text("WatchlistId") === undefined ? rules : [];
          return { body: chosen.slice(page * size, (page + 1) * size) };
        },
      },
      {
        method: "GET",
        path: "/v2/alert-rules/:ruleId",
        handle: ({ params: { ruleId = "" } }) => {
          const rule = byId.get(ruleId);
          if (!rule) throw new Refusal(404, { error: "alert rule not found" });
          return { body: rule };
        },
      },
    ],
  };
}

// --- internal ---

function createRule(world: World, name: string, index: number): AlertRule {
  const theme = themes[index];
  return {
    id: index === 0 ? "r-0042" : world.random("alert-rule", index).uuid(),
    name,
    description: "",
    severity: null,
    isEnabled: theme !== undefined,
    isSystemRule: false,
    source: "Alerting",
    // Seven fraction digits, as this service writes them.
    createdAt: "2025-06-10T17:06:15.3250920Z",
    createdBy: administrator.email,
    modifiedAt: "2025-06-10T17:09:01.1308010Z",
    modifiedBy: administrator.email,
    notifications: { isEnabled: false, contacts: [] },
    education: null,
    vectors: null,
    filters: {
      riskIndicator: {
        categories: [],
        indicators: theme === undefined ? [] : [theme.destinationIndicator.name],
        criteriaOrder: 1,
      },
    },
  };
}
