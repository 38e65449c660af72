import { themes } from "../themes.ts";
import { administrator, type World } from "../world.ts";

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
  filters: RuleFilters;
}

/** Whom and what a rule looks at. A filter that is not there lets everything through. */
export interface RuleFilters {
  riskIndicator: { categories: string[]; indicators: string[]; criteriaOrder: number };
  username?: { mode: "INCLUDE" | "EXCLUDE"; usernames: string[]; criteriaOrder: number };
  watchlist?: { watchlists: { id: string }[]; criteriaOrder: number };
}

/**
 * The rules that the tenant begins with: one for each theme, in the themes' order, the last of which looks only at the
 * departing employees; and one for a single user, which is switched off.
 */
export function firstRules(world: World): AlertRule[] {
  return names.map((name, index) => createRule(world, name, index));
}

/** Epoch milliseconds with seven fraction digits, as this service writes them. */
export function ruleTime(ms: number): string {
  return new Date(ms).toISOString().replace("Z", "0000Z");
}

// --- internal ---

const names = [
  "Source code to personal cloud",
  "Spreadsheets to personal drive",
  "Code to public repository",
  "Documents to webmail",
  "Images to messaging",
  "Archive to removable media",
  "Anything, anywhere (trial)",
];

/** Whoever sets it off is sent a lesson. */
const withLesson = 4;

const departing = "b7a6f8f2-1111-4000-8000-00000000d001";

function createRule(world: World, name: string, index: number): AlertRule {
  const theme = themes[index];
  return {
    id: index === 0 ? "r-0042" : world.random("alert-rule", index).uuid(),
    name,
    description: theme === undefined ? "Tried out on one user." : "",
    // Rules that are older than risk severities still have one.
    severity: theme === undefined ? "LOW" : null,
    isEnabled: theme !== undefined,
    isSystemRule: false,
    source: "Alerting",
    createdAt: "2025-06-10T17:06:15.3250920Z",
    createdBy: administrator.email,
    modifiedAt: "2025-06-10T17:09:01.1308010Z",
    modifiedBy: administrator.email,
    notifications: { isEnabled: false, contacts: [] },
    education: index === withLesson ? { lessonId: "lesson-0007", messagingMethod: "Email" } : null,
    vectors: null,
    filters: {
      riskIndicator: {
        categories: [],
        indicators: theme === undefined ? [] : [theme.destinationIndicator.name],
        criteriaOrder: 1,
      },
      ...(index === themes.length - 1 && { watchlist: { watchlists: [{ id: departing }], criteriaOrder: 2 } }),
      ...(theme === undefined && {
        username: { mode: "INCLUDE", usernames: world.people.slice(0, 1).map(({ email }) => email), criteriaOrder: 2 },
      }),
    },
  };
}
