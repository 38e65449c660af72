import { expect } from "chai";
import fc from "fast-check";
import { formatGo, GO_LAYOUTS, goLayout, parseGo } from "../../src/values/go-layout.ts";

const at = Date.parse("2026-03-04T15:06:07.089Z");

describe("Go's layouts of times", () => {
  const written: Record<string, string> = {
    ANSIC: "Wed Mar  4 15:06:07 2026",
    UnixDate: "Wed Mar  4 15:06:07 UTC 2026",
    RubyDate: "Wed Mar 04 15:06:07 +0000 2026",
    RFC822: "04 Mar 26 15:06 UTC",
    RFC822Z: "04 Mar 26 15:06 +0000",
    RFC850: "Wednesday, 04-Mar-26 15:06:07 UTC",
    RFC1123: "Wed, 04 Mar 2026 15:06:07 UTC",
    RFC1123Z: "Wed, 04 Mar 2026 15:06:07 +0000",
    RFC3339: "2026-03-04T15:06:07Z",
    RFC3339Nano: "2026-03-04T15:06:07.089Z",
    Kitchen: "3:06PM",
    Stamp: "Mar  4 15:06:07",
    StampMilli: "Mar  4 15:06:07.089",
    StampMicro: "Mar  4 15:06:07.089000",
    StampNano: "Mar  4 15:06:07.089000000",
  };
  it("has a test for each", () => expect([...GO_LAYOUTS.keys()]).to.deep.equal(Object.keys(written)));

  for (const [name, text] of Object.entries(written)) {
    it(`${name} writes ${text}, and reads it`, () => {
      expect(formatGo(goLayout(name), at)).to.equal(text);
      expect(formatGo(goLayout(name), parseGo(goLayout(name), text) ?? NaN)).to.equal(text);
    });
  }

  const read: [layout: string, text: string, expected: string | undefined][] = [
    ["2006-01-02T15:04:05-07:00", "2026-03-04T15:06:07+02:00", "2026-03-04T13:06:07.000Z"],
    ["2006-01-02 15:04:05 -07", "2026-03-04 15:06:07 -01", "2026-03-04T16:06:07.000Z"],
    ["1/2/2006 3:04 pm", "3/4/2026 12:00 am", "2026-03-04T00:00:00.000Z"],
    ["1/2/2006 3:04 PM", "3/4/2026 12:30 pm", "2026-03-04T12:30:00.000Z"],
    ["02-Jan-06", "04-Mar-99", "1999-03-04T00:00:00.000Z"],
    ["January 2, 2006", "february 30, 2026", undefined],
    ["January 2, 2006", "Febtober 3, 2026", undefined],
    ["15:04", "25:00", undefined],
    ["2006-01-02", "2026-03-04 and more", undefined],
    ["2006-01-02", "2026/03/04", undefined],
    ["2006", "x", undefined],
  ];
  for (const [layout, text, expected] of read) {
    it(`${layout} reads ${text} as ${expected ?? "nothing"}`, () => {
      const found = parseGo(layout, text);
      expect(found === undefined ? undefined : new Date(found).toISOString()).to.equal(expected);
    });
  }

  it("reads back what RFC3339Nano writes, at any time", () => {
    fc.assert(
      fc.property(fc.integer({ min: -60_000_000_000_000, max: 250_000_000_000_000 }), (time) => {
        const layout = goLayout("RFC3339Nano");
        expect(parseGo(layout, formatGo(layout, time))).to.equal(time);
      }),
    );
  });
});
