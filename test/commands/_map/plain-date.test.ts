import { ArgumentError } from "soarkit";
import { expect } from "chai";
import { checkDates, dayOf } from "../../../commands/_map/plain-date.ts";

describe("dates without a time", () => {
  it("are days that exist", () => {
    checkDates({ start: "2024-02-29", end: "2026-12-31", other: undefined });
  });

  for (const text of ["2026-02-30", "2025-02-29", "28-02-2026", "2026-2-8", "2026-02-08T00:00:00Z", "tomorrow", ""]) {
    it(`are not ${JSON.stringify(text)}`, () => {
      expect(() => checkDates({ end: text })).to.throw(
        ArgumentError,
        `end must be a date of the form YYYY-MM-DD, not "${text}".`,
      );
    });
  }

  it("are complained about all at once", () => {
    expect(() => checkDates({ a: "x", b: "2026-01-01", c: "y" })).to.throw(
      'a must be a date of the form YYYY-MM-DD, not "x". c must be a date of the form YYYY-MM-DD, not "y".',
    );
  });

  it("are those of UTC", () => {
    expect(dayOf(Date.parse("2026-01-05T23:59:59.999Z"))).to.equal("2026-01-05");
  });
});
