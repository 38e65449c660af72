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
    expect(await ids("?WatchlistId=b7a6f8f2-1111-4000-8000-00000000d001")).to.deep.equal([]);
  });

  it("include one that is switched off", async () => {
    const tenant = await startTenant();
    expect(await tenant.read("/v2/alert-rules?PageNumber=6&PageSize=1", "[0].isEnabled")).to.equal(false);
  });

  it("are not found once deleted", async () => {
    const tenant = await startTenant();
    expect((await tenant.call("GET", "/v2/alert-rules/r-0001")).status).to.equal(404);
  });
});
