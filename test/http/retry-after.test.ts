import { expect } from "chai";
import fc from "fast-check";
import { parseHttpDate, parseRetryAfter } from "../../src/http/retry-after.ts";

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

describe("parseRetryAfter", () => {
  it("reads seconds, whole or not", () => {
    expect(parseRetryAfter("0", NOW)).to.equal(0);
    expect(parseRetryAfter(" 7 ", NOW)).to.equal(7_000);
    expect(parseRetryAfter("1.5", NOW)).to.equal(1_500);
  });

  it("reads a date as the time until then", () => {
    expect(parseRetryAfter("Thu, 01 Jan 2026 12:00:30 GMT", NOW)).to.equal(30_000);
    expect(parseRetryAfter("Thursday, 01-Jan-26 12:00:30 GMT", NOW)).to.equal(30_000);
  });

  it("measures a date against the answer's own Date, whatever our clock says", () => {
    const date = "Thu, 01 Jan 2026 11:59:50 GMT";
    expect(parseRetryAfter("Thu, 01 Jan 2026 12:00:00 GMT", 0, date)).to.equal(10_000);
  });

  it("gives 0 for a date that is over", () => {
    expect(parseRetryAfter("Thu, 01 Jan 2026 11:00:00 GMT", NOW)).to.equal(0);
  });

  it("gives nothing for what is absent or unreadable", () => {
    for (const header of [undefined, "", "soon", "-5", "1e3", "0x10", "NaN", "Infinity", "2026-01-01", "9999999999"]) {
      expect(parseRetryAfter(header, NOW), String(header)).to.equal(undefined);
    }
    expect(parseHttpDate("Thu, 99 Foo 2026 12:00:00 GMT")).to.equal(undefined);
  });

  it("gives every whole number of seconds back in milliseconds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (seconds) => {
        expect(parseRetryAfter(String(seconds), NOW)).to.equal(seconds * 1000);
      }),
    );
  });

  it("gives every date back to the second", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000 }), (seconds) => {
        const header = new Date(NOW + seconds * 1000).toUTCString();
        expect(parseRetryAfter(header, NOW)).to.equal(seconds * 1000);
      }),
    );
  });

  it("never gives a negative or unbounded wait, whatever it is given", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (header, date) => {
        const wait = parseRetryAfter(header, NOW, date);
        expect(wait === undefined || (Number.isFinite(wait) && wait >= 0)).to.equal(true);
      }),
    );
  });
});
