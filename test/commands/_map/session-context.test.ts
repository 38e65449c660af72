import { expect } from "chai";
import { toSessionContext } from "../../../commands/_map/session-context.ts";
import { sessionBody, toSession } from "../examples.ts";

const consoleUrl = "https://console.us.code42.com";

describe("a session in the context", () => {
  it("has all that Incydr says of it, under our names, with times as ISO-8601", () => {
    expect(toSessionContext(toSession(), { consoleUrl })).to.deep.equal({
      ID: "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11",
      TenantID: "7f10aa52-0000-4000-8000-00000000a001",
      ActorID: "1190000000000000101",
      Username: "user1.quill@acme.test",
      UserID: "1190000000000000101",
      Type: "STANDARD",
      BeginTime: "2026-01-05T10:00:00.000Z",
      EndTime: "2026-01-05T10:31:00.000Z",
      FirstObserved: "2026-01-05T10:35:00.250Z",
      LastUpdated: "2026-01-05T10:45:04.111Z",
      State: "OPEN",
      Severity: 4,
      SeverityName: "CRITICAL",
      Score: 11,
      CriticalEvents: 1,
      HighEvents: 2,
      ModerateEvents: 0,
      LowEvents: 4,
      NoRiskEvents: 9,
      ExfiltrationSummary: "source code file(s) uploaded to Dropbox",
      ContextSummary: "Departing employee",
      RiskIndicators: [{ ID: "Dropbox upload", Name: "Dropbox upload", Weight: 5, EventCount: 3 }],
      Notes: [
        { ID: "n-1", Content: "Triage started", Time: "2026-01-05T10:45:04.111Z", UserID: "1190000000000000900" },
      ],
      States: [{ State: "OPEN", Time: "2026-01-05T10:35:00.250Z" }],
      Scores: [
        { Score: 8, Severity: 3, SeverityName: "HIGH", Time: "2026-01-05T10:35:00.250Z" },
        { Score: 11, Severity: 4, SeverityName: "CRITICAL", Time: "2026-01-05T10:45:04.111Z" },
      ],
      TriggeredAlerts: [{ AlertID: "a-9001", RuleID: "r-0042", RuleName: "Source code to personal cloud" }],
      ContentInspection: { DetectedOnAlerts: ["PII"] },
      URL: "https://console.us.code42.com/app/#/alerts/review-alerts/5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11",
    });
  });

  it("has the score and severity given last, not the highest, and states by stateV2", () => {
    const session = toSession({
      scores: [
        { score: 2, severity: 1, sourceTimestamp: 3 },
        { score: 11, severity: 4, sourceTimestamp: 2 },
      ],
      states: [{ state: "CLOSED_TP", stateV2: "CLOSED_TP_BENIGN", sourceTimestamp: 5 }, { state: "CLOSED" }],
      triggeredAlerts: [{ alertId: "a", ruleId: "r", ruleName: null, lessonId: "l-7" }],
    });
    const context = toSessionContext(session, { consoleUrl });
    expect(context).to.include({ Score: 2, Severity: 1, SeverityName: "LOW", State: "CLOSED_TP_BENIGN" });
    expect(context.States).to.deep.equal([
      { State: "CLOSED_TP_BENIGN", Time: "1970-01-01T00:00:00.005Z" },
      { State: "CLOSED" },
    ]);
    expect(context.TriggeredAlerts).to.deep.equal([{ AlertID: "a", RuleID: "r", LessonID: "l-7" }]);
  });

  it("has the name that was found out, unless the session names its user", () => {
    const known = { consoleUrl, username: "found@acme.test" };
    expect(toSessionContext(toSession({ actorName: null }), known)).to.include({ Username: "found@acme.test" });
    expect(toSessionContext(toSession(), known)).to.include({ Username: "user1.quill@acme.test" });
  });

  it("tells of inspected contents in the shape of 2024, too", () => {
    const contentInspectionResults = {
      status: "FOUND",
      eventResults: [
        { eventId: "e-1", piiType: ["CREDIT_CARD"], status: "FOUND" },
        { eventId: "e-2", piiType: null, status: "NOT_FOUND" },
        "odd",
      ],
    };
    expect(toSessionContext(toSession({ contentInspectionResults }), { consoleUrl }).ContentInspection).to.deep.equal({
      Status: "FOUND",
      Events: [
        { EventID: "e-1", PiiTypes: ["CREDIT_CARD"], Status: "FOUND" },
        { EventID: "e-2", Status: "NOT_FOUND" },
      ],
    });
  });

  for (const contentInspectionResults of [null, "PENDING", {}, { detectedOnAlerts: [] }]) {
    it(`tells nothing of ${JSON.stringify(contentInspectionResults)} contents`, () => {
      expect(toSessionContext(toSession({ contentInspectionResults }), { consoleUrl })).not.to.have.property(
        "ContentInspection",
      );
    });
  }

  it("is little where little is known, and its ID cannot leave its place in the URL", () => {
    const nothing = Object.fromEntries(Object.keys(sessionBody).map((key) => [key, null]));
    expect(toSessionContext(toSession({ ...nothing, sessionId: "a/b?c" }), { consoleUrl })).to.deep.equal({
      ID: "a/b?c",
      URL: "https://console.us.code42.com/app/#/alerts/review-alerts/a%2Fb%3Fc",
    });
  });
});
