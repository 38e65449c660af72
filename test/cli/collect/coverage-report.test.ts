import { expect } from "chai";
import { reportCoverage } from "../../../src/cli/collect/coverage-report.ts";
import type { CliIo } from "../../../src/cli/globals.ts";
import type { StreamReading } from "../../../src/engine/read-coverage.ts";

describe("the report of coverage", () => {
  const range = { from: 0, to: 60_000 };
  const reading = (stream: string): StreamReading => ({
    instance: "default",
    stream,
    sink: "store",
    range,
    covered: [range],
    gaps: [],
    events: 3,
    late: { count: 1, mostMs: 2_000, p50Ms: 2_000, p99Ms: 2_000 },
    readAt: 60_000,
    lateAt: [],
  });

  function report(stream: string, json: boolean): string {
    let out = "";
    const terminal = { columns: 200, colour: false, print: (text: string) => (out += text), notice: () => undefined };
    reportCoverage([{ reading: reading(stream) }], { store: "", json }, { terminal } as unknown as CliIo);
    return out;
  }

  it("counts the events of a stream, and those that came late", () => {
    expect(report("tickets", false)).to.match(/│ 0 +│ 3 +│ 1 +│ 2 s +│/u);
    expect(report("tickets", true)).to.include('"events":3,"late":1,"lateMs":{');
  });

  it("counts none of what was looked through for incidents, where none are kept", () => {
    expect(report("incidents", false)).to.match(/│ 0 +│ +│ +│ +│ 1970/u);
    expect(report("incidents", true)).to.not.match(/"events"|"late/u);
  });
});
