import type { AlertRule } from "../_api/alert-rules.ts";

/** An alert rule under `Code42.AlertRule`. What is unknown is left out. */
export interface AlertRuleContext {
  ID: string;
  Name: string;
  Description?: string;
  IsEnabled?: boolean;
  IsSystemRule?: boolean;
  Severity?: string;
  /** IDs of the watchlists at whose members it looks; absent: it looks at everybody. */
  Watchlists?: string[];
  /** INCLUDE or EXCLUDE. */
  UsernameMode?: string;
  Usernames?: string[];
  RiskIndicators?: string[];
  CreatedAt?: string;
  CreatedBy?: string;
  ModifiedAt?: string;
  ModifiedBy?: string;
}

/** Columns of a table of rules. */
export const alertRuleHeaders = ["Name", "IsEnabled", "IsSystemRule", "Watchlists", "ModifiedAt", "ID"] as const;

export function toAlertRule(rule: AlertRule): AlertRuleContext {
  const { watchlist, username, riskIndicator } = rule.filters ?? {};
  const watchlists = watchlist?.watchlists.flatMap(({ id }) => id ?? []) ?? [];
  return {
    ID: rule.id,
    Name: rule.name,
    ...(rule.description && { Description: rule.description }),
    ...(typeof rule.isEnabled === "boolean" && { IsEnabled: rule.isEnabled }),
    ...(typeof rule.isSystemRule === "boolean" && { IsSystemRule: rule.isSystemRule }),
    ...(rule.severity && { Severity: rule.severity }),
    ...(watchlists.length > 0 && { Watchlists: watchlists }),
    ...(username?.mode && { UsernameMode: username.mode }),
    ...(username && username.usernames.length > 0 && { Usernames: username.usernames }),
    ...(riskIndicator && riskIndicator.indicators.length > 0 && { RiskIndicators: riskIndicator.indicators }),
    ...(rule.createdAt && { CreatedAt: rule.createdAt }),
    ...(rule.createdBy && { CreatedBy: rule.createdBy }),
    ...(rule.modifiedAt && { ModifiedAt: rule.modifiedAt }),
    ...(rule.modifiedBy && { ModifiedBy: rule.modifiedBy }),
  };
}
