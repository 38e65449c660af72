import { expect } from "chai";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sayPeak, soar, startSimulator, temporaryFolder, type RunningSimulator } from "./soar.ts";

describe("collecting a backlog, through the built soar", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let simulator: RunningSimulator;
  before(async () => {
    simulator = await startSimulator(["--events", "40000", "--rate", "0", "--clock", "2026-01-06T00:00:00Z"]);
  });
  after(async () => {
    await simulator.stop();
    folder.remove();
  });

  it("takes no more memory than a few pages", async function () {
    if (process.platform !== "linux") this.skip();
    const out = join(folder.path, "out");
    mkdirSync(out);
    const sink = join(out, "events.ndjson");
    const { code, stderr } = await soar(
      ["collect", "--stream", "file-events", "--from", "2025-11-01T00:00:00Z", "--sink", sink, "--quiet"],
      { cwd: folder.path, env: { ...simulator.env, SOAR_BUDGET: "100000/1000", NODE_OPTIONS: sayPeak } },
    );
    expect(code, stderr).to.equal(0);
    // The sink goes on in a new file when one is full. The sessions have brought a few events of their own.
    const files = readdirSync(out).filter((name) => name.endsWith(".ndjson"));
    const lines = files.flatMap((name) => readFileSync(join(out, name), "latin1").split("\n").slice(0, -1));
    expect(lines.length).to.equal(40_176);
    // Left to V8's own judgement, it was 250 MB for as many events, and 440 MB for five times as many.
    expect(Number(/VmHWM:\s*(\d+) kB/.exec(stderr)?.[1])).to.be.lessThan(200_000);
  });
});
