import { expect } from "chai";

import { create, environment, knobs } from "../../../commands/_simulator/index.ts";
import { ArgumentError } from "../../../src/errors.ts";
import type { SimulatorModule } from "../../../src/simulator/index.ts";
import { closeTenants, pick, startTenant, type Answer } from "./tenant.ts";

describe("the Incydr simulator", () => {
  afterEach(closeTenants);

  it("is a simulator module", () => {
    const module: SimulatorModule = { knobs, create, environment };
    expect(module.knobs.map(({ name }) => name)).to.deep.equal([
      "sessions",
      "other-sessions",
      "users",
      "events",
      "disorder",
      "page-token-life",
      "token-order",
      "bulk-size",
      "bulk-end",
      "note-status",
      "audit-logs",
      "audit-doubles",
      "audit-order",
      "audit-bounds",
      "file-size",
      "rate",
      "rate-scope",
      "names",
      "inspection",
      "legal-hold",
      "empty-status",
      "page-limit",
      "page-excess",
      "session-events",
      "missing-file",
      "file-names",
      "refusals",
      "retry-after",
      "fault",
    ]);
  });

  it("is an instance of the integration through three variables", async () => {
    const { simulator } = await startTenant();
    expect(environment(simulator)).to.deep.equal({
      CODE42_API_URL: simulator.url,
      CODE42_CLIENT_ID: simulator.clientId,
      CODE42_CLIENT_SECRET: simulator.clientSecret,
    });
  });

  const paths = [
    "/v1/sessions?page_size=50&state=OPEN",
    "/v1/sessions?page_size=50&has_alerts=false",
    "/v1/sessions/5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11/events",
    "/v1/actors/actor/search",
    "/v2/alert-rules",
    "/v2/watchlists",
  ];
  const options = { sessions: "20", "other-sessions": "7", events: "50" };

  /** Everything that a tenant says, also after the same writes and additions. */
  async function wholeStory(seed: number): Promise<string> {
    const tenant = await startTenant(options, { seed });
    const answers: Answer[] = [];
    for (const path of paths) answers.push(await tenant.call("GET", path));
    await tenant.makeSessions({ count: 2 });
    await tenant.control("POST", "/items", { stream: "file-events", count: 2, lateMs: 1000 });
    await tenant.call("POST", "/v2/watchlists", { watchlistType: "FLIGHT_RISK" });
    await tenant.control("POST", "/clock", { advanceMs: 1000 });
    for (const path of paths) answers.push(await tenant.call("GET", path));
    answers.push(await tenant.control("GET", "/truth"), await tenant.control("GET", "/truth/file-events?limit=40"));
    answers.push(await tenant.control("GET", "/journal"));
    const { clientId, clientSecret } = tenant.simulator;
    return JSON.stringify([clientId, clientSecret, answers]);
  }

  it("says the same, byte for byte, for the same seed and start", async () => {
    const story = await wholeStory(7);
    expect(await wholeStory(7)).to.equal(story);
    expect(await wholeStory(8)).not.to.equal(story);
  });

  it("keeps its sessions the same when more of them, and of other things, are asked for", async () => {
    const few = await startTenant({ sessions: "5", events: "0" });
    const more = await startTenant({ sessions: "50", events: "100", "other-sessions": "3" });
    const ids = async (tenant: typeof few): Promise<unknown[]> =>
      (pick((await tenant.control("GET", "/truth/sessions")).body, "sessions") as unknown[]).slice(0, 5);
    expect(await ids(more)).to.deep.equal(await ids(few));
  });

  it("starts at the real time and runs on", async () => {
    const before = Date.now();
    const tenant = await create({ knobs: { sessions: "1", events: "0" } });
    try {
      const truth: unknown = await (await fetch(`${tenant.control}/truth/sessions`)).json();
      expect(pick(truth, "sessions[0].beginTime")).to.be.within(before - 3_600_000, Date.now() - 3_600_000);
      const clock: unknown = await (await fetch(`${tenant.control}/clock`)).json();
      expect(pick(clock, "speed")).to.equal(1);
    } finally {
      await tenant.close();
    }
  });

  it("knows both streams", async () => {
    const tenant = await startTenant({ sessions: "2", events: "3" });
    const { body } = await tenant.control("GET", "/truth?stream=file-events");
    expect(pick(body, "items[0].stream")).to.equal("file-events");
    expect((await tenant.control("GET", "/truth?stream=other")).status).to.equal(400);
  });

  it("begins with the faults that its knob names", async () => {
    const tenant = await startTenant({ fault: ["503:GET:/v1/sessions$:1", "429=5:GET:/v2"] });
    expect((await tenant.call("GET", "/v1/sessions")).status).to.equal(503);
    expect((await tenant.call("GET", "/v1/sessions")).status).to.equal(200);
    expect((await tenant.call("GET", "/v2/watchlists")).status).to.equal(429);
  });

  it("reports all wrong knobs together", async () => {
    const wrong = { sessions: "many", users: "3", names: "some", fault: "boom", size: "1" };
    let thrown: unknown;
    await create({ knobs: wrong }).catch((error: unknown) => (thrown = error));
    expect(thrown).to.be.instanceOf(ArgumentError);
    const lines = (thrown as ArgumentError).message.split("\n");
    expect(lines.slice(0, 4)).to.deep.equal([
      "--size is no knob of this simulator",
      '--sessions must be a whole number from 0 to 200000, got "many"',
      '--users must be a whole number from 4 to 10000, got "3"',
      '--names must be one of present, absent, got "some"',
    ]);
    expect(lines).to.have.length(5);
  });

  it("refuses a start that is no time", async () => {
    let thrown: unknown;
    await create({ startAt: "soon" }).catch((error: unknown) => (thrown = error));
    expect(thrown).to.be.instanceOf(ArgumentError);
  });
});
