import type { SessionBody } from "../../../commands/_simulator/sessions/session-body.ts";
import type { Tenant } from "./tenant.ts";

export const hourMs = 3_600_000;

/** A tenant's first session, as Incydr's documents have it. */
export const example = {
  sessionId: "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11",
  tenantId: "7f10aa52-0000-4000-8000-00000000a001",
  actorId: "1190000000000000101",
  actorName: "user1.quill@acme.test",
  userId: "1190000000000000101",
  type: "STANDARD",
  beginTime: 1767607200000,
  endTime: 1767609060000,
  firstObserved: 1767609300250,
  lastUpdated: 1767609904111,
  criticalEvents: 1,
  highEvents: 2,
  moderateEvents: 0,
  lowEvents: 4,
  noRiskEvents: 9,
  exfiltrationSummary: "source code file(s) uploaded to Dropbox",
  contextSummary: "Departing employee",
  contentInspectionResults: { detectedOnAlerts: ["PII"] },
  notes: [{ id: "n-1", content: "Triage started", sourceTimestamp: 1767609904111, userId: "1190000000000000900" }],
  riskIndicators: [
    { id: "Dropbox upload", name: "Dropbox upload", weight: 5, eventCount: 3 },
    { id: "Source code", name: "Source code", weight: 3, eventCount: 3 },
  ],
  scores: [
    { score: 8, severity: 3, sourceTimestamp: 1767609300250 },
    { score: 11, severity: 4, sourceTimestamp: 1767609904111 },
  ],
  states: [{ state: "OPEN", stateV2: "OPEN", sourceTimestamp: 1767609300250, userId: null }],
  triggeredAlerts: [{ alertId: "a-9001", ruleId: "r-0042", ruleName: "Source code to personal cloud", lessonId: null }],
};

export function last<T>(list: readonly T[]): T {
  return list.at(-1)!;
}

/** All pages of a query. */
export async function all(tenant: Tenant, search: string, size = 50): Promise<SessionBody[]> {
  const found: SessionBody[] = [];
  for (let page = 0; ; page += 1) {
    const { items } = await tenant.sessions(`${search}&page_size=${String(size)}&page_number=${String(page)}`);
    found.push(...items);
    if (items.length < size) return found;
  }
}
