import { expect } from "chai";
import { closeTenants, pick, startTenant, type Tenant } from "./tenant.ts";

/** An hour before this the exemplary case was opened. */
const startAt = "2026-01-05T12:00:00.000Z";
const open = () => startTenant({}, { startAt });

async function newEvents(tenant: Tenant, count: number): Promise<string[]> {
  const { body } = await tenant.control("POST", "/items", { stream: "file-events", count });
  return (pick(body, "items") as { id: string }[]).map(({ id }) => id);
}

describe("the file events of the simulator's cases", () => {
  afterEach(closeTenants);

  it("have the shape of Incydr's: the exemplary case has the critical event of the exemplary session", async () => {
    const tenant = await open();
    const { body } = await tenant.call("GET", "/v1/cases/17/fileevent");
    const eventId = String(pick(body, "events[0].eventId"));
    const full = await tenant.call("GET", `/v1/cases/17/fileevent/${eventId}`);
    expect(body).to.deep.equal({
      events: [
        {
          eventId,
          eventTimestamp: pick(full.body, "@timestamp"),
          exposure: ["ApplicationRead"],
          fileAvailability: "EXACT_FILE_AVAILABLE",
          fileName: "ledger_core.py",
          filePath: pick(full.body, "file.directory"),
          riskIndicators: [
            { name: "Dropbox upload", weight: 5 },
            { name: "Source code", weight: 3 },
            { name: "First use of destination", weight: 3 },
          ],
          riskScore: 11,
          riskSeverity: "CRITICAL",
        },
      ],
      totalCount: 1,
    });
    expect(pick(full.body, "event.id")).to.equal(eventId);
    expect(pick(full.body, "user.email")).to.equal("user1.quill@acme.test");
  });

  it("are none where the tenant has no sessions", async () => {
    const tenant = await startTenant({ sessions: "0" });
    expect((await tenant.call("GET", "/v1/cases/17/fileevent")).body).to.deep.equal({ events: [], totalCount: 0 });
  });

  it("are added in bulk or one by one, and taken out", async () => {
    const tenant = await open();
    const [one = "", two = "", three = ""] = await newEvents(tenant, 3);
    const path = "/v1/cases/16/fileevent";
    expect(await tenant.call("POST", path, { events: [one, two, one] })).to.deep.equal({
      status: 204,
      body: undefined,
    });
    expect((await tenant.call("POST", `${path}/${three}`)).status).to.equal(204);
    expect(await tenant.read(path, "totalCount")).to.equal(3);
    expect(await tenant.read(`${path}?pgNum=2&pgSize=2`, "events.length")).to.equal(1);
    expect(await tenant.read(`${path}?pgNum=2&pgSize=2`, "events[0].eventId")).to.equal(three);
    expect((await tenant.call("DELETE", `${path}/${two}`)).status).to.equal(204);
    expect((await tenant.call("DELETE", `${path}/${two}`)).status).to.equal(404);
    expect((await tenant.call("GET", `${path}/${two}`)).status).to.equal(404);
    expect(await tenant.read(path, "totalCount")).to.equal(2);
    expect((await tenant.writes()).map((line) => line.split(" ").slice(2).join(" "))).to.deep.equal([
      "204 true",
      "204 true",
      "204 true",
      "404 false",
    ]);
  });

  it("are added all, or none where one cannot be", async () => {
    const tenant = await open();
    const [one = ""] = await newEvents(tenant, 1);
    const path = "/v1/cases/17/fileevent";
    const has = String(await tenant.read(path, "events[0].eventId"));
    const add = async (events: unknown, to = path) => {
      const { status, body } = await tenant.call("POST", to, { events });
      return [status, pick(body, "problem")];
    };
    expect(await add([one, has])).to.deep.equal([400, "CASE_ALREADY_HAS_EVENT"]);
    expect(await add([one, "nothing"])).to.deep.equal([404, "NOT_FOUND"]);
    expect(await add([])).to.deep.equal([400, "BAD_REQUEST"]);
    expect(await add([one], "/v1/cases/14/fileevent")).to.deep.equal([400, "CASE_IS_CLOSED"]);
    expect(await add([one], "/v1/cases/15/fileevent")).to.deep.equal([400, "CASE_IS_CLOSED"]);
    expect((await tenant.call("POST", `${path}/${has}`)).body).to.deep.equal({
      problem: "CASE_ALREADY_HAS_EVENT",
      description: null,
    });
    expect(await tenant.read(path, "totalCount")).to.equal(1);
  });

  it("stay in a closed case", async () => {
    const tenant = await open();
    const path = "/v1/cases/17/fileevent";
    const has = String(await tenant.read(path, "events[0].eventId"));
    await tenant.call("PUT", "/v1/cases/17", { name: "Ledger upload", status: "CLOSED" });
    const { status, body } = await tenant.call("DELETE", `${path}/${has}`);
    expect([status, pick(body, "problem")]).to.deep.equal([400, "CASE_IS_CLOSED"]);
    expect(await tenant.read(path, "totalCount")).to.equal(1);
  });
});
