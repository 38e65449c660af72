import { expect } from "chai";

import { fromMicros, toDay, toDuration, toMicros } from "../../../../commands/_simulator/file-events/moment.ts";

describe("times of file events", () => {
  it("are read down to the microsecond", () => {
    expect(toMicros("2026-01-05T10:06:44.735912Z")).to.equal(1_767_607_604_735_912);
    expect(toMicros("2026-01-05T10:06:44.7359129Z")).to.equal(1_767_607_604_735_912);
    expect(toMicros("2026-01-05T10:06:44.7Z")).to.equal(1_767_607_604_700_000);
    expect(toMicros("2026-01-05T10:06:44Z")).to.equal(1_767_607_604_000_000);
  });

  it("are UTC unless they say otherwise", () => {
    expect(toMicros("2026-01-05T10:06:44")).to.equal(1_767_607_604_000_000);
    expect(toMicros("2026-01-05T11:06:44+01:00")).to.equal(1_767_607_604_000_000);
  });

  for (const text of ["", "2026-01-05", "2026-13-05T10:06:44Z", "yesterday", "2026-01-05 10:06:44Z", "1767607604000"]) {
    it(`are not: "${text}"`, () => {
      expect(toMicros(text)).to.equal(undefined);
    });
  }

  it("are written with six digits", () => {
    expect(fromMicros(1_767_607_604_735_912)).to.equal("2026-01-05T10:06:44.735912Z");
    expect(fromMicros(1_767_607_604_000_007)).to.equal("2026-01-05T10:06:44.000007Z");
  });
});

describe("a day", () => {
  it("is its first millisecond in UTC", () => {
    expect(toDay("2026-01-05")).to.equal(1_767_571_200_000);
  });

  it("is nothing else", () => {
    expect(toDay("2026-01-05T00:00:00Z")).to.equal(undefined);
    expect(toDay("2026-13-05")).to.equal(undefined);
  });
});

describe("a duration", () => {
  const table: [text: string, ms: number | undefined][] = [
    ["P14D", 1_209_600_000],
    ["P1D", 86_400_000],
    ["P2W", 1_209_600_000],
    ["PT1M", 60_000],
    ["PT2H", 7_200_000],
    ["PT90S", 90_000],
    ["P1DT2H3M4S", 93_784_000],
    ["P", undefined],
    ["PT", undefined],
    ["P1DT", undefined],
    ["P1M", undefined],
    ["P1Y", undefined],
    ["1D", undefined],
    ["P-1D", undefined],
    ["P1.5D", undefined],
    ["p1d", undefined],
  ];
  for (const [text, ms] of table) {
    it(`${text} is ${ms === undefined ? "none" : `${String(ms)} ms`}`, () => {
      expect(toDuration(text)).to.equal(ms);
    });
  }
});
