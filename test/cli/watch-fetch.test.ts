import { expect } from "chai";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { useLodestar, type Outcome, type Setting } from "./soar.ts";

const start = Date.parse("2026-03-01T12:00:00Z");

interface Watched {
  outcome: Outcome;
  /** What the clock showed when it was waited, each time. */
  waits: string[];
}

describe("soar fetch --watch", () => {
  const lodestar = useLodestar({ tickets: "5" });

  /** Watches until it has waited so often; each wait passes at once, by a clock that nothing else moves. */
  async function watched(words: string[], times: number, setting: Setting = {}): Promise<Watched> {
    const stop = new AbortController();
    const waits: string[] = [];
    let time = start;
    const outcome = await lodestar.soar(["fetch", "--watch", ...words], {
      ...setting,
      signal: stop.signal,
      now: () => time,
      pause: async (ms) => {
        waits.push(new Date(time).toISOString().slice(11, 19));
        time += ms;
        if (waits.length === times) stop.abort();
      },
    });
    return { outcome, waits };
  }

  it("fetches at once and then by its interval, with a line for each run", async () => {
    const { outcome, waits } = await watched([], 3, { columns: 120 });

    expect(outcome.code).to.equal(0);
    expect(outcome.out).to.equal("");
    expect(outcome.err).to.equal(
      [
        "2026-03-01T12:00:00Z default: 5 new, 0 updated; next run 2026-03-01T12:01:00Z",
        "2026-03-01T12:01:00Z default: 0 new, 0 updated; next run 2026-03-01T12:02:00Z",
        "",
      ].join("\n"),
    );
    expect(waits).to.deep.equal(["12:00:00", "12:00:30", "12:01:00"]);
  });

  it("prints one document a run with --json, and says nothing else with --quiet", async () => {
    const { outcome } = await watched(["--json", "--quiet"], 3);
    const documents = outcome.out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);

    expect(outcome.err).to.equal("");
    expect(documents).to.deep.equal([
      {
        instance: "default",
        startedAt: "2026-03-01T12:00:00Z",
        incidents: [],
        updated: 0,
        lastRun: 5,
        nextAt: "2026-03-01T12:01:00Z",
      },
      {
        instance: "default",
        startedAt: "2026-03-01T12:01:00Z",
        incidents: [],
        updated: 0,
        lastRun: 5,
        nextAt: "2026-03-01T12:02:00Z",
      },
    ]);
  });

  it("goes by the schedules of soar.yml, each instance by its own", async () => {
    const instance = (name: string, rest: string) =>
      `- name: ${name}\n  params: { url: ${lodestar.simulator().url}, api_key: "\${env:LODESTAR_API_KEY}" }\n${rest}`;
    writeFileSync(
      lodestar.path("two.yml"),
      `instances:\n${instance("east", "  schedule: '30 * * * *'\n")}${instance("west", "  schedule: '@daily'\n")}`,
    );
    const env = { LODESTAR_URL: "" };
    const stop = new AbortController();
    let waiting = 0;
    const outcome = await lodestar.soar(["fetch", "--watch", "--config", lodestar.path("two.yml")], {
      env,
      signal: stop.signal,
      now: () => start,
      pause: async (_, signal) => {
        waiting += 1;
        if (waiting === 2) stop.abort();
        else await once(signal, "abort");
      },
    });

    expect(outcome.err.trimEnd().split("\n").sort()).to.deep.equal([
      "2026-03-01T12:00:00Z east: 5 new, 0 updated; next run 2026-03-01T12:30:00Z",
      "2026-03-01T12:00:00Z west: 5 new, 0 updated; next run 2026-03-02T00:00:00Z",
    ]);
  });

  it("goes on after what a run fails with, says the same only once, and says when it is well again", async () => {
    const control = lodestar.simulator().control;
    const faults = JSON.stringify([{ kind: "status", status: 404, times: 2 }]);
    const answer = await fetch(`${control}/faults`, { method: "POST", body: faults });
    expect(answer.status).to.equal(200);
    const { outcome } = await watched([], 10);
    const lines = outcome.err.split("\n");

    expect(outcome.code).to.equal(0);
    expect(lines.filter((line) => line.startsWith("2026"))).to.deep.equal([
      "2026-03-01T12:00:00Z default: failed; next run 2026-03-01T12:01:00Z",
      "2026-03-01T12:01:00Z default: failed (2 in a row); next run 2026-03-01T12:03:00Z",
      "2026-03-01T12:03:00Z default: 0 new, 0 updated (well again after 2 failures); next run 2026-03-01T12:04:00Z",
      "2026-03-01T12:04:00Z default: 0 new, 0 updated; next run 2026-03-01T12:05:00Z",
    ]);
    expect(lines.filter((line) => line.startsWith("error: "))).to.have.length(1);
  });

  it("goes on after its store could not be read", async () => {
    const rename = (from: string, to: string) => {
      const store = new DatabaseSync(lodestar.path("soar.db"));
      store.exec(`ALTER TABLE ${from} RENAME TO ${to}`);
      store.close();
    };
    rename("cursor", "mislaid");
    const stop = new AbortController();
    let waits = 0;
    const outcome = await lodestar.soar(["fetch", "--watch"], {
      signal: stop.signal,
      now: () => start + waits * 60_000,
      pause: async () => {
        waits += 1;
        if (waits === 1) rename("mislaid", "cursor");
        else stop.abort();
      },
    });

    expect(outcome.code, outcome.err).to.equal(0);
    expect(outcome.err).to.include("no such table: cursor");
    expect(outcome.err).to.include("2026-03-01T12:01:00Z default: 0 new, 0 updated (well again after 1 failure)");
  });

  it("tells once, and waits longest, when the credentials are refused", async () => {
    const { outcome } = await watched(["--json"], 121, { env: { LODESTAR_API_KEY: "wrong-key" } });
    const codes = outcome.out
      .trimEnd()
      .split("\n")
      .map((line) => {
        const { startedAt, error } = JSON.parse(line) as { startedAt: string; error?: { code: string } };
        return `${startedAt.slice(11, 16)} ${String(error?.code)}`;
      });

    expect(codes).to.deep.equal(["12:00 CREDENTIALS", "12:30 CREDENTIALS", "13:00 CREDENTIALS"]);
    expect(outcome.err.match(/error: /g)).to.have.length(1);
    expect(outcome.err).to.match(/^2026-03-01T12:00:00Z default: failed; next run 2026-03-01T12:30:00Z\nerror: /);
  });

  it("refuses an interval that is none before it fetches anything", async () => {
    const yml = lodestar.path("wrong.yml");
    writeFileSync(yml, `instances:\n- name: east\n  schedule: '61 * * * *'\n`);
    const { outcome } = await watched(["--config", yml], 1);

    expect(outcome.code).to.equal(2);
    expect(outcome.err).to.include('M012 "schedule" of instance "east": "61 * * * *": "61" is no minute.');
  });

  it("cannot be recorded or replayed", async () => {
    const { outcome } = await watched(["--replay", "somewhere"], 1);

    expect(outcome.code).to.equal(2);
    expect(outcome.err).to.match(/--watch.*cannot be used with.*--replay/);
  });
});
