import { expect } from "chai";

import { closeTenants, pick, startTenant } from "./tenant.ts";

const base = "/v1/orgs";
const top = "c1a2f0de-0000-4000-8000-000000000030";
const engineering = "c1a2f0de-0000-4000-8000-000000000031";

describe("the simulator's organizations", () => {
  afterEach(closeTenants);

  it("are one for each department below that of the company, all in one list", async () => {
    const tenant = await startTenant({ users: "4" });
    const { body } = await tenant.call("GET", base);
    expect((pick(body, "orgs") as object[]).map((org) => pick(org, "orgName"))).to.deep.equal([
      "Acme",
      "Engineering",
      "Legal",
      "Sales",
      "Marketing",
      "Finance",
      "Support",
    ]);
    expect(pick(body, "totalCount")).to.equal(7);
    expect(pick(body, "orgs[0]")).to.include({ parentOrgGuid: null, userCount: 1, computerCount: 0, orgCount: 6 });
  });

  it("have the keys of Incydr's", async () => {
    const tenant = await startTenant({ users: "4" });
    const { body } = await tenant.call("GET", `${base}/${engineering}`);
    expect(pick(body, "registrationKey")).to.match(/^[0-9A-F]{4}(-[0-9A-F]{4}){3}$/);
    expect(body).to.deep.equal({
      orgGuid: engineering,
      orgName: "Engineering",
      orgExtRef: null,
      notes: null,
      parentOrgGuid: top,
      active: true,
      creationDate: "2015-01-23T11:00:00.000Z",
      modificationDate: "2015-01-23T11:00:00.000Z",
      deactivationDate: null,
      registrationKey: pick(body, "registrationKey"),
      userCount: 3,
      computerCount: 3,
      orgCount: 0,
    });
  });

  it("are made below another, and below the company's where none is named", async () => {
    const tenant = await startTenant();
    const made = await tenant.call("POST", base, { orgName: "Platform", notes: "new", parentOrgGuid: engineering });
    expect(made.body).to.include({
      orgGuid: "c1a2f0de-0000-4000-8000-000000000037",
      parentOrgGuid: engineering,
      orgExtRef: null,
      notes: "new",
      creationDate: "2026-01-05T11:00:00.000Z",
    });
    expect(pick((await tenant.call("POST", base, { orgName: "HR" })).body, "parentOrgGuid")).to.equal(top);
    expect(await tenant.read(`${base}/${engineering}`, "orgCount")).to.equal(1);
    expect((await tenant.call("POST", base, { orgName: "X", parentOrgGuid: "x" })).status).to.equal(400);
    expect((await tenant.call("POST", base, { notes: "x" })).status).to.equal(400);
  });

  it("are replaced whole, deactivated and activated", async () => {
    const tenant = await startTenant();
    const path = `${base}/${engineering}`;
    await tenant.call("PUT", path, { orgName: "R&D", orgExtRef: "7", notes: "renamed" });
    await tenant.call("PUT", path, { orgName: "R&D" });
    await tenant.call("PUT", path, { orgName: "R&D" });
    await tenant.call("POST", `${path}/deactivate`);
    expect((await tenant.call("GET", path)).body).to.include({
      orgName: "R&D",
      orgExtRef: null,
      notes: null,
      active: false,
      deactivationDate: "2026-01-05T11:00:00.000Z",
    });
    expect(await tenant.read(`${base}?active=false`, "totalCount")).to.equal(1);
    await tenant.call("POST", `${path}/activate`);
    expect((await tenant.call("GET", path)).body).to.include({ active: true, deactivationDate: null });
    const applied = (await tenant.writes()).map((write) => write.endsWith("true"));
    expect(applied).to.deep.equal([true, true, false, true, true]);
  });

  it("are 404 where there is no such organization", async () => {
    const tenant = await startTenant();
    const body = { error: "Organization was not found" };
    expect(await tenant.call("GET", `${base}/x`)).to.deep.equal({ status: 404, body });
    expect(await tenant.call("POST", `${base}/x/activate`)).to.deep.equal({ status: 404, body });
  });

  it("belong to the customer", async () => {
    const tenant = await startTenant();
    const { body } = await tenant.call("GET", "/v1/customer");
    expect(Object.keys(body as object)).to.deep.equal(["name", "registrationKey", "tenantId"]);
    expect(body).to.include({ name: "Acme", tenantId: "7f10aa52-0000-4000-8000-00000000a001" });
  });
});
