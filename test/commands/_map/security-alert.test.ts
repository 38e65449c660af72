import { expect } from "chai";
import { toSecurityAlert } from "../../../commands/_map/security-alert.ts";
import { toSession } from "../examples.ts";

describe("toSecurityAlert", () => {
  it("gives the documented fields", () => {
    const names = { actor: "user1.quill@acme.test", rules: ["Source code to personal cloud", "Big upload"] };
    expect(toSecurityAlert(toSession(), names)).to.deep.equal({
      ID: "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11",
      Username: "user1.quill@acme.test",
      Occurred: "2026-01-05T10:00:00.000Z",
      Name: "source code file(s) uploaded to Dropbox",
      Description: "Source code to personal cloud, Big upload",
      State: "OPEN",
      Type: "STANDARD",
      Severity: "CRITICAL",
    });
  });

  it("leaves out what is missing, null or empty", () => {
    const session = toSession({
      beginTime: null,
      exfiltrationSummary: "",
      states: [],
      scores: null,
      type: null,
      triggeredAlerts: null,
    });
    expect(toSecurityAlert(session, { rules: [] })).to.deep.equal({ ID: "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11" });
  });
});
