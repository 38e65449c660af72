import { expect } from "chai";
import { findCloseReason, mirrorsIn, mirrorsOut, reasonOfState } from "../../src/engine/mirror-direction.ts";
import type { RunningInstance } from "../../src/engine/open-instance.ts";

function mirroring(mirror_direction: unknown): Pick<RunningInstance, "params" | "manifest"> {
  return { params: { mirror_direction } } as unknown as Pick<RunningInstance, "params" | "manifest">;
}

const reasons = { "False Positive": "FP", Resolved: "TP", Other: "CLOSED", Duplicate: "CLOSED" };

describe("the direction of mirroring", () => {
  const cases: [unknown, boolean, boolean][] = [
    ["None", false, false],
    [undefined, false, false],
    ["Incoming", true, false],
    ["Outgoing", false, true],
    ["Incoming And Outgoing", true, true],
    ["incoming and outgoing", true, true],
  ];
  for (const [given, into, out] of cases) {
    it(`${String(given)}: ${into ? "in" : "not in"}, ${out ? "out" : "not out"}`, () => {
      expect([mirrorsIn(mirroring(given)), mirrorsOut(mirroring(given))]).to.deep.equal([into, out]);
    });
  }
});

describe("close reasons", () => {
  it("are found whatever their case", () => {
    expect(findCloseReason(" false positive", reasons)).to.deep.equal({ reason: "False Positive", remoteState: "FP" });
  });
  it("are Other where none is given, or the first where there is no Other", () => {
    expect(findCloseReason(undefined, reasons)).to.deep.equal({ reason: "Other", remoteState: "CLOSED" });
    expect(findCloseReason(undefined, { Done: "D", Dropped: "X" })).to.deep.equal({ reason: "Done", remoteState: "D" });
  });
  it("are refused when unknown, with the nearest", () => {
    expect(() => findCloseReason("Resolvd", reasons)).to.throw('no close reason "Resolvd". Did you mean "Resolved"?');
  });
  it("stand for the vendor's states, the first for a state that several have", () => {
    expect(reasonOfState("CLOSED", reasons)).to.equal("Other");
    expect(reasonOfState("ARCHIVED", reasons)).to.equal("ARCHIVED");
  });
});
