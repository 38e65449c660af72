import { expect } from "chai";
import { drawCoverage } from "../../../src/cli/collect/coverage-svg.ts";
import type { StreamReading } from "../../../src/engine/read-coverage.ts";

const HOUR = 3_600_000;
const from = Date.parse("2026-01-01T00:00:00Z");
const to = from + 4 * HOUR;

function reading(more: Partial<StreamReading> = {}): StreamReading {
  return {
    instance: "east",
    stream: "things",
    sink: "stdout",
    covered: [
      { from, to: from + HOUR },
      { from: from + 2 * HOUR, to },
    ],
    gaps: [{ from: from + HOUR, to: from + 2 * HOUR }],
    events: 3,
    late: { count: 1, p50Ms: 1, p99Ms: 1, mostMs: 1 },
    lateAt: [from + HOUR],
    range: { from, to },
    ...more,
  };
}

describe("the time line of coverage", () => {
  it("draws what was read, gaps and what came late in their places, and labels times by UTC", () => {
    const svg = drawCoverage([reading()], to);

    expect(svg).to.include('<rect x="160.0" y="42" width="154.0" height="16" fill="#2da44e"><title>read: 2026-01-01');
    expect(svg).to.include(
      '<rect x="314.0" y="42" width="154.0" height="16" fill="#cf222e"><title>not read: 2026-01-01T01',
    );
    expect(svg).to.include('<path d="M314.0 60v8" stroke="#9a6700"');
    expect(svg).to.match(/text-anchor="middle">03:00</u);
    expect(svg).to.include("UTC, 2026-01-01T00:00:00Z to 2026-01-01T04:00:00Z");
  });

  it("labels long ranges by days, and no more than there is room for", () => {
    const year = { from, to: from + 365 * 24 * HOUR };
    const svg = drawCoverage([reading({ range: year })], year.to);

    expect(svg.match(/text-anchor="middle">\d{4}-\d{2}-\d{2}</gu)).to.have.length.within(3, 7);
  });

  it("escapes the names of streams and sinks, and leaves out what XML does not have", () => {
    const svg = drawCoverage([reading({ stream: "<script>&\u0000", sink: `"'` })], to);

    expect(svg).to.include("&lt;script&gt;&amp;<");
    expect(svg).to.include("&quot;&apos;");
    expect(svg).not.to.include("<script");
    expect(svg).not.to.include("\u0000");
  });

  it("says so when there is nothing to draw", () => {
    expect(drawCoverage([], to)).to.include("Nothing has been collected yet.");
  });
});
