import { expect } from "chai";
import { exemplaryAlert } from "./expected/alerts.ts";
import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);
const exemplary = exemplaryAlert.ID;
const second = "a889a3f9-7c37-4f1b-9aac-f12040ab95ea";
const third = "6d28662b-4015-44a3-90a5-e43a47df2e3a";
const leaver = "user1.quill@acme.test";
const colleague = "ilse.bos@acme.test";

describe("the recorded alert commands", () => {
  const header = "|Occurred|Username|Name|Description|State|Severity|ID|\n|---|---|---|---|---|---|---|\n";
  const alertOf = (state: string) => ({ Code42: { SecurityAlert: { ...exemplaryAlert, State: state } } });
  const row = (state: string) =>
    `| 2026-01-05T23:00:00.000Z | ${leaver} | source code file(s) uploaded to Dropbox | Source code to personal cloud | ` +
    `${state} | CRITICAL | ${exemplary} |\n`;

  it("show an alert, with the session as Incydr gives it behind it", async () => {
    const { entries } = await recorded.replay("sessions/code42-alert-get", {
      entry: { type: "note", readable: `### Code42 Security Alert Results\n${header}${row("OPEN")}` },
      context: alertOf("OPEN"),
      requests: [`GET /v1/sessions/${exemplary} 200`],
    });
    expect(entries[0]?.Contents).to.have.property("sessionId", exemplary);
  });

  it("warn of an alert that does not exist", () =>
    recorded.replay("sessions/code42-alert-get-2", {
      entry: { type: "warning", contents: "There is no alert with the ID no-such-alert." },
      requests: ["GET /v1/sessions/no-such-alert 404"],
    }));

  it("look up the names that a session does not carry", () =>
    recorded.replay("sessions/code42-alert-get-3", {
      entry: { type: "note" },
      context: {
        Code42: {
          SecurityAlert: {
            ID: second,
            Username: colleague,
            Occurred: "2025-12-27T07:13:52.250Z",
            Name: "spreadsheet file(s) uploaded to Google Drive",
            Description: "Spreadsheets to personal drive",
            State: "OPEN",
            Type: "STANDARD",
            Severity: "HIGH",
          },
        },
      },
      requests: [
        `GET /v1/sessions/${second} 200`,
        "GET /v2/alert-rules/e5e4572f-bc5b-4b73-995e-fa0634222d1d 200",
        "GET /v1/actors/actor/id/1190000000000000103 200",
      ],
    }));

  it("ask again after a refusal that passes", () =>
    recorded.replay("sessions/code42-alert-get-4", {
      entry: { type: "note" },
      context: {
        Code42: {
          SecurityAlert: {
            ID: third,
            Username: "piet.jansen@contractors.test",
            Occurred: "2025-12-26T06:28:00.930Z",
            Name: "image file(s) uploaded to Slack",
            Description: "Images to messaging, Archive to removable media",
            State: "OPEN",
            Type: "STANDARD",
            Severity: "MODERATE",
          },
        },
      },
      requests: [`GET /v1/sessions/${third} 503`, `GET /v1/sessions/${third} 200`],
    }));

  it("change an alert's state and show it as it is then", () =>
    recorded.replay("sessions/code42-alert-update", {
      entry: { type: "note", readable: `### Code42 Security Alert Updated\n${header}${row("IN_PROGRESS")}` },
      context: alertOf("IN_PROGRESS"),
      requests: ["POST /v1/sessions/change-state 204", `GET /v1/sessions/${exemplary} 200`],
    }));

  it("refuse to change an alert that does not exist", () =>
    recorded.replay("sessions/code42-alert-update-2", {
      entry: {
        type: "error",
        contents:
          "There is no alert with the ID no-such-alert.\nTake the ID from a fetched incident (code42alertid), or from the " +
          "address of the alert in the Incydr console.",
      },
      error: "NOT_FOUND",
      requests: ["POST /v1/sessions/change-state 404"],
    }));

  it("name the permission that is missing", () =>
    recorded.replay("sessions/code42-alert-update-3", {
      entry: { type: "error" },
      error: "CREDENTIALS",
      requests: ["POST /v1/sessions/change-state 403"],
    }));

  it("resolve an alert, and name the command that does so now", async () => {
    const { entries } = await recorded.replay("sessions/code42-alert-resolve", {
      entry: { type: "note", readable: `### Code42 Security Alert Updated\n${header}${row("CLOSED_TP")}` },
      context: alertOf("CLOSED_TP"),
      requests: ["POST /v1/sessions/change-state 204", `GET /v1/sessions/${exemplary} 200`],
    });
    expect(entries.slice(1).map(({ Contents }) => Contents)).to.deep.equal([
      "code42-alert-resolve is deprecated. Use code42-alert-update instead.",
    ]);
  });
});
