import { expect } from "chai";
import fc from "fast-check";
import { epochTime, parseSpan, parseTime } from "../../src/manifest/dates.ts";

/** 2026-03-01T12:00:00.000Z */
const NOW = 1_772_366_400_000;
const DAY = 86_400_000;

describe("parseTime", () => {
  const times: [string, string][] = [
    ["now", "2026-03-01T12:00:00.000Z"],
    ["today", "2026-03-01T12:00:00.000Z"],
    ["Yesterday", "2026-02-28T12:00:00.000Z"],
    ["3 days", "2026-02-26T12:00:00.000Z"],
    ["3 days ago", "2026-02-26T12:00:00.000Z"],
    ["in 2 hours", "2026-03-01T14:00:00.000Z"],
    [" 90 min ", "2026-03-01T10:30:00.000Z"],
    ["5m", "2026-03-01T11:55:00.000Z"],
    ["1 hr ago", "2026-03-01T11:00:00.000Z"],
    ["2h", "2026-03-01T10:00:00.000Z"],
    ["7d", "2026-02-22T12:00:00.000Z"],
    ["1 week", "2026-02-22T12:00:00.000Z"],
    ["1 month", "2026-01-30T12:00:00.000Z"],
    ["1 year ago", "2025-03-01T12:00:00.000Z"],
    ["10 seconds", "2026-03-01T11:59:50.000Z"],
    ["an hour ago", "2026-03-01T11:00:00.000Z"],
    ["2026-01-31", "2026-01-31T00:00:00.000Z"],
    ["2026-01-31T08:09", "2026-01-31T08:09:00.000Z"],
    ["2026-01-31 08:09:10", "2026-01-31T08:09:10.000Z"],
    ["2026-01-31T08:09:10.123456Z", "2026-01-31T08:09:10.123Z"],
    ["2026-01-31T08:09:10.5", "2026-01-31T08:09:10.500Z"],
    ["2026-01-31T08:09:10+02:00", "2026-01-31T06:09:10.000Z"],
    ["2026-01-31T08:09:10-0330", "2026-01-31T11:39:10.000Z"],
    ["2026-01-31T08:09:10 UTC", "2026-01-31T08:09:10.000Z"],
    ["2026-01-31T08:09:10+01", "2026-01-31T07:09:10.000Z"],
    ["0099-01-01", "0099-01-01T00:00:00.000Z"],
    ["1700000000", "2023-11-14T22:13:20.000Z"],
    ["1700000000000", "2023-11-14T22:13:20.000Z"],
    ["2000000000", "2033-05-18T03:33:20.000Z"],
    ["2000000001", "1970-01-24T03:33:20.001Z"],
  ];
  for (const [text, iso] of times) {
    it(`reads ${text} as ${iso}`, () => {
      expect(new Date(parseTime(text, NOW) ?? NaN).toISOString()).to.equal(iso);
    });
  }

  for (const text of [
    "",
    "soon",
    "days",
    "3 fortnights",
    "3 constructor",
    "in",
    "in soon",
    "in 3 days ago",
    "2026-02-30",
    "2026-13-01",
    "2026-01-01T24:00",
    "2026-01-01T10:60",
    "2026-01-01T10:10:60",
    "2026-1-1",
    "01/02/2026",
    "9999999999999999999",
    "99999999999999999 years",
    "1".repeat(70),
  ]) {
    it(`takes ${JSON.stringify(text.slice(0, 30))} for no time`, () => {
      expect(parseTime(text, NOW)).to.equal(undefined);
    });
  }

  it("reads every ISO time that JavaScript writes", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true }),
        (date) => {
          expect(parseTime(date.toISOString(), NOW)).to.equal(date.getTime());
        },
      ),
    );
  });

  it("puts n days as far back as in n days lies ahead", () => {
    fc.assert(
      fc.property(fc.nat(10_000), (days) => {
        expect(NOW - (parseTime(`${days} days`, NOW) ?? 0)).to.equal(days * DAY);
        expect((parseTime(`in ${days} days`, NOW) ?? 0) - NOW).to.equal(days * DAY);
      }),
    );
  });
});

describe("parseSpan", () => {
  it("gives milliseconds, and nothing for what is no span", () => {
    expect(parseSpan("15 minutes")).to.equal(900_000);
    expect(parseSpan("a day")).to.equal(DAY);
    expect(parseSpan("15")).to.equal(undefined);
    expect(parseSpan("x".repeat(100))).to.equal(undefined);
  });
});

describe("epochTime", () => {
  it("takes values over 2,000,000,000 for milliseconds and cuts fractions of them", () => {
    expect(epochTime(2_000_000_000)).to.equal(2_000_000_000_000);
    expect(epochTime(2_000_000_001)).to.equal(2_000_000_001);
    expect(epochTime(1.0005)).to.equal(1000);
  });
});
