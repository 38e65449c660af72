import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator, type TestSimulator } from "soarkit/testing";
import { soar, type Outcome, type Setting } from "../cli/soar.ts";
import { code42 } from "./recorded.ts";
import { startAt } from "./tenant.ts";

interface Status {
  sources: {
    name: string;
    state: string;
    errorType?: string;
    failedIn?: string;
    streams: { stream: string; behindMs?: number }[];
    errors: { type: string; code: string; message: string; hint: string; count: number }[];
  }[];
  healthEvents: { name: string; count: number; recoveredAt?: string }[];
}

describe("soar collect --source", () => {
  let folder = "";
  let simulator: TestSimulator;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "soar-source-"));
    simulator = await startSimulator(code42, { seed: 1, startAt, knobs: { rate: 0, sessions: 3, events: 12 } });
  });
  afterEach(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The configuration of the vendor's page, with the simulator in place of the vendor. */
  function write(changes: object = {}): string {
    const config = {
      name: "Code42",
      description: "Code42",
      category: "code42",
      baseURL: simulator.url,
      clientID: simulator.clientId,
      secretKey: simulator.clientSecret,
      dataCollection: ["auditLogs", "alerts", "fileEvents"],
      ...changes,
    };
    const source = { config, schemaRef: { type: "Code42Incydr" }, sourceType: "Universal" };
    writeFileSync(join(folder, "source.json"), JSON.stringify({ "api.version": "v1", source }));
    return join(folder, "source.json");
  }

  function run(words: string[], setting: Setting = {}): Promise<Outcome> {
    return soar(["--store", `sqlite:${join(folder, "soar.db")}`, ...words], {
      now: () => Date.parse(startAt),
      ...setting,
    });
  }

  const collect = (words: string[] = [], setting: Setting = {}) =>
    run(
      ["collect", "--source", join(folder, "source.json"), "--sink", `file:${join(folder, "out.ndjson")}`, ...words],
      setting,
    );

  async function status(): Promise<Status> {
    const { out, code, err } = await run(["collect", "status", "--json"]);
    expect([code, err]).to.deep.equal([0, ""]);
    return JSON.parse(out) as Status;
  }

  it("collects what the file asks for, and says of each event where it is from", async () => {
    write({ fields: { team: "soc" }, dataCollection: "fileEvents" });
    const { code, err } = await collect(["--from", "40 days"]);
    const lines = readFileSync(join(folder, "out.ndjson"), "utf8").trimEnd().split("\n");
    const { sources, healthEvents } = await status();

    expect([code, lines.length > 0]).to.deep.equal([0, true]);
    expect(err).to.match(/^Code42 file-events: \d+ events to file:/);
    expect(JSON.parse(lines[0] ?? "")).to.deep.include({
      _source: "Code42",
      _sourceCategory: "code42",
      _fields: { team: "soc" },
      eventType: "file",
    });
    expect(sources.map(({ name, state, errors }) => [name, state, errors])).to.deep.equal([
      ["Code42", "Collecting", []],
    ]);
    expect(sources[0]?.streams.map(({ stream }) => stream)).to.deep.equal(["file-events"]);
    expect(healthEvents).to.deep.equal([]);
  });

  it("is in error for a wrong secret, asks no more until the file is changed, and then collects", async () => {
    write({ secretKey: "canary-4711-not-the-secret" });
    const first = await collect();
    const asked = (await simulator.requests()).length;
    const held = await collect();
    const askedAgain = (await simulator.requests()).length;
    const wrong = await status();
    write();
    const mended = await collect();
    const right = await status();

    expect([first.code, held.code, mended.code]).to.deep.equal([2, 2, 0]);
    expect(wrong.sources[0]).to.include({ state: "Error", errorType: "ThirdPartyConfig", failedIn: "Initialized" });
    expect(wrong.sources[0]?.errors[0]?.message).to.match(/401.*invalid_client/);
    expect(wrong.sources[0]?.errors[0]?.hint).to.match(/Check client id and secret.*URL/);
    expect(held.err).to.match(/The source "Code42" is in error \(ThirdPartyConfig\): .*invalid_client/);
    expect(held.err).to.include("soar collect stop");
    expect(asked).to.be.greaterThan(0);
    expect(askedAgain).to.equal(0);
    expect(right.sources[0]).to.include({ state: "Collecting" });
    expect(right.sources[0]?.errors).to.deep.equal([]);
    expect(right.healthEvents.map(({ name, recoveredAt }) => [name, recoveredAt])).to.deep.equal([
      ["ThirdPartyConfigError", "2026-01-06T00:00:00Z"],
    ]);
    const everything =
      [first, held, mended].map(({ out, err }) => out + err).join("") + readFileSync(join(folder, "soar.db"), "latin1");
    expect(everything).to.not.include("canary-4711");
    expect(everything).to.not.include(simulator.clientSecret);
  });

  it("is tried again after trouble at the vendor's, and recovers", async () => {
    write({ dataCollection: ["fileEvents"] });
    await simulator.control("/faults", [{ kind: "status", status: 503, path: "/v1/oauth" }]);
    const down = await collect(["--timeout", "20"]);
    const troubled = await status();
    await simulator.control("/faults", []);
    const up = await collect();
    const well = await status();

    expect([down.code, up.code]).to.deep.equal([3, 0]);
    expect(troubled.sources[0]).to.include({ state: "Error", errorType: "ThirdPartyGeneric", failedIn: "Initialized" });
    expect(well.sources[0]).to.include({ state: "Collecting" });
    expect(well.healthEvents).to.have.length(1);
    expect(well.healthEvents[0]).to.include({ name: "ThirdPartyGenericError", recoveredAt: "2026-01-06T00:00:00Z" });
  });

  it("is in error on this side when its sink cannot be written", async () => {
    write({ dataCollection: ["fileEvents"] });
    writeFileSync(join(folder, "blocked"), "no folder");
    const sink = `file:${join(folder, "blocked", "out.ndjson")}`;
    const { code } = await run([
      "collect",
      "--source",
      join(folder, "source.json"),
      "--from",
      "40 days",
      "--sink",
      sink,
    ]);
    const { sources } = await status();

    expect(code).to.equal(3);
    expect(sources[0]).to.include({ state: "Error", errorType: "FirstPartyGeneric" });
  });

  it("refuses a file with faults, all of them at once, and asks nothing", async () => {
    write({ baseURL: "https://api.uss.code42.com", dataCollection: ["auditLog"], secretKey: "" });
    const { code, err } = await collect();

    expect(code).to.equal(2);
    expect(err).to.include('api.uss.code42.com is none of its hosts. Did you mean "api.us.code42.com"?');
    expect(err).to.include('"auditLog" is nothing to collect. Did you mean "auditLogs"?');
    expect(err).to.include("$.source.config.secretKey: it is missing.");
    expect(await simulator.requests()).to.deep.equal([]);
    expect((await status()).sources).to.deep.equal([]);
  });

  it("is stopped, and forgets its errors, but not what was collected", async () => {
    write({ secretKey: "canary-4711-not-the-secret" });
    await collect();
    const stopped = await run(["collect", "stop", "Code42"]);
    const again = await run(["collect", "stop", "Code43"]);

    expect([stopped.code, stopped.err]).to.deep.equal([0, "Code42 is stopped. What it has collected stays known.\n"]);
    expect([again.code, again.err.split("\n")[0]]).to.deep.equal([2, 'error: Nothing collects as "Code43".']);
    expect((await status()).sources).to.deep.equal([]);
  });

  it("with --watch takes a changed file at once, though it was held, and ends when it is stopped", async () => {
    write({ secretKey: "wrong-secret", dataCollection: ["fileEvents"] });
    const end = new AbortController();
    const documents: { error?: { code: string }; streams: { sent: number }[] }[] = [];
    const { code } = await collect(["--watch", "--json", "--from", "40 days"], {
      signal: end.signal,
      onPrint: (text) => {
        documents.push(JSON.parse(text) as (typeof documents)[number]);
        if (documents.length === 1) write({ dataCollection: ["fileEvents"] });
        else end.abort();
      },
    });

    expect(code).to.equal(0);
    expect(documents.map(({ error }) => error?.code)).to.deep.equal(["CREDENTIALS", undefined]);
    expect(documents[1]?.streams[0]?.sent).to.be.greaterThan(0);
  });

  it("shows its state as a table for people", async () => {
    write({ secretKey: "wrong-secret", dataCollection: ["fileEvents"] });
    await collect();
    const { out } = await run(["collect", "status"], { columns: 120 });

    expect(out).to.match(/│ Code42\s+│ Error \(ThirdPartyConfig\)\s+│ 2026-01-06T00:00:00Z/);
    expect(out).to.match(/\nCode42: ThirdPartyConfig: .*invalid_client/);
    expect(out).to.match(/Health events, newest first:/);
  });
});
