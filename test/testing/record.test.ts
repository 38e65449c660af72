import { expect } from "chai";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readRecordings, runCommand, runFetch, runTest, startSimulator, type TestSimulator } from "soarkit/testing";
import { rejection } from "../http/loopback.ts";

const integration = fileURLToPath(new URL("../second", import.meta.url));

describe("recording in a test", () => {
  let simulator: TestSimulator;
  let record: string;
  before(async () => {
    simulator = await startSimulator(integration, { startAt: "2026-03-01T12:00:00Z", knobs: { tickets: 3 } });
  });
  after(() => simulator.close());
  beforeEach(() => {
    record = mkdtempSync(join(tmpdir(), "soar-recordings-"));
  });
  afterEach(() => rmSync(record, { recursive: true }));

  it("keeps what a command sent, to be replayed", async () => {
    const live = await runCommand("lodestar-ticket-get", { id: 3 }, { integration, simulator, record });
    expect(readdirSync(record)).to.deep.equal(["lodestar-ticket-get.json"]);
    const [file] = await readRecordings(record);
    expect(file?.recording).to.deep.include({
      command: "lodestar-ticket-get",
      args: { id: 3 },
      recordedAt: "2026-03-01T12:00:00.000Z",
    });
    const replayed = await runCommand("lodestar-ticket-get", { id: 3 }, { integration, replay: record });
    // The handler's own result holds the same, too.
    expect(replayed).to.deep.equal(live);
  });

  it("keeps each fetch and the test in a file of its own", async () => {
    await runFetch({ integration, simulator, record, params: { max_fetch: "2" }, runs: 2 });
    await runTest({ integration, env: simulator.env, record });
    const recordings = (await readRecordings(record)).map(({ recording }) => recording);
    expect(recordings.map(({ command, args }) => [command, args])).to.deep.equal([
      ["fetch-incidents", { lastRun: 2 }],
      ["fetch-incidents", {}],
      ["test-module", {}],
    ]);
  });

  it("refuses where nothing goes over the wire", async () => {
    for (const source of [{ client: {} }, { replay: [] }]) {
      expect(await rejection(runTest({ integration, record, ...source }))).to.include({
        code: "ARGUMENT",
        message: `Nothing goes over the wire that could be recorded in ${record}.`,
      });
    }
  });
});
