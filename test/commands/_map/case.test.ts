import { expect } from "chai";
import { toCase, toCaseFileEvent } from "../../../commands/_map/case.ts";

describe("a case in the context", () => {
  it("leaves out what Incydr does not say", () => {
    expect(toCase({ number: 7, name: "Bare", status: null, subject: "", findings: null })).to.deep.equal({
      Number: 7,
      Name: "Bare",
    });
  });

  it("tells when it was archived", () => {
    const found = { number: 7, name: "Old", status: "ARCHIVED", archivalTime: "2026-01-05T11:00:00.000001Z" };
    expect(toCase(found)).to.deep.equal({
      Number: 7,
      Name: "Old",
      Status: "ARCHIVED",
      ArchivedAt: "2026-01-05T11:00:00.000001Z",
    });
  });
});

describe("a case's file event in the context", () => {
  it("leaves out what Incydr does not say", () => {
    expect(toCaseFileEvent(7, { eventId: "1", exposure: [], riskIndicators: [] })).to.deep.equal({
      CaseNumber: 7,
      EventID: "1",
    });
  });

  it("keeps a score of nothing, and indicators that are mere names", () => {
    const event = {
      eventId: "1",
      exposure: [],
      riskIndicators: ["Off hours", { name: "Remote" }, { name: "Zip", weight: 0 }],
      riskScore: 0,
    };
    expect(toCaseFileEvent(7, event)).to.deep.equal({
      CaseNumber: 7,
      EventID: "1",
      RiskIndicators: [{ Name: "Off hours" }, { Name: "Remote" }, { Name: "Zip", Weight: 0 }],
      RiskScore: 0,
    });
  });
});
