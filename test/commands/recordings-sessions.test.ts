import { runCommand } from "soarkit/testing";
import { expect } from "chai";
import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);
const exemplary = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";
const second = "a889a3f9-7c37-4f1b-9aac-f12040ab95ea";
const third = "6d28662b-4015-44a3-90a5-e43a47df2e3a";

/** The sessions that a run put into the context. */
function sessionsIn({ context }: { context: object }): Record<string, unknown>[] {
  const { Session } = (context as { Code42?: { Session?: object } }).Code42 ?? {};
  return [Session ?? []].flat() as Record<string, unknown>[];
}

/** Replays without a word about the context. */
async function replay(name: string) {
  const recording = recorded.find(name);
  return runCommand(recording.command, recording.args, { integration: code42, replay: recording });
}

describe("the recorded session commands", () => {
  it("show a session with its history", async () => {
    const outcome = await replay("sessions/code42-session-get");
    expect(sessionsIn(outcome)[0]).to.deep.include({
      ID: exemplary,
      Username: "user1.quill@acme.test",
      Notes: [
        { ID: "n-1", Content: "Triage started", Time: "2026-01-05T23:45:04.111Z", UserID: "1190000000000000900" },
      ],
      States: [{ State: "OPEN", Time: "2026-01-05T23:35:00.250Z" }],
      ContentInspection: { DetectedOnAlerts: ["PII"] },
    });
    expect(outcome.entries[0]?.HumanReadable).to.equal(
      "### Code42 Session\n|BeginTime|Username|ExfiltrationSummary|State|SeverityName|Score|ID|URL|\n" +
        "|---|---|---|---|---|---|---|---|\n" +
        "| 2026-01-05T23:00:00.000Z | user1.quill@acme.test | source code file(s) uploaded to Dropbox | OPEN | CRITICAL | " +
        `11 | ${exemplary} | https://console.us.code42.com/app/#/alerts/review-alerts/${exemplary} |\n` +
        "\n### Triggered Alerts\n|RuleName|RuleID|AlertID|\n|---|---|---|\n" +
        "| Source code to personal cloud | r-0042 | a-9001 |\n" +
        "\n### Risk Indicators\n|Name|Weight|EventCount|\n|---|---|---|\n" +
        "| Dropbox upload | 5 | 3 |\n| Source code | 3 | 3 |\n" +
        "\n### States\n|Time|State|\n|---|---|\n| 2026-01-05T23:35:00.250Z | OPEN |\n" +
        "\n### Notes\n|Time|Content|UserID|\n|---|---|---|\n" +
        "| 2026-01-05T23:45:04.111Z | Triage started | 1190000000000000900 |\n",
    );
  });

  it("warn of a session that does not exist", () =>
    recorded.replay("sessions/code42-session-get-2", {
      entry: { type: "warning", contents: "There is no session with the ID no-such-session." },
      requests: ["GET /v1/sessions/no-such-session 404"],
    }));

  it("show what was found in contents as Incydr told it in 2024", async () => {
    const [session] = sessionsIn(await replay("sessions/code42-session-get-3"));
    expect(session?.ID).to.equal(third);
    expect(session?.ContentInspection).to.have.property("Status", "NOT_FOUND");
    expect(session).to.have.nested.property("TriggeredAlerts[0].LessonID", "lesson-0007");
  });

  const searches: [name: string, ids: string[]][] = [
    ["code42-session-search", [exemplary, second]],
    ["code42-session-search-2", [third]],
    ["code42-session-search-3", []],
    ["code42-session-search-4", [exemplary]],
  ];
  for (const [name, ids] of searches) {
    it(`find ${ids.length} in ${name}, with one request`, async () => {
      const outcome = await replay(`sessions/${name}`);
      expect(sessionsIn(outcome).map(({ ID }) => ID)).to.deep.equal(ids);
      expect(outcome.requests.map(({ method, path, status }) => [method, path, status])).to.deep.equal([
        ["GET", "/v1/sessions", 200],
      ]);
    });
  }

  it("add a note", () =>
    recorded.replay("sessions/code42-session-add-note", {
      entry: { type: "note", readable: `The note was added to session ${exemplary}.` },
      requests: [`POST /v1/sessions/${exemplary}/add-note 200`],
    }));

  it("refuse to note what does not exist", () =>
    recorded.replay("sessions/code42-session-add-note-2", {
      entry: { type: "error" },
      error: "NOT_FOUND",
      requests: ["POST /v1/sessions/no-such-session/add-note 404"],
    }));

  it("change many alerts at once", () =>
    recorded.replay("sessions/code42-alert-bulk-update", {
      entry: { type: "note", readable: "Set to CLOSED_FP: 2 alerts." },
      context: { Code42: { AlertBulkUpdate: { NewState: "CLOSED_FP", Matched: 2 } } },
      requests: ["GET /v1/sessions 200", "POST /v1/sessions/change-states 200"],
    }));

  it("refuse to change all there are", () =>
    recorded.replay("sessions/code42-alert-bulk-update-3", {
      entry: { type: "error" },
      error: "ARGUMENT",
      tokenRequests: 0,
    }));

  it("change none where none matches", () =>
    recorded.replay("sessions/code42-alert-bulk-update-2", {
      entry: {
        type: "note",
        readable: "No alert matches that is not CLOSED_FP already: nothing was changed.",
      },
      context: { Code42: { AlertBulkUpdate: { NewState: "CLOSED_FP", Matched: 0 } } },
      requests: ["GET /v1/sessions 200"],
    }));
});

describe("the recorded list of alert rules", () => {
  it("holds all of them", async () => {
    const outcome = await replay("alert-rules/code42-alert-rule-list");
    expect(outcome.context).to.have.nested.property("Code42.AlertRule.length", 7);
    expect(outcome.context).to.have.nested.property("Code42.AlertRule[0].ID", "r-0042");
    expect(outcome.requests.map(({ path }) => path)).to.deep.equal(["/v2/alert-rules"]);
  });

  it("holds those about a watchlist", async () => {
    const outcome = await replay("alert-rules/code42-alert-rule-list-2");
    expect(outcome.context).to.have.nested.property("Code42.AlertRule[0].Name", "Archive to removable media");
    expect(outcome.requests.map(({ path }) => path)).to.deep.equal(["/v2/watchlists", "/v2/alert-rules"]);
  });

  it("warns of a watchlist that does not exist", () =>
    recorded.replay("alert-rules/code42-alert-rule-list-3", {
      entry: { type: "warning" },
      requests: ["GET /v2/watchlists 200"],
    }));
});
