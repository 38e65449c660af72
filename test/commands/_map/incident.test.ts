import { expect } from "chai";
import { toIncident as made, type SessionExtras } from "../../../commands/_map/incident.ts";
import type { Session } from "../../../commands/_api/sessions.ts";
import { createMapIncident } from "../../../src/incidents/map-incident.ts";
import { manifest } from "../tenant.ts";
import { sessionBody, toFileEvent, toSession } from "../examples.ts";

const extras = {
  names: { actor: "user1.quill@acme.test", rules: ["Source code to personal cloud"] },
  consoleUrl: "https://console.us.code42.com",
  gaps: [],
  seenAt: Date.UTC(2026, 0, 6),
};
const allNull = Object.fromEntries(Object.keys(sessionBody).map((key) => [key, null]));
const url = "https://console.us.code42.com/app/#/alerts/review-alerts/5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";

const map = createMapIncident(manifest.soar.incident, () => 0);

/** As the store gets it: what is made of a session, and what the manifest's mapper adds. */
function toIncident(session: Session, given: SessionExtras) {
  const { incident, warnings } = map(made(session, given));
  expect(warnings).to.deep.equal([]);
  return incident;
}

describe("toIncident", () => {
  it("names the incident by what happened, in UTC, with XSOAR's severity", () => {
    const { name, occurred, severity, details } = toIncident(toSession(), extras);
    expect({ name, occurred, severity, details }).to.deep.equal({
      name: "Code42 - source code file(s) uploaded to Dropbox",
      occurred: "2026-01-05T10:00:00.000Z",
      severity: 4,
      details: undefined,
    });
  });

  it("keeps Incydr's session in rawJSON and adds what the mapper reads", () => {
    expect(JSON.parse(toIncident(toSession(), extras).rawJSON)).to.deep.equal({
      ...sessionBody,
      riskSeverity: "CRITICAL",
      state: "OPEN",
      actor: "user1.quill@acme.test",
      rule_names: "Source code to personal cloud",
      beginTimeIso: "2026-01-05T10:00:00.000Z",
      alertUrl: url,
      fileevents: [],
    });
  });

  it("fills the fields of the incident type", () => {
    expect(toIncident(toSession(), extras).CustomFields).to.deep.equal({
      code42alertid: "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11",
      code42alertname: "source code file(s) uploaded to Dropbox",
      code42alertdescription: "Source code to personal cloud",
      code42alertstate: "OPEN",
      code42alerttimestamp: "2026-01-05T10:00:00.000Z",
      code42alerttype: "STANDARD",
      code42alertriskseveritysummary: "source code file(s) uploaded to Dropbox",
      code42alerturl: url,
      code42severity: "CRITICAL",
      code42username: "user1.quill@acme.test",
    });
  });

  it("adds file events whole to rawJSON and flat to the grid", () => {
    const { rawJSON, CustomFields } = toIncident(toSession(), { ...extras, fileEvents: [toFileEvent()] });
    const raw = JSON.parse(rawJSON) as { fileevents: { event: { id: string } }[]; fileeventrows: unknown[] };
    expect(raw.fileeventrows).to.deep.equal(CustomFields?.code42fileevents);
    expect(raw.fileevents.map(({ event }) => event.id)).to.deep.equal(["0_7f10_12_EPS"]);
    expect(CustomFields).to.deep.include({
      code42fileeventsversion: "2",
      code42fileevents: [
        {
          id: "0_7f10_12_EPS",
          timestamp: "2026-01-05T10:04:31.118Z",
          action: "application-read",
          observer: "Endpoint",
          filename: "ledger_core.py",
          directory: "C:/Users/user1/ledger/",
          size: 48213,
          category: "SourceCode",
          sha256: "2c26b46b",
          user: "user1.quill@acme.test",
          source: "LAP-MARA-01",
          destination: "Dropbox",
          riskscore: 11,
          severity: "CRITICAL",
          indicators: "Dropbox upload, Source code",
          trusted: false,
        },
      ],
    });
  });

  it("stands for a session of which nothing but the id is known", () => {
    const session = toSession({ ...allNull, sessionId: "s-1" });
    const incident = toIncident(
      { ...session, sessionId: "s-1" },
      { ...extras, names: { rules: [] }, gaps: ["A.", "B."] },
    );
    expect(incident.name).to.equal("Code42 - s-1");
    expect(incident.occurred).to.equal("2026-01-06T00:00:00.000Z");
    expect(incident.severity).to.equal(0);
    expect(incident.details).to.equal("A.\nB.");
    expect(incident.CustomFields).to.deep.equal({
      code42alertid: "s-1",
      code42alerturl: "https://console.us.code42.com/app/#/alerts/review-alerts/s-1",
    });
  });

  it("takes when the session was observed where it does not say when it began", () => {
    const session = toSession({ beginTime: 1e300 });
    expect(toIncident(session, extras).occurred).to.equal("2026-01-05T10:35:00.250Z");
  });

  it("translates every severity, no risk as informational", () => {
    const of = (severity: number) =>
      toIncident(toSession({ scores: [{ severity, sourceTimestamp: 1 }] }), extras).severity;
    expect([0, 1, 2, 3, 4].map(of)).to.deep.equal([0.5, 1, 2, 3, 4]);
    expect(toIncident(toSession({ scores: [] }), extras).severity).to.equal(0);
  });

  it("has a column in the grid for each part of a row but the id", () => {
    const grid = manifest.soar.incident?.fields.find(({ cliName }) => cliName === "code42fileevents");
    const { CustomFields } = toIncident(toSession(), { ...extras, fileEvents: [toFileEvent()] });
    const [row] = CustomFields?.code42fileevents as object[];
    expect(["id", ...(grid?.columns ?? []).map(({ key }) => key)]).to.have.members(Object.keys(row ?? {}));
    expect(grid?.columns?.map(({ title }) => title)).to.deep.equal([
      "Timestamp",
      "Action",
      "Observer",
      "File Name",
      "Directory",
      "Size",
      "Category",
      "SHA256",
      "User",
      "Source",
      "Destination",
      "Risk Score",
      "Severity",
      "Indicators",
      "Trusted",
    ]);
  });

  it("keeps an empty grid where file events were asked for and there are none", () => {
    expect(toIncident(toSession(), { ...extras, fileEvents: [] }).CustomFields).to.deep.include({
      code42fileevents: [],
      code42fileeventsversion: "2",
    });
  });
});
