import { expect } from "chai";
import type { CliIo, Globals } from "../../../src/cli/globals.ts";
import { reportCollected } from "../../../src/cli/collect/report.ts";
import type { CollectedStream } from "../../../src/engine/collect-instance.ts";
import { CredentialsError, NetworkError } from "../../../src/errors.ts";

describe("the report of a collection", () => {
  const refused = () => new CredentialsError("The vendor refuses the credentials.", "Check them.");
  const stream = (name: string, changes: Partial<CollectedStream> = {}): CollectedStream => ({
    instance: "main",
    stream: name,
    sink: "stdout",
    sent: 0,
    late: { count: 0, mostMs: 0 },
    pages: 0,
    caughtUp: true,
    lastRun: null,
    interrupted: false,
    ...changes,
  });

  function report(collected: CollectedStream[], globals: Partial<Globals> = {}): { code: number; told: string[] } {
    const told: string[] = [];
    const terminal = { notice: (text: string) => told.push(text), print: (text: string) => told.push(text) };
    const code = reportCollected(collected, { store: "", ...globals }, { terminal } as unknown as CliIo);
    return { code, told };
  }

  it("tells once what keeps several streams, behind all that it keeps", () => {
    const unreached = new NetworkError("The vendor is away.", "Wait.");
    const collected = [
      stream("a", { error: refused() }),
      stream("b", { sent: 2 }),
      stream("c", { error: refused() }),
      stream("d", { error: unreached }),
    ];

    expect(report(collected)).to.deep.equal({
      code: 2,
      told: [
        "main a: 0 events to stdout",
        "main c: 0 events to stdout",
        "error: The vendor refuses the credentials.",
        "to the administrator: Check them.",
        "main b: 2 events to stdout",
        "main d: 0 events to stdout",
        "error: The vendor is away.",
        "to the administrator: Wait.",
      ],
    });
    expect(report(collected, { quiet: true }).told).to.deep.equal([
      "error: The vendor refuses the credentials.",
      "to the administrator: Check them.",
      "error: The vendor is away.",
      "to the administrator: Wait.",
    ]);
  });

  it("says of a stream that another collector goes on with it", () => {
    expect(report([stream("a", { caughtUp: false })])).to.deep.equal({
      code: 0,
      told: ["main a: 0 events to stdout; another collector is at work"],
    });
  });
});
