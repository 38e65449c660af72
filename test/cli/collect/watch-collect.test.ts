import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import { useLodestar, type Outcome, type Setting } from "../soar.ts";

const start = Date.parse("2026-03-01T12:00:00Z");

describe("soar collect --watch", () => {
  const lodestar = useLodestar({ tickets: "5" });

  /** Watches until it has waited so often; each wait passes at once. */
  async function watched(words: string[], times: number, setting: Setting = {}): Promise<Outcome> {
    const stop = new AbortController();
    let time = start;
    let waited = 0;
    return lodestar.soar(["collect", "--watch", "--sink", `file:${lodestar.path("out.ndjson")}`, ...words], {
      ...setting,
      signal: stop.signal,
      now: () => time,
      pause: async (ms) => {
        time += ms;
        waited += 1;
        if (waited === times) stop.abort();
      },
    });
  }

  it("collects at once and every five minutes, each event once, with a line for each run", async () => {
    const { code, err, out } = await watched([], 11);
    const runs = err.trimEnd().split("\n");

    expect([code, out]).to.deep.equal([0, ""]);
    expect(runs).to.have.length(2);
    expect(runs[0]).to.match(/^2026-03-01T12:00:00Z default: .*5 events; next run 2026-03-01T12:05:00Z$/);
    expect(runs[1]).to.match(/^2026-03-01T12:05:00Z default: .*0 events; next run 2026-03-01T12:10:00Z$/);
    expect(existsSync(lodestar.path("out.ndjson"))).to.equal(true);
    expect(readFileSync(lodestar.path("out.ndjson"), "utf8").trimEnd().split("\n")).to.have.length(5);
  });

  it("tells of it in `soar collect status`, by the instance's name", async () => {
    const { out } = await lodestar.soar(["collect", "status", "--json"], { now: () => start });
    const { sources } = JSON.parse(out) as { sources: { name: string; state: string }[] };

    expect(sources.map(({ name, state }) => [name, state])).to.deep.equal([["default", "Collecting"]]);
  });

  it("backs off longest for refused credentials, says so once, and tries again by itself", async () => {
    const { out, err } = await watched(["--json"], 61, { env: { LODESTAR_API_KEY: "wrong-key" } });
    const runs = out
      .trimEnd()
      .split("\n")
      .map((line) => {
        const { startedAt, error } = JSON.parse(line) as { startedAt: string; error?: { code: string } };
        return [startedAt.slice(11, 16), error?.code];
      });
    const { out: told } = await lodestar.soar(["collect", "status", "--json"], { now: () => start });
    const { sources } = JSON.parse(told) as { sources: { state: string; errorType?: string }[] };

    expect(runs).to.deep.equal([
      ["12:00", "CREDENTIALS"],
      ["12:30", "CREDENTIALS"],
    ]);
    expect(err.match(/error: /g)).to.have.length(1);
    expect(sources[0]).to.include({ state: "Error", errorType: "ThirdPartyConfig" });
  });

  it("ends when the collector is taken away", async () => {
    let time = start;
    const { code, err } = await lodestar.soar(["collect", "--watch", "--sink", "store:"], {
      now: () => time,
      pause: async (ms) => {
        time += ms;
        await lodestar.soar(["collect", "stop", "default", "--quiet"]);
      },
    });

    expect(code).to.equal(0);
    expect(err).to.match(/default: taken away\n$/);
  });
});
