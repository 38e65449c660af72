import { expect } from "chai";

import { closeTenants, pick, startTenant } from "./tenant.ts";

describe("the simulator's console host, asked for roles,", () => {
  afterEach(closeTenants);

  const path = "/api/v3/users/1190000000000000101/roles";

  it("gives those of a user, and puts others in their place, as the gateway does", async () => {
    const tenant = await startTenant();
    const roleIds = async (at: string): Promise<unknown[]> =>
      ((await tenant.read(path, at)) as object[]).map((role) => pick(role, "roleId"));
    expect(await roleIds("data")).to.deep.equal(["desktop-user", "agent-user"]);
    const { status, body } = await tenant.call("PUT", path, { roleIds: ["agent-user", "insider-risk-analyst", "x"] });
    expect([status, pick(body, "data")]).to.deep.equal([
      200,
      {
        processedReplacementRoleIds: ["agent-user", "insider-risk-analyst"],
        newlyAssignedRolesIds: ["insider-risk-analyst"],
        unassignedRolesIds: ["desktop-user"],
        ignoredRolesIds: ["x"],
      },
    ]);
    expect(await roleIds("data")).to.deep.equal(["agent-user", "insider-risk-analyst"]);
    const gateway = (await tenant.read("/v1/users/1190000000000000101/roles", "roles")) as unknown[];
    expect(await tenant.read(path, "data")).to.deep.equal(gateway);
    expect(await tenant.writes()).to.deep.equal([`PUT ${path} 200 true`]);
  });

  it("refuses what is no list, and whom there is not", async () => {
    const tenant = await startTenant();
    expect(await tenant.call("PUT", path, {})).to.deep.equal({
      status: 400,
      body: [{ name: "SYSTEM", description: "roleIds is required" }],
    });
    expect((await tenant.call("GET", "/api/v3/users/7/roles")).status).to.equal(404);
    expect((await tenant.call("PUT", "/api/v3/users/7/roles", { roleIds: [] })).status).to.equal(404);
  });
});
