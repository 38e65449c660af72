import { expect } from "chai";

import { closeTenants, pick, startTenant } from "./tenant.ts";

describe("the simulator's alert rules", () => {
  afterEach(closeTenants);

  it("have the shape of Incydr's, to the letter", async () => {
    const tenant = await startTenant();
    expect((await tenant.call("GET", "/v2/alert-rules/r-0042")).body).to.deep.equal({
      id: "r-0042",
      name: "Source code to personal cloud",
      description: "",
      severity: null,
      isEnabled: true,
      isSystemRule: false,
      source: "Alerting",
      createdAt: "2025-06-10T17:06:15.3250920Z",
      createdBy: "admin@acme.test",
      modifiedAt: "2025-06-10T17:09:01.1308010Z",
      modifiedBy: "admin@acme.test",
      notifications: { isEnabled: false, contacts: [] },
      education: null,
      vectors: null,
      filters: { riskIndicator: { categories: [], indicators: ["Dropbox upload"], criteriaOrder: 1 } },
    });
  });

  it("are listed bare, in pages counted from 0", async () => {
    const tenant = await startTenant();
    const ids = async (search: string): Promise<unknown[]> =>
      ((await tenant.call("GET", `/v2/alert-rules${search}`)).body as object[]).map((rule) => pick(rule, "id"));
    const all = await ids("");
    expect(all).to.have.length(7);
    expect(all[0]).to.equal("r-0042");
    const pages = [
      ...(await ids("?PageNumber=0&PageSize=3")),
      ...(await ids("?PageNumber=1&PageSize=3")),
      ...(await ids("?PageNumber=2&PageSize=3")),
    ];
    expect(pages).to.deep.equal(all);
    expect(await ids("?PageNumber=3&PageSize=3")).to.deep.equal([]);
    expect(await ids("?WatchlistId=b7a6f8f2-1111-4000-8000-00000000d001")).to.deep.equal([all[5]]);
    expect(await ids("?WatchlistId=b7a6f8f2-1111-4000-8000-00000000d002")).to.deep.equal([]);
  });

  it("include one that is switched off", async () => {
    const tenant = await startTenant();
    expect(await tenant.read("/v2/alert-rules?PageNumber=6&PageSize=1", "[0].isEnabled")).to.equal(false);
  });

  it("are not found once deleted", async () => {
    const tenant = await startTenant();
    const calls: [string, string, unknown?][] = [
      ["GET", "r-0001"],
      ["POST", "r-0001/enable"],
      ["POST", "r-0001/disable"],
      ["POST", "disable", ["r-0042", "r-0001"]],
      ["GET", "r-0001/users"],
      ["DELETE", "r-0001/users"],
    ];
    for (const [method, path, body] of calls)
      expect((await tenant.call(method, `/v2/alert-rules/${path}`, body)).status, path).to.equal(404);
    expect(await tenant.read("/v2/alert-rules/r-0042", "isEnabled")).to.equal(true);
  });

  it("are switched off and on, one or many, which is applied only where it changes something", async () => {
    const tenant = await startTenant();
    await tenant.control("POST", "/clock", { advanceMs: 5000 });
    const trial = await tenant.read("/v2/alert-rules?PageNumber=6&PageSize=1", "[0].id");
    for (const [path, body] of [
      ["r-0042/disable", undefined],
      ["r-0042/disable", undefined],
      ["enable", ["r-0042", trial, trial]],
      ["enable", [trial]],
      ["disable", [trial]],
      ["r-0042/enable", undefined],
    ] as const) {
      expect((await tenant.call("POST", `/v2/alert-rules/${path}`, body)).status).to.equal(204);
    }
    expect((await tenant.writes()).map((write) => write.split(" ").at(-1))).to.deep.equal([
      "true",
      "false",
      "true",
      "false",
      "true",
      "false",
    ]);
    expect(await tenant.read("/v2/alert-rules/r-0042", "isEnabled")).to.equal(true);
    expect(await tenant.read("/v2/alert-rules/r-0042", "modifiedAt")).to.equal("2026-01-05T11:00:05.0000000Z");
    expect(await tenant.read(`/v2/alert-rules/${String(trial)}`, "isEnabled")).to.equal(false);
  });

  for (const body of [undefined, {}, "r-0042", [], ["r-0042", 1]]) {
    it(`are not switched by ${JSON.stringify(body ?? null)}`, async () => {
      const tenant = await startTenant();
      expect((await tenant.call("POST", "/v2/alert-rules/disable", body)).status).to.equal(400);
      expect(await tenant.read("/v2/alert-rules/r-0042", "isEnabled")).to.equal(true);
    });
  }

  it("name the users that they are for, until all of them are taken out", async () => {
    const tenant = await startTenant();
    const trial = String(await tenant.read("/v2/alert-rules?PageNumber=6&PageSize=1", "[0].id"));
    const users = `/v2/alert-rules/${trial}/users`;
    const [leaver] = [{ userIdFromAuthority: "1190000000000000101", aliases: ["user1.quill@acme.test"] }];
    expect(await tenant.call("GET", users)).to.deep.equal({
      status: 200,
      body: { id: trial, users: [leaver], mode: 0 },
    });
    for (let round = 0; round < 2; round++) expect((await tenant.call("DELETE", users)).status).to.equal(204);
    expect((await tenant.call("GET", users)).body).to.deep.equal({ id: trial, users: [], mode: 0 });
    expect((await tenant.writes()).map((write) => write.split(" ").at(-1))).to.deep.equal(["true", "false"]);
  });

  it("refuse to name users where they are for all of them", async () => {
    const tenant = await startTenant();
    for (const method of ["GET", "DELETE"]) {
      expect(await tenant.call(method, "/v2/alert-rules/r-0042/users")).to.deep.equal({
        status: 400,
        body: { error: "the rule has no username filter" },
      });
    }
  });
});
