import { expect } from "chai";
import { currentSeverityName, currentState, eventCount } from "../../../commands/_map/session.ts";
import { toSession } from "../examples.ts";

describe("a session's present", () => {
  it("has the severity that was scored last, not the highest", () => {
    const scores = [
      { severity: 4, sourceTimestamp: 2 },
      { severity: 1, sourceTimestamp: 3 },
      { severity: 3, sourceTimestamp: 1 },
    ];
    expect(currentSeverityName(toSession({ scores }))).to.equal("LOW");
  });

  it("knows all five severities", () => {
    const names = [0, 1, 2, 3, 4].map((severity) => currentSeverityName(toSession({ scores: [{ severity }] })));
    expect(names).to.deep.equal(["NO RISK", "LOW", "MODERATE", "HIGH", "CRITICAL"]);
  });

  it("has no severity when it was never scored", () => {
    expect(currentSeverityName(toSession({ scores: [] }))).to.equal(undefined);
    expect(currentSeverityName(toSession({ scores: null }))).to.equal(undefined);
  });

  it("takes stateV2 before state, since only it knows CLOSED_TP_BENIGN", () => {
    const states = [{ state: "CLOSED", stateV2: "CLOSED_TP_BENIGN", sourceTimestamp: 1 }];
    expect(currentState(toSession({ states }))).to.equal("CLOSED_TP_BENIGN");
  });

  it("takes state where stateV2 is missing", () => {
    expect(currentState(toSession({ states: [{ state: "CLOSED", sourceTimestamp: 1 }] }))).to.equal("CLOSED");
  });

  it("takes the later entry of two of the same time", () => {
    const states = [
      { stateV2: "OPEN", sourceTimestamp: 5 },
      { stateV2: "IN_PROGRESS", sourceTimestamp: 5 },
      { stateV2: "CLOSED" },
    ];
    expect(currentState(toSession({ states }))).to.equal("IN_PROGRESS");
  });

  it("counts its events over all severities", () => {
    expect(eventCount(toSession())).to.equal(16);
  });

  it("does not know how many events there are when a count is missing", () => {
    expect(eventCount(toSession({ lowEvents: null }))).to.equal(undefined);
  });
});
