import { expect } from "chai";
import { itRefuses, tell, type BadCase, type ToldError } from "./refusals.ts";
import { ask, startSimulator, tell as order, temporaryFolder, type Exchange, type RunningSimulator } from "./soar.ts";

function api(message: string, hint: string): { exit: number; error: ToldError } {
  return { exit: 3, error: { code: "API", who: "vendor", message, hint } };
}

function rateLimit(message: string): { exit: number; error: ToldError } {
  const hint = "Try again later. If other programs use the same credentials, lower this instance's budget.";
  return { exit: 3, error: { code: "RATE_LIMIT", who: "vendor", message, hint } };
}

function timeout(message: string, hint: string): { exit: number; error: ToldError } {
  return { exit: 3, error: { code: "TIMEOUT", who: "analyst", message, hint } };
}

const AT_FAULT = "The fault is at the vendor's. Try again later; if it stays so, ask the vendor.";
const LATER = "Try again later. If it stays so, check the network between, and whether a proxy is needed (`proxy`).";
const RESET: ToldError = {
  code: "NETWORK",
  who: "administrator",
  message: "GET /v1/sessions/ID: VENDOR closed the connection before its answer was complete (4 tries).",
  hint: LATER,
};

interface SessionCase extends BadCase {
  /** As the simulator's control API takes it, for the path of this case's session. */
  fault: Record<string, unknown>;
}

/** What goes wrong with a session. Each case has one of its own, `ID`, so that all can go wrong at once. */
const SESSIONS: SessionCase[] = [
  {
    it: "names the request that the credentials do not allow (403)",
    args: ["!code42-alert-get id=ID"],
    fault: { kind: "status", status: 403 },
    exit: 2,
    error: {
      code: "CREDENTIALS",
      who: "administrator",
      message: 'The credentials lack the permission for GET /v1/sessions/ID (403): {"error":"a fault that was set"}.',
      hint: "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
    },
  },
  {
    it: "gives up at once when it is told to wait beyond the deadline (429)",
    args: ["!code42-alert-get id=ID"],
    fault: { kind: "status", status: 429, retryAfter: 300 },
    ...rateLimit(
      "The vendor takes no more requests at the moment (429 on GET /v1/sessions/ID, 1 try) and asks to wait 300 s.",
    ),
  },
  {
    it: "gives up at once when it is told to wait beyond --timeout (429)",
    args: ["!code42-alert-get id=ID", "--timeout", "15"],
    fault: { kind: "status", status: 429, retryAfter: 20 },
    ...rateLimit(
      "The vendor takes no more requests at the moment (429 on GET /v1/sessions/ID, 1 try) and asks to wait 20 s.",
    ),
  },
  {
    it: "tries again when the vendor fails, then names it (500)",
    args: ["!code42-alert-get id=ID"],
    fault: { kind: "status", status: 500 },
    ...api('GET /v1/sessions/ID was answered with 500, 4 tries: {"error":"a fault that was set"}.', AT_FAULT),
  },
  {
    it: "leaves out the page of a gateway (502)",
    args: ["!code42-alert-get id=ID"],
    fault: { kind: "status", status: 502, body: "<html><title>Bad gateway</title></html>" },
    ...api("GET /v1/sessions/ID was answered with 502, 4 tries: a page, not data.", AT_FAULT),
  },
  {
    it: "tells of a connection that is reset",
    args: ["!code42-alert-get id=ID"],
    fault: { kind: "reset" },
    exit: 3,
    error: RESET,
  },
  {
    it: "tells of a login page in place of data",
    args: ["!code42-alert-get id=ID"],
    fault: { kind: "status", status: 200, body: "<html><title>Sign in</title></html>" },
    ...api(
      "GET /v1/sessions/ID was answered with a page, not with data: <html><title>Sign in</title></html>",
      "This may be a login page or a proxy's page. Check the instance's URL and its proxy.",
    ),
  },
  {
    it: "ends an answer that trickles in with --timeout",
    args: ["!code42-alert-get id=ID", "--timeout", "1"],
    fault: { kind: "slow", ms: 60_000 },
    ...timeout("Not done within 1 s.", "Give it more time with --timeout SECONDS."),
  },
  {
    it: "ends a wait for an answer with execution-timeout",
    args: ["!code42-alert-get id=ID execution-timeout=1"],
    fault: { kind: "delay", ms: 60_000 },
    ...timeout(
      "code42-alert-get did not end within 1 s.",
      "Give it more time with execution-timeout=SECONDS, or ask for less at once.",
    ),
  },
];

const ABSENT = "00000000-0000-4000-8000-000000000000";

