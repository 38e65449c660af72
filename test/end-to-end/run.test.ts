import { expect } from "chai";
import { ask, soar, startSimulator, temporaryFolder, type Exchange, type RunningSimulator } from "./soar.ts";

interface Session {
  sessionId: string;
  actorId: string;
  beginTime: number;
  alertIds: string[];
  severity: number;
  state: string;
}

describe("soar run, as a process against the simulator", () => {
  const folder = temporaryFolder();
  let simulator: RunningSimulator;
  let session: Session;

  before(async () => {
    simulator = await startSimulator(["--seed", "7", "--clock", "2026-03-01T12:00:00Z"]);
    const { sessions } = await ask<{ sessions: Session[] }>(simulator, "/truth/sessions");
    session = sessions[0]!;
  });
  after(async () => {
    await simulator.stop();
    folder.remove();
  });

  const run = (...args: string[]) => soar(args, { cwd: folder.path, env: simulator.env });
  const tokenRequests = async () =>
    (await ask<Exchange[]>(simulator, "/journal")).filter(({ path }) => path.startsWith("/v1/oauth")).length;

  it("gives the alert's context paths as one JSON document, and nothing else", async () => {
    const { code, stdout, stderr } = await run("run", "code42-alert-get", `id=${session.sessionId}`, "--json");
    expect([code, stderr]).to.deep.equal([0, ""]);
    const { entries, context, error } = JSON.parse(stdout) as {
      entries: Record<string, unknown>[];
      context: { Code42: { SecurityAlert: Record<string, unknown>[] } };
      error?: unknown;
    };
    expect(error).to.equal(undefined);
    const [alert] = [context.Code42.SecurityAlert].flat();
    expect(Object.keys(alert!).sort()).to.deep.equal([
      "Description",
      "ID",
      "Name",
      "Occurred",
      "Severity",
      "State",
      "Type",
      "Username",
    ]);
    expect(alert).to.include({ ID: session.sessionId, State: "OPEN" });
    expect(alert!.Occurred).to.equal(new Date(session.beginTime).toISOString());
    expect(entries).to.have.length(1);
    expect(entries[0]).to.include({ Type: 1, ID: "1@playground", ModuleName: "default", Brand: "Code42" });
  });

  it("asks for no second token in the next process", async () => {
    expect(await tokenRequests()).to.equal(1);
    const { code } = await run("run", "code42-alert-get", `id=${session.sessionId}`);
    expect(code).to.equal(0);
    expect(await tokenRequests()).to.equal(1);
  });

  it("logs JSON lines to standard error with --verbose, none of which holds a secret", async () => {
    const { code, stderr } = await run("run", "code42-alert-get", `id=${session.sessionId}`, "--verbose");
    expect(code).to.equal(0);
    const lines = stderr.trim().split("\n");
    expect(lines.filter((line) => Object.hasOwn(JSON.parse(line) as object, "msg"))).to.have.length.above(0);
    expect(stderr)
      .not.to.include(simulator.clientSecret)
      .and.not.to.match(/Bearer e/);
  });

  it("reads a line as typed in a War Room, in one word, as the first argument or after options", async () => {
    const one = await run("run", `!code42-alert-get id="${session.sessionId}"`, "--json");
    const two = await run(`!code42-alert-get ${session.sessionId}`, "--json");
    const three = await run("--json", "--timeout", "30", `!code42-alert-get ${session.sessionId}`);
    for (const { code, stdout } of [one, two, three]) {
      expect(code).to.equal(0);
      expect(stdout).to.include(session.sessionId);
    }
  });

  it("warns and exits 0 where there is nothing to read, and writes no context", async () => {
    const { code, stdout } = await run("run", "code42-alert-get", "id=00000000-0000-4000-8000-000000000000", "--json");
    expect(code).to.equal(0);
    const { entries, context } = JSON.parse(stdout) as { entries: { Type: number }[]; context: object };
    expect(entries.map(({ Type }) => Type)).to.deep.equal([11]);
    expect(context).to.deep.equal({});
  });

  it("changes the alert's state once, and records that it did", async () => {
    const { code } = await run("run", "code42-alert-update", `id=${session.sessionId}`, "state=CLOSED_FP");
    expect(code).to.equal(0);
    const writes = (await ask<Exchange[]>(simulator, "/journal")).filter(({ applied }) => applied);
    expect(writes.map(({ method, path }) => `${method} ${path}`)).to.deep.equal(["POST /v1/sessions/change-state"]);
  });

  it("answers a deprecated command with a warning that names its successor", async () => {
    const { code, stdout } = await run("run", "code42-alert-resolve", `id=${session.sessionId}`);
    expect(code).to.equal(0);
    expect(stdout).to.include("code42-alert-resolve is deprecated. Use code42-alert-update instead.");
  });

  it("shows a dry run's writes and sends none", async () => {
    const before = (await ask<Exchange[]>(simulator, "/journal")).filter(({ applied }) => applied).length;
    const { code, stderr } = await run(
      "run",
      "code42-alert-update",
      `id=${session.sessionId}`,
      "state=OPEN",
      "--dry-run",
    );
    expect(code).to.equal(0);
    expect(stderr).to.include(
      `would send POST ${simulator.url}/v1/sessions/change-state {"ids":["${session.sessionId}"],"newState":"OPEN"}`,
    );
    expect((await ask<Exchange[]>(simulator, "/journal")).filter(({ applied }) => applied)).to.have.length(before);
  });

  it("keeps the War Room and the context from process to process", async () => {
    const warRoom = await run("war-room", "--json");
    const { entries } = JSON.parse(warRoom.stdout) as { entries: { ID: string }[] };
    expect(entries[0]?.ID).to.equal("1@playground");
    const dt = await run("context", "Code42.SecurityAlert.ID");
    expect(dt.stdout.trim()).to.equal(JSON.stringify(session.sessionId));
    const lines = await run("context");
    expect(lines.stdout.split("\n")).to.include(`Code42.SecurityAlert.ID = ${session.sessionId}`);
    const raw = await run("context", "--json");
    expect(Object.keys(JSON.parse(raw.stdout) as object)).to.deep.equal(["Code42"]);
  });

  it("sets and clears the context", async () => {
    await run("context", "set", "Case.Owner", '{"name":"Mara"}');
    expect((await run("context", "Case.Owner.name")).stdout.trim()).to.equal('"Mara"');
    await run("context", "clear");
    expect((await run("context", "--json")).stdout.trim()).to.equal("{}");
  });
});
