// Answers as Incydr gives them.
import * as v from "valibot";
import { FileEventSchema, type FileEvent } from "../../commands/_api/file-events.ts";
import { SessionSchema, type Session } from "../../commands/_api/sessions.ts";

export const sessionBody = {
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
  riskIndicators: [{ id: "Dropbox upload", name: "Dropbox upload", weight: 5, eventCount: 3 }],
  scores: [
    { score: 8, severity: 3, sourceTimestamp: 1767609300250 },
    { score: 11, severity: 4, sourceTimestamp: 1767609904111 },
  ],
  states: [{ state: "OPEN", stateV2: "OPEN", sourceTimestamp: 1767609300250, userId: null }],
  triggeredAlerts: [{ alertId: "a-9001", ruleId: "r-0042", ruleName: "Source code to personal cloud", lessonId: null }],
};

export const fileEventBody = {
  "@timestamp": "2026-01-05T10:04:31.118Z",
  event: { id: "0_7f10_12_EPS", action: "application-read", observer: "Endpoint", shareType: [] },
  user: { email: "user1.quill@acme.test", id: "1190000000000000101", deviceUid: "1190000000000000555" },
  file: {
    name: "ledger_core.py",
    directory: "C:/Users/user1/ledger/",
    category: "SourceCode",
    sizeInBytes: 48213,
    hash: { md5: "0f343b0931126a20f133d67c2b018a3b", sha256: "2c26b46b", md5Error: null, sha256Error: null },
  },
  source: { category: "Device", name: "LAP-MARA-01", domain: "acme.test", domains: [], user: { email: [] } },
  destination: { category: "Cloud Storage", name: "Dropbox", domains: ["dropbox.test"], user: { email: [] } },
  risk: {
    score: 11,
    severity: "CRITICAL",
    indicators: [
      { name: "Dropbox upload", id: "Dropbox upload", weight: 5 },
      { name: "Source code", id: "Source code", weight: 3 },
    ],
    trusted: false,
  },
};

export function toSession(changes: Record<string, unknown> = {}): Session {
  return v.parse(SessionSchema, { ...sessionBody, ...changes });
}

export function toFileEvent(changes: Record<string, unknown> = {}): FileEvent {
  return v.parse(FileEventSchema, { ...fileEventBody, ...changes });
}
