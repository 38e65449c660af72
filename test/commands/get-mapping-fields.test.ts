import { CredentialsError } from "soarkit";
import { runCommand } from "soarkit/testing";
import { expect } from "chai";
import { code42 } from "./recorded.ts";
import { openTenant, rejection, type Tenant, type TenantOptions } from "./tenant.ts";

const TYPE = "Code42 Security Alert";

describe("get-mapping-fields", () => {
  let tenant: Tenant;
  const open = async (options?: TenantOptions) => (tenant = await openTenant(options));
  const fields = async () => {
    const { raw } = await tenant.run("get-mapping-fields", {});
    return (raw as Record<string, Record<string, string>>)[TYPE] ?? {};
  };
  afterEach(() => tenant.close());

  it("gives the paths of the newest session's incident with its values, by one request", async () => {
    await open({ knobs: { sessions: "1" } });
    const found = await fields();
    expect(found).to.include({
      sessionId: "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11",
      actor: "user1.quill@acme.test",
      riskSeverity: "CRITICAL",
      state: "OPEN",
      rule_names: "Source code to personal cloud",
      "triggeredAlerts.alertId": "a-9001",
      "riskIndicators.weight": "5",
      // What only incidents with file events have is told in the words of the field that is made of it.
      fileeventrows: "File events of the alert, one row each; rawJSON has them whole.",
    });
    expect(await tenant.requests()).to.have.length(1);
  });

  it("shows which incident field is made of a path", async () => {
    await open({ knobs: { sessions: "1" } });
    const { readable } = await tenant.run("get-mapping-fields", {});
    expect(readable?.split("\n")[0]).to.equal(`### ${TYPE}`);
    expect(readable).to.match(/^\| riskSeverity \| CRITICAL \| Code42 Severity, severity \|$/m);
    expect(readable).to.match(/^\| endTime \| \d+ \| {2}\|$/m);
  });

  it("looks into the file events where fetches add them", async () => {
    await open({ knobs: { sessions: "1" } });
    const { simulator } = tenant;
    const options = { integration: code42, simulator, params: { include_files: "true" } };
    const { result } = await runCommand("get-mapping-fields", {}, options);
    const found = (result?.raw as Record<string, Record<string, string>>)[TYPE];
    expect(found?.["fileevents.event.id"]).to.match(/^0_/);
    expect(found).to.include({ fileevents_version: "2", "fileeventrows.user": "user1.quill@acme.test" });
  });

  it("names what the mapper reads where there is no session yet, and says that there is none", async () => {
    await open({ knobs: { sessions: "0" } });
    const { raw, warnings } = await tenant.run("get-mapping-fields", {});
    expect(warnings).to.deep.equal(["The vendor has nothing yet that could serve as an example."]);
    expect((raw as Record<string, object>)[TYPE]).to.deep.equal({
      sessionId: "ID of the alert, by which commands find it.",
      exfiltrationSummary: "What happened, in one line.",
      rule_names: "Names of the alert rules that matched.",
      state: "State of the alert in Incydr when it was last fetched.",
      beginTimeIso: "When the activity began.",
      riskSeverity: "NO RISK, LOW, MODERATE, HIGH or CRITICAL.",
      actor: "User whose activity raised the alert.",
      type: "Kind of the alert's session, such as STANDARD.",
      alertUrl: "The alert in the Incydr console.",
      fileeventrows: "File events of the alert, one row each; rawJSON has them whole.",
      fileevents_version: "Version of Incydr's file events in the alert, 2 today.",
    });
  });

  it("fails with what a session's request fails with", async () => {
    await open({ knobs: { fault: "403:GET:/v1/sessions" } });
    expect(await rejection(tenant.run("get-mapping-fields", {}))).to.be.instanceOf(CredentialsError);
  });
});