describe("a vendor that fails", () => {
  const folder = temporaryFolder();
  let simulator: RunningSimulator;
  let ids: string[];
  const here = () => ({ cwd: folder.path, env: simulator.env });
  const faults = (list: Record<string, unknown>[]) => order(simulator, "/faults", list);
  const journal = () => ask<Exchange[]>(simulator, "/journal");

  before(async () => {
    simulator = await startSimulator(["--rate", "0", "--sessions", "120"]);
    const { sessions } = await ask<{ sessions: { sessionId: string }[] }>(simulator, "/truth/sessions");
    ids = sessions.map(({ sessionId }) => sessionId);
    // One token for all.
    expect((await tell(["test"], here())).exit).to.equal(0);
  });
  after(async () => {
    await simulator.stop();
    folder.remove();
  });

  describe("on one alert", () => {
    before(() => faults(SESSIONS.map(({ fault }, at) => ({ ...fault, path: `/v1/sessions/${ids[at]!}` }))));

    itRefuses(SESSIONS, ({ args }, at) => ({
      ...here(),
      args: args.map((word) => word.replace("ID", ids[at]!)),
      names: { ID: ids[at]!, VENDOR: new URL(simulator.url).host },
    }));

    it("gives each alert once the vendor is well again", async () => {
      await faults([]);
      for (const [at] of SESSIONS.entries()) {
        const { exit, error } = await tell([`!code42-alert-get id=${ids[at]!}`], here());
        expect([exit, error]).to.deep.equal([0, undefined]);
      }
    });
  });

  it("waits as long as the vendor asks, and then has what was asked for (429)", async () => {
    await faults([{ kind: "status", status: 429, retryAfter: 1, times: 2, path: `/v1/sessions/${ids[0]!}` }]);
    const { exit, error, stderr } = await tell(["run", "code42-alert-get", `id=${ids[0]!}`], here());
    expect([exit, error, stderr]).to.deep.equal([0, undefined, ""]);
  });

  it("warns where there is nothing to read, and fails where there is nothing to act on (404)", async () => {
    const read = await tell(["run", "code42-alert-get", `id=${ABSENT}`], here());
    expect([read.exit, read.error, (read.document.entries as { Type: number }[])[0]!.Type]).to.deep.equal([
      0,
      undefined,
      11,
    ]);
    const act = await tell(["run", "code42-alert-update", `id=${ABSENT}`, "state=CLOSED"], here());
    expect([act.exit, act.error]).to.deep.equal([
      2,
      {
        code: "NOT_FOUND",
        who: "analyst",
        message: `There is no alert with the ID ${ABSENT}.`,
        hint: "Take the ID from a fetched incident (code42alertid), or from the address of the alert in the Incydr console.",
      },
    ]);
  });

  it("names all permissions that are lacking", async () => {
    await order(simulator, "/permissions", { deny: ["/v1/sessions", "/v2/file-events"] });
    const { exit, error } = await tell(["test"], here());
    await order(simulator, "/permissions", { deny: [] });
    expect([exit, error]).to.deep.equal([
      2,
      {
        code: "CREDENTIALS",
        who: "administrator",
        message: "The API client may not read alerts, file events.",
        hint: "Give it those permissions in the Incydr console, or create another API client.",
      },
    ]);
  });

  it("does a write that was answered by a reset, and does no harm when it is run again", async () => {
    const line = ["run", "code42-alert-update", `id=${ids[1]!}`, "state=CLOSED_FP"];
    await faults([{ kind: "reset", afterwards: true, path: "/v1/sessions/change-state" }]);
    const failed = await tell(line, { ...here() });
    expect([failed.exit, failed.error?.code, failed.error?.hint]).to.deep.equal([3, "NETWORK", LATER]);
    await faults([]);
    expect((await tell(line, here())).exit).to.equal(0);
    const { sessions } = await ask<{ sessions: { sessionId: string; state: string }[] }>(simulator, "/truth/sessions");
    expect(sessions.find(({ sessionId }) => sessionId === ids[1])?.state).to.equal("CLOSED_FP");
  });

  it("sends no write when it gets no token", async () => {
    const before = (await journal()).filter(({ applied }) => applied).length;
    const line = ["run", "code42-alert-update", `id=${ids[2]!}`, "state=CLOSED_FP"];
    const { exit, error } = await tell(line, {
      ...here(),
      env: { ...simulator.env, CODE42_CLIENT_SECRET: "not-the-secret" },
    });
    expect([exit, error?.code]).to.deep.equal([2, "CREDENTIALS"]);
    expect((await journal()).filter(({ applied }) => applied)).to.have.length(before);
  });

  it("loses no incident of a fetch that breaks off on its way", async () => {
    const fetching = { ...here(), env: { ...simulator.env, SOAR_FETCH_TIME: "31 days", SOAR_FETCH_LIMIT: "1000" } };
    await faults([
      { kind: "delay", ms: 0, path: "/v1/sessions$", times: 1 },
      { kind: "truncate", path: "/v1/sessions$", times: 1 },
    ]);
    const broken = await tell(["fetch"], fetching);
    expect([broken.exit, broken.error?.code, broken.error?.who]).to.deep.equal([3, "API", "vendor"]);
    await faults([]);
    expect((await tell(["fetch"], fetching)).exit).to.equal(0);
    const { document } = await tell(["incidents"], fetching);
    const found = (document.incidents as { sourceId: string }[]).map(({ sourceId }) => sourceId);
    // The one that was closed above is none to be fetched.
    expect(found.toSorted()).to.deep.equal(ids.filter((id) => id !== ids[1]).toSorted());
  });
});
