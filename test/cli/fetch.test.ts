import { expect } from "chai";
import { startSimulator, type TestSimulator } from "soarkit/testing";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { code42 } from "../commands/recorded.ts";
import { second, soar } from "./soar.ts";

const now = Date.parse("2026-01-06T00:00:00.000Z");

describe("soar fetch", () => {
  let simulator: TestSimulator;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "soarkit-fetch-"));
    const knobs = { sessions: "300", rate: "0", events: "0" };
    simulator = await startSimulator(code42, { seed: 1, startAt: new Date(now).toISOString(), knobs });
  });
  afterEach(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (words: string[], env: Record<string, string> = {}) =>
    soar(["--integration", code42, "--store", `sqlite:${join(folder, "soar.db")}`, ...words], {
      env: {
        CODE42_API_URL: simulator.url,
        CODE42_CLIENT_ID: simulator.clientId,
        CODE42_CLIENT_SECRET: simulator.clientSecret,
        SOAR_FETCH_TIME: "31 days",
        SOAR_FETCH_LIMIT: "1000",
        ...env,
      },
      now: () => now,
    });
  const requests = async () =>
    (await simulator.requests()).filter(({ path }) => path.startsWith("/v1/sessions")).length;

  it("--estimate says what it would cost, and fetches nothing", async () => {
    const { code, out, err } = await run(["fetch", "--estimate"]);
    expect([code, err]).to.deep.equal([0, ""]);
    expect(out).to.equal(
      [
        "┌──────────┬───────────────┬─────────────────┬──────────┬─────────┐",
        "│ Instance │ Items to read │ Incidents a run │ Requests │ Minutes │",
        "├──────────┼───────────────┼─────────────────┼──────────┼─────────┤",
        "│ default  │ 300           │ 1,000           │ 8        │ under 1 │",
        "└──────────┴───────────────┴─────────────────┴──────────┴─────────┘",
        "",
      ].join("\n"),
    );
    expect(await requests()).to.equal(2);
    expect((await run(["incidents", "--json"])).out).to.equal('{"incidents":[]}\n');
    const json = await run(["fetch", "--estimate", "--json"]);
    expect(JSON.parse(json.out)).to.deep.equal({
      instances: [{ instance: "default", items: 300, requests: 8, limit: 1000, minutes: 0 }],
    });
    await requests();
    await run(["fetch"]);
    expect(await requests()).to.equal(8);
  });

  it("--estimate counts every run that the limit makes necessary, and the minutes these take", async () => {
    const { out } = await run(["fetch", "--estimate", "--json"], { SOAR_FETCH_LIMIT: "3", SOAR_BUDGET: "100/60000" });
    const [cost] = (JSON.parse(out) as { instances: { requests: number }[] }).instances;
    await requests();
    const spent: number[] = [];
    for (let i = 0; i < 3; i++) {
      await run(["fetch"], { SOAR_FETCH_LIMIT: "3" });
      spent.push(await requests());
    }
    // The first run reads all, the 99 after it the week of the look-back.
    expect(spent).to.deep.equal([8, 5, 5]);
    expect(cost).to.deep.include({ limit: 3, requests: 8 + 99 * 5, minutes: 5 });
  });

  it("--estimate of an integration that cannot tell says whom to ask, and ends with its exit code", async () => {
    const { code, err } = await soar(["--integration", second, "fetch", "--estimate"], {
      env: { SOAR_URL: simulator.url },
    });
    expect(code).to.equal(2);
    expect(err).to.not.equal("");
  });

  it("--from and --to read a range again, and make incidents of what came too late for the look-back", async () => {
    await run(["fetch"], { SOAR_FETCH_TIME: "1 day", SOAR_LOOK_BACK: "1 day" });
    await simulator.control("/sessions", { beginAgoMs: 20 * 86_400_000 });
    const missed = await run(["fetch", "--json"], { SOAR_FETCH_TIME: "1 day", SOAR_LOOK_BACK: "1 day" });
    expect((JSON.parse(missed.out) as { incidents: unknown[] }).incidents).to.deep.equal([]);
    const range = ["fetch", "--from", "21 days ago", "--to", "19 days ago", "--json"];
    const healed = JSON.parse((await run(range)).out) as { incidents: { occurred: string }[] };
    expect(healed.incidents.map(({ occurred }) => occurred)).to.include("2025-12-17T00:00:00.000Z");
    expect((JSON.parse((await run(range)).out) as { incidents: unknown[] }).incidents).to.deep.equal([]);
  });

  it("shows the incidents that a run has made before it failed", async () => {
    const env = { SOAR_LOOK_BACK: "31 days" };
    await run(["fetch"], { ...env, SOAR_FETCH_LIMIT: "1" });
    // It cannot look at all there is, and goes on with what waits.
    const { code, out, err } = await run(["fetch", "--json"], { ...env, SOAR_BUDGET: "15/3600000" });
    const { incidents, error } = JSON.parse(out) as { incidents: unknown[]; error: { code: string } };
    expect([code, incidents.length, error.code], err).to.deep.equal([3, 299, "RATE_LIMIT"]);
  });

  for (const [words, message] of [
    [["--from", "3 days"], "--from needs --to, too."],
    [["--to", "now"], "--to needs --from, too."],
    [["--from", "soon", "--to", "never"], '--from "soon" and --to "never" are no times.'],
    [["--from", "now", "--to", "x"], '--to "x" is no time.'],
    [
      ["--from", "now", "--to", "3 days ago"],
      "The range ends before it begins: from 2026-01-06T00:00:00.000Z to 2026-01-03T00:00:00.000Z.",
    ],
  ] as const) {
    it(`refuses ${words.join(" ")} before any request`, async () => {
      for (const more of [[], ["--estimate"]]) {
        const { code, err } = await run(["fetch", ...words, ...more]);
        expect(code).to.equal(2);
        expect(err).to.include(message);
      }
      expect(await requests()).to.equal(0);
    });
  }
});
