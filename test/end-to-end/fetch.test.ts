import { expect } from "chai";
import { ask, soar, startSimulator, tell, temporaryFolder, type Exchange, type RunningSimulator } from "./soar.ts";

describe("soar fetch, as a process against the simulator", () => {
  const folder = temporaryFolder();
  let simulator: RunningSimulator;

  before(async () => {
    simulator = await startSimulator(["--sessions", "120", "--rate", "0"]);
  });
  after(async () => {
    await simulator.stop();
    folder.remove();
  });

  const run = (...args: string[]) =>
    soar(args, { cwd: folder.path, env: { ...simulator.env, SOAR_FETCH_TIME: "31 days", SOAR_FETCH_LIMIT: "1000" } });

  it("makes an incident of every session exactly once, however often it runs", async () => {
    const first = await run("fetch", "--json");
    expect(first.code).to.equal(0);
    const { incidents, lastRun } = JSON.parse(first.stdout) as { incidents: { sourceId: string }[]; lastRun: unknown };
    const { sessions } = await ask<{ sessions: { sessionId: string }[] }>(simulator, "/truth/sessions");
    expect(incidents.map(({ sourceId }) => sourceId).sort()).to.deep.equal(
      sessions.map(({ sessionId }) => sessionId).sort(),
    );
    expect(incidents).to.have.length(120);
    expect(lastRun).to.be.an("object");
    const second = JSON.parse((await run("fetch", "--json")).stdout) as { incidents: unknown[] };
    expect(second.incidents).to.deep.equal([]);
  });

  it("lists them newest first, in the documented shape", async () => {
    const { incidents } = JSON.parse((await run("incidents", "--json")).stdout) as {
      incidents: Record<string, unknown>[];
    };
    expect(incidents).to.have.length(120);
    expect(Object.keys(incidents[0]!)).to.deep.equal([
      "id",
      "sourceId",
      "name",
      "severity",
      "state",
      "occurredAt",
      "createdAt",
    ]);
    expect(incidents[0]!.id).to.equal("120");
  });

  it("finds a session that the vendor observed days after it began", async () => {
    const late = await tell<{ sessions: { sessionId: string }[] }>(simulator, "/sessions", {
      count: 1,
      beginAgoMs: 5 * 86_400_000,
    });
    const { incidents } = JSON.parse((await run("fetch", "--json")).stdout) as { incidents: { sourceId: string }[] };
    expect(incidents.map(({ sourceId }) => sourceId)).to.deep.equal(late.sessions.map(({ sessionId }) => sessionId));
  });

  it("spends no more than a request in twenty incidents", async () => {
    const journal = await ask<Exchange[]>(simulator, "/journal");
    const first = journal.filter(({ path }) => path.startsWith("/v1/sessions?"));
    expect(journal.filter(({ path }) => !path.startsWith("/v1/sessions?")).map(({ path }) => path)).to.deep.equal([
      "/v1/oauth?grant_type=client_credentials",
    ]);
    // Three runs; the first reads 120 sessions in pages of 50.
    expect(first.length).to.be.at.most(12);
  });

  it("works in an incident when one is named, and says so when there is none", async () => {
    const shown = await run("--incident", "1", "run", "!code42-alert-get ${incident.code42alertid}", "--json");
    expect(shown.code).to.equal(0);
    expect((JSON.parse(shown.stdout) as { entries: { ID: string }[] }).entries[0]?.ID).to.equal("1@1");
    const none = await run("--incident", "9999", "war-room", "--json");
    expect([none.code, JSON.parse(none.stdout)]).to.deep.equal([
      2,
      {
        error: {
          code: "NOT_FOUND",
          who: "analyst",
          message: "There is no incident 9999.",
          hint: "`soar incidents` lists them.",
        },
      },
    ]);
  });
});
