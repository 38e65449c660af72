import { ParameterError } from "soarkit";
import { expect } from "chai";
import { toDurationMs, toIso } from "../../../commands/_map/time.ts";

describe("toIso", () => {
  it("gives UTC, and nothing for what is no time", () => {
    expect(toIso(0)).to.equal("1970-01-01T00:00:00.000Z");
    expect([toIso(null), toIso(undefined), toIso(1e300), toIso(NaN)]).to.deep.equal([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("toDurationMs", () => {
  it("reads a number and a unit, singular or plural, with or without space", () => {
    const texts = [
      "1 minute",
      "30 minutes",
      "24 hours",
      "7 days",
      "2 weeks",
      "1 month",
      "1 year",
      "12hours",
      " 3 Days ",
    ];
    expect(texts.map((text) => toDurationMs(text, "fetch_time"))).to.deep.equal([
      60_000, 1_800_000, 86_400_000, 604_800_000, 1_209_600_000, 2_592_000_000, 31_536_000_000, 43_200_000, 259_200_000,
    ]);
  });

  for (const text of ["", "hours", "0 days", "-1 days", "1.5 days", "3 fortnights", "9999999 days", "1 day ago"]) {
    it(`refuses "${text}", naming the parameter`, () => {
      expect(() => toDurationMs(text, "look_back"))
        .to.throw(ParameterError, `look_back must be a number and a unit of time, got "${text}".`)
        .with.property("hint", "Set look_back to something like 30 minutes, 24 hours or 7 days.");
    });
  }
});
