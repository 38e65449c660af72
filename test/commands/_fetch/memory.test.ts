import { expect } from "chai";
import { changesSince, toMemory } from "../../../commands/_fetch/memory.ts";
import { toSession } from "../examples.ts";

const memory = { alerts: ["a-9001"], severity: 4, state: "OPEN", lastUpdated: 1767609904111 };

describe("what is remembered of a session", () => {
  it("is what shows whether it has changed", () => {
    expect(toMemory(toSession())).to.deep.equal(memory);
    expect(changesSince(memory, toSession())).to.equal(undefined);
  });

  it("is null where the session does not say", () => {
    const session = toSession({ scores: [], states: [], lastUpdated: null, triggeredAlerts: [{ alertId: null }] });
    expect(toMemory(session)).to.deep.equal({ alerts: [], severity: null, state: null, lastUpdated: null });
  });

  it("tells new alerts, by rule name or id, severity and state", () => {
    const session = toSession({
      lastUpdated: 5,
      triggeredAlerts: [
        { alertId: "a-9001", ruleName: "Known" },
        { alertId: "a-2", ruleName: "Big upload" },
        { alertId: "a-3", ruleName: null },
      ],
      scores: [{ severity: 2 }],
      states: [{ stateV2: "OPEN_NEW_DATA" }],
    });
    expect(changesSince(memory, session)).to.deep.equal([
      "New alert: Big upload.",
      "New alert: a-3.",
      "Severity changed from CRITICAL to MODERATE.",
      "State changed from OPEN to OPEN_NEW_DATA.",
    ]);
  });

  it("says unknown for what is not there", () => {
    const session = toSession({ scores: [], states: [] });
    expect(changesSince(memory, session)).to.deep.equal([
      "Severity changed from CRITICAL to unknown.",
      "State changed from OPEN to unknown.",
    ]);
  });

  it("sees a change that is not worth a note", () => {
    expect(changesSince(memory, toSession({ lastUpdated: 1767609904112 }))).to.deep.equal([]);
  });

  it("takes a memory of another shape for a change of everything", () => {
    expect(changesSince("old", toSession())).to.have.length(3);
  });
});
