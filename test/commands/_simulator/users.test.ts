import { expect } from "chai";

import { closeTenants, pick, startTenant, type Tenant } from "./tenant.ts";

const mara = {
  legacyUserId: "20417",
  userId: "1190000000000000101",
  username: "user1.quill@acme.test",
  firstName: "Mara",
  lastName: "Quill",
  legacyOrgId: "31",
  orgId: "1190000000000000031",
  orgGuid: "c1a2f0de-0000-4000-8000-000000000031",
  orgName: "Engineering",
  notes: null,
  active: true,
  blocked: false,
  creationDate: "2024-03-01T09:00:00.000Z",
  modificationDate: "2026-01-02T12:00:00.000Z",
};
const path = `/v1/users/${mara.userId}`;

async function names(tenant: Tenant, search: string): Promise<unknown[]> {
  const users = (await tenant.read(`/v1/users${search}`, "users")) as object[];
  return users.map((user) => pick(user, "username"));
}

describe("the simulator's users", () => {
  afterEach(closeTenants);

  it("have the shape of Incydr's, to the letter", async () => {
    const tenant = await startTenant();
    const { body } = await tenant.call("GET", "/v1/users?username=User1.Quill%40acme.test");
    expect(body).to.deep.equal({ users: [mara], totalCount: 1 });
    expect((await tenant.call("GET", path)).body).to.deep.equal(mara);
  });

  it("are found by whole usernames, several with commas, and by none that does not exist", async () => {
    const tenant = await startTenant();
    expect(await names(tenant, "?username=piet%40acme.test,ilse.bos%40acme.test,x")).to.deep.equal([
      "piet@acme.test",
      "ilse.bos@acme.test",
    ]);
    expect((await tenant.call("GET", "/v1/users?username=piet")).body).to.deep.equal({ users: [], totalCount: 0 });
  });

  it("are everybody and the administrator, each once over all pages counted from 1", async () => {
    const tenant = await startTenant({ users: "7" });
    expect(await tenant.read("/v1/users", "totalCount")).to.equal(8);
    const pages = [...(await names(tenant, "?page=1&pageSize=5")), ...(await names(tenant, "?page=2&pageSize=5"))];
    expect(pages).to.deep.equal(await names(tenant, ""));
    expect([new Set(pages).size, pages.at(-1)]).to.deep.equal([8, "admin@acme.test"]);
  });

  it("have people's activity to begin with, and the date of their start", async () => {
    const tenant = await startTenant({ users: "100" });
    const inactive = await names(tenant, "?active=False&pageSize=500");
    const actors = (await tenant.read("/v1/actors/actor/search?active=false", "actors")) as object[];
    expect(inactive).to.deep.equal(actors.map((actor) => pick(actor, "name")));
    expect(inactive).not.to.have.length(0);
    expect(await tenant.read("/v1/users/1190000000000000102", "creationDate")).to.equal("2023-04-11T09:00:00.000Z");
  });

  it("are deactivated and activated, and a change that is none is not counted as one", async () => {
    const tenant = await startTenant({ users: "4" });
    await tenant.control("POST", "/clock", { advanceMs: 1000 });
    for (const verb of ["deactivate", "deactivate", "activate"]) await tenant.call("POST", `${path}/${verb}`);
    expect(await tenant.writes()).to.deep.equal([
      `POST ${path}/deactivate 204 true`,
      `POST ${path}/deactivate 204 false`,
      `POST ${path}/activate 204 true`,
    ]);
    await tenant.call("POST", `${path}/deactivate`);
    expect(await names(tenant, "?active=false")).to.deep.equal([mara.username]);
    expect((await tenant.call("GET", path)).body).to.deep.equal({
      ...mara,
      active: false,
      modificationDate: "2026-01-05T11:00:01.000Z",
    });
  });

  it("stay active while under a legal hold", async () => {
    const tenant = await startTenant();
    const custodians = "/v1/legal-hold/matters/1221000000000000001/custodians";
    await tenant.call("POST", custodians, { userId: mara.userId });
    const held = { status: 400, body: { error: "ACTIVE_LEGAL_HOLD" } };
    expect(await tenant.call("POST", `${path}/deactivate`)).to.deep.equal(held);
    expect(await tenant.read(path, "active")).to.equal(true);
    await tenant.call("POST", `${custodians}/remove`, { userId: mara.userId });
    expect((await tenant.call("POST", `${path}/deactivate`)).status).to.equal(204);
  });

  it("move to another organization", async () => {
    const tenant = await startTenant();
    const orgGuid = "c1a2f0de-0000-4000-8000-000000000033";
    expect((await tenant.call("POST", `${path}/move`, { orgGuid })).status).to.equal(204);
    expect((await tenant.call("GET", path)).body).to.include({ orgName: "Sales", legacyOrgId: "33", orgGuid });
    expect(await tenant.call("POST", `${path}/move`, { orgGuid: "x" })).to.deep.equal({
      status: 400,
      body: { error: "Organization was not found" },
    });
  });

  it("have roles, which are replaced all at once", async () => {
    const tenant = await startTenant();
    const roles = await tenant.call("PUT", `${path}/roles`, { roleIds: ["agent-user", "insider-risk-analyst", "x"] });
    expect(roles.body).to.deep.equal({
      processedReplacementRoleIds: ["agent-user", "insider-risk-analyst"],
      newlyAssignedRolesIds: ["insider-risk-analyst"],
      unassignedRolesIds: ["desktop-user"],
      ignoredRolesIds: ["x"],
    });
    await tenant.call("PUT", `${path}/roles`, { roleIds: ["agent-user", "insider-risk-analyst"] });
    const since = "2019-06-01T00:00:00.000Z";
    expect(await tenant.read(`${path}/roles`, "roles[1]")).to.deep.equal({
      roleId: "insider-risk-analyst",
      roleName: "Insider Risk Analyst",
      creationDate: since,
      modificationDate: since,
      permissionIds: ["sessions.read"],
    });
    expect((await tenant.writes()).map((write) => write.endsWith("true"))).to.deep.equal([true, false]);
    expect((await tenant.call("PUT", `${path}/roles`, {})).status).to.equal(400);
  });

  it("can be given the roles there are", async () => {
    const tenant = await startTenant();
    const roles = (await tenant.call("GET", "/v1/users/roles")).body as object[];
    expect(roles.map((role) => pick(role, "roleId"))).to.deep.equal([
      "desktop-user",
      "agent-user",
      "customer-cloud-admin",
      "insider-risk-analyst",
    ]);
    const role = await tenant.call("GET", "/v1/users/roles/agent-user");
    expect(role).to.deep.equal({ status: 200, body: roles[1] });
    expect(pick(role.body, "permissions[0].permission")).to.equal("cps.login");
    expect((await tenant.call("GET", "/v1/users/roles/x")).status).to.equal(404);
  });

  it("have their device, but for the administrator", async () => {
    const tenant = await startTenant();
    expect(await tenant.read(`${path}/devices`, "devices[0].deviceId")).to.equal("1190000000000000555");
    expect((await tenant.call("GET", "/v1/users/1190000000000000900/devices")).body).to.deep.equal({
      devices: [],
      totalCount: 0,
    });
  });

  it("are 404 where there is no such user", async () => {
    const tenant = await startTenant();
    const calls = ["GET ", "GET /roles", "GET /devices", "POST /activate", "POST /deactivate", "POST /move"];
    const statuses = [];
    for (const call of calls) {
      const [method = "", end = ""] = call.split(" ");
      statuses.push((await tenant.call(method, `/v1/users/7${end}`, method === "POST" ? {} : undefined)).status);
    }
    expect(statuses).to.deep.equal([404, 404, 404, 404, 404, 404]);
  });
});
