import { expect } from "chai";

import { closeTenants, pick, startTenant, type Tenant } from "./tenant.ts";

const uid = "1190000000000000101";
const mara = {
  userId: 20417,
  userUid: uid,
  status: "Active",
  username: "user1.quill@acme.test",
  email: "user1.quill@acme.test",
  firstName: "Mara",
  lastName: "Quill",
  quotaInBytes: -1,
  orgId: 31,
  orgUid: "1190000000000000031",
  orgName: "Engineering",
  userExtRef: null,
  notes: null,
  active: true,
  blocked: false,
  emailPromo: false,
  invited: false,
  orgType: "ENTERPRISE",
  usernameIsAnEmail: true,
  creationDate: "2024-03-01T09:00:00.000Z",
  modificationDate: "2026-01-02T12:00:00.000Z",
  passwordReset: false,
  localAuthenticationOnly: false,
  licenses: ["admin.securityTools"],
};
const userNotFound = { status: 404, body: [{ name: "SYSTEM", description: "User not found" }] };
const orgNotFound = { status: 400, body: [{ name: "SYSTEM", description: "Organization was not found" }] };

describe("the simulator's console host", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await startTenant({ users: "4" })));
  afterEach(closeTenants);

  const post = (path: string, body?: unknown) => tenant.call("POST", path, body);
  const user = () => tenant.read(`/v1/users/${uid}`, "");

  it("gives tokens that are good for both hosts", async () => {
    const { url, clientId, clientSecret } = tenant.simulator;
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
    const answer = await fetch(`${url}/api/v3/oauth/token?grant_type=client_credentials`, {
      method: "POST",
      headers: { authorization: `Basic ${basic}` },
    });
    const token = pick(await answer.json(), "access_token") as string;
    for (const path of ["/v1/users", "/api/v1/User"]) {
      expect((await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })).status).to.equal(200);
    }
  });

  it("has the same users under other names, below data", async () => {
    const wrapped = { metadata: { timestamp: "2026-01-05T11:00:00.000Z", params: {} }, data: mara };
    expect((await tenant.call("GET", "/api/v1/User/20417")).body).to.deep.equal(wrapped);
    expect((await tenant.call("GET", `/api/v1/User/${uid}?idType=uid`)).body).to.deep.equal(wrapped);
    expect(await tenant.read("/api/v1/User/my", "data.username")).to.equal("admin@acme.test");
    expect(await tenant.call("GET", "/api/v1/User/7")).to.deep.equal(userNotFound);
    expect(await tenant.call("GET", "/api/v1/User/7?idType=uid")).to.deep.equal(userNotFound);
  });

  const filters: [string, number][] = [
    ["username=USER1.quill%40acme.test", 1],
    ["username=user1", 0],
    ["email=piet%40acme.test", 1],
    ["orgUid=1190000000000000031", 3],
    ["active=false", 0],
    ["blocked=false", 5],
  ];
  for (const [search, count] of filters) {
    it(`lists ${String(count)} of its users for ${search}`, async () => {
      expect(await tenant.read(`/api/v1/User?${search}`, "data.totalCount")).to.equal(count);
    });
  }

  it("lists users in pages, and none of an organization that does not exist", async () => {
    const { body } = await tenant.call("GET", "/api/v1/User?pgNum=2&pgSize=3");
    expect([pick(body, "data.users.length"), pick(body, "data.totalCount")]).to.deep.equal([2, 5]);
    expect(await tenant.call("GET", "/api/v1/User?orgUid=7")).to.deep.equal(orgNotFound);
  });

  it("blocks, unblocks, deactivates and activates users, for both hosts", async () => {
    await post(`/api/v3/users/${uid}/block`);
    expect(await user()).to.include({ active: true, blocked: true });
    await post(`/api/v3/users/${uid}/block`);
    await post(`/api/v3/users/${uid}/unblock`);
    await post(`/api/v3/users/${uid}/deactivate`, { block: true });
    expect(await user()).to.include({ active: false, blocked: true });
    expect(await tenant.read("/api/v1/User/20417", "data.status")).to.equal("Deactivated, Blocked");
    await post(`/api/v3/users/${uid}/activate`, { unblock: true });
    expect(await user()).to.include({ active: true, blocked: false });
    await post(`/api/v3/users/${uid}/deactivate`);
    await post(`/api/v3/users/${uid}/activate`, {});
    expect(await user()).to.include({ active: true, blocked: false });
    const applied = (await tenant.writes()).map((write) => write.endsWith("true"));
    expect(applied).to.deep.equal([true, false, true, true, true, true, true]);
    expect(await post("/api/v3/users/7/block")).to.deep.equal(userNotFound);
  });

  it("deactivates nobody under a legal hold", async () => {
    await post("/v1/legal-hold/matters/1221000000000000001/custodians", { userId: uid });
    const held = [{ name: "ACTIVE_LEGAL_HOLD", description: "The user is under a legal hold" }];
    expect(await post(`/api/v3/users/${uid}/deactivate`)).to.deep.equal({ status: 400, body: held });
  });

  it("moves users by the organization's number", async () => {
    await post(`/api/v3/users/${uid}/move`, { orgId: 32 });
    expect(await user()).to.include({ orgName: "Legal" });
    expect(await post(`/api/v3/users/${uid}/move`, { orgId: 7 })).to.deep.equal(orgNotFound);
    expect(await post(`/api/v3/users/${uid}/move`, {})).to.deep.equal(orgNotFound);
  });

  it("makes users, whom the gateway then has, too", async () => {
    const given = { orgUid: "1190000000000000033", username: "new@acme.test", email: "n@acme.test", firstName: "New" };
    const made = await post("/api/v1/User", given);
    expect(pick(made.body, "data")).to.include({
      userUid: "1190000000000800000",
      userId: 40000,
      username: "new@acme.test",
      email: "n@acme.test",
      firstName: "New",
      lastName: null,
      orgName: "Sales",
      creationDate: "2026-01-05T11:00:00.000Z",
    });
    expect(await tenant.read("/v1/users/1190000000000800000", "username")).to.equal("new@acme.test");
    expect(await tenant.read("/v1/users/1190000000000800000/devices", "totalCount")).to.equal(0);
    const next = await post("/api/v1/User", { orgUid: "1190000000000000033", username: "next" });
    expect(pick(next.body, "data")).to.include({ userUid: "1190000000000800001", usernameIsAnEmail: false });
  });

  it("makes no user twice, none without a name, and none of an organization that does not exist", async () => {
    const orgUid = "1190000000000000031";
    const duplicate = { status: 500, body: [{ name: "USER_DUPLICATE", description: "The username is taken" }] };
    expect(await post("/api/v1/User", { orgUid, username: "Piet@acme.test" })).to.deep.equal(duplicate);
    expect((await post("/api/v1/User", { orgUid })).status).to.equal(400);
    expect(await post("/api/v1/User", [])).to.deep.equal({
      status: 400,
      body: [{ name: "SYSTEM", description: "the body must be a JSON object" }],
    });
    expect(await post("/api/v1/User", { username: "x" })).to.deep.equal(orgNotFound);
    expect((await tenant.writes()).filter((write) => write.endsWith("true"))).to.deep.equal([]);
  });

  it("lists organizations in pages, with the numbers that the gateway lacks", async () => {
    const { body } = await tenant.call("GET", "/api/v1/Org?pgNum=2&pgSize=1");
    expect(pick(body, "data.totalCount")).to.equal(7);
    expect(pick(body, "data.orgs[0]")).to.deep.equal({
      orgId: 31,
      orgUid: "1190000000000000031",
      orgName: "Engineering",
      orgExtRef: null,
      notes: null,
      status: "Active",
      active: true,
      blocked: false,
      parentOrgId: 30,
      parentOrgUid: "1190000000000000030",
      type: "ENTERPRISE",
      registrationKey: pick(body, "data.orgs[0].registrationKey"),
      creationDate: "2015-01-23T11:00:00.000Z",
      modificationDate: "2015-01-23T11:00:00.000Z",
      deactivationDate: null,
    });
    await post("/v1/orgs/c1a2f0de-0000-4000-8000-000000000031/deactivate");
    expect(await tenant.read("/api/v1/Org", "data.orgs[1]")).to.include({
      status: "Deactivated",
      deactivationDate: "2026-01-05T11:00:00.000Z",
    });
    expect(await tenant.read("/api/v1/Org", "data.orgs[0]")).to.include({ parentOrgUid: null });
  });

  it("says which tenant it is of", async () => {
    expect(await tenant.read("/api/v3/customer/my", "data")).to.deep.equal({
      tenantUid: "7f10aa52-0000-4000-8000-00000000a001",
      name: "Acme",
    });
  });
});
