import { expect } from "chai";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { json, serve, type TestServer } from "../../http/loopback.ts";
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

  it("ends while it waits for its next run when it is taken away", async () => {
    const asleep = Promise.withResolvers<undefined>();
    const watching = lodestar.soar(["collect", "--watch", "--sink", "store:"], {
      now: () => start,
      // Only what is told to it ends it: no time passes.
      pause: async (_, signal) => {
        asleep.resolve(undefined);
        await once(signal, "abort");
      },
    });
    await asleep.promise;
    await lodestar.soar(["collect", "stop", "default", "--quiet"]);
    const { code, err } = await watching;

    expect(code).to.equal(0);
    expect(err.trimEnd().split("\n").at(-1)).to.equal("2026-03-01T12:00:00Z default: taken away");
  });
});

for (const subcommand of ["collect", "fetch"]) {
  describe(`soar ${subcommand} --watch, stopped while its vendor does not answer`, () => {
    const lodestar = useLodestar();

    it("waits for no answer and for no grace, and ends well", async () => {
      const stop = new AbortController();
      const server = await serve(() => stop.abort());
      try {
        const env = { LODESTAR_URL: server.url };
        const { code, err } = await lodestar.soar([subcommand, "--watch"], {
          env,
          signal: stop.signal,
          // The grace never comes to its end.
          pause: (_, signal) => once(signal, "abort").then(() => undefined),
        });

        expect(code).to.equal(0);
        expect(err).to.match(/^\S+ default: .*0 (events|new, 0 updated)\n$/);
      } finally {
        await server.close();
      }
    });
  });
}

describe("soar collect, taken away at work", () => {
  const lodestar = useLodestar();
  let server: TestServer;
  let hasBegun = Promise.withResolvers<undefined>();
  // A vendor with more tickets than anyone can read: without an end of its own.
  beforeEach(async () => {
    hasBegun = Promise.withResolvers();
    server = await serve(({ path }, response) => {
      const offset = Number(new URL(path, "http://localhost").searchParams.get("offset"));
      if (offset === 10) hasBegun.resolve(undefined);
      const tickets = Array.from({ length: 10 }, (_, at) => ({
        id: offset + at,
        title: "Disk full",
        state: "open",
        createdAt: new Date(start + offset + at).toISOString(),
      }));
      json(response, { tickets, total: 1e9 });
    });
  });
  afterEach(() => server.close());

  async function takenAway(words: string[]): Promise<Outcome> {
    const sink = `file:${lodestar.path(`${words.length}.ndjson`)}`;
    const env = { LODESTAR_URL: server.url, SOAR_BUDGET: "1000000/1000" };
    const collecting = lodestar.soar(["collect", ...words, "--sink", sink], { env });
    await hasBegun.promise;
    await lodestar.soar(["collect", "stop", "default", "--quiet"]);
    return collecting;
  }

  const idsIn = (name: string) =>
    readFileSync(lodestar.path(name), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { id: number }).id);

  it("ends after its page, what it has read is handed on, and a watch ends with it", async () => {
    const { code, err } = await takenAway(["--watch"]);
    const ids = idsIn("1.ndjson");

    expect(code).to.equal(0);
    expect(err).to.match(/^\S+ default: taken away\n$/);
    expect(ids.length % 10).to.equal(0);
    expect(ids).to.deep.equal([...ids.keys()]);
  });

  it("says so where it was to collect once, and how to go on", async () => {
    const { code, err } = await takenAway([]);

    expect(code).to.equal(130);
    expect(err).to.match(/default was taken away while it collected\.\n.*Run it again to go on\./);
    expect(idsIn("0.ndjson").length).to.be.greaterThan(0);
  });
});
