import { expect } from "chai";
import { closed, contractor, custodians, ledger, ledger2, mara } from "./matters.ts";
import { closeTenants, pick, startTenant, type Tenant } from "./tenant.ts";

const exampleMatter = {
  matterId: ledger,
  name: "Ledger dispute",
  description: "",
  notes: null,
  active: true,
  creationDate: "2026-01-04T10:00:00.000Z",
  policyId: "1221000000000000009",
  creator: null,
  creatorPrincipal: { type: "API_KEY", principalId: "key-0000", displayName: "soar" },
};

async function names(tenant: Tenant, search: string): Promise<unknown[]> {
  const { body } = await tenant.call("GET", `/v1/legal-hold/matters${search}`);
  expect(Object.keys(body as object)).to.deep.equal(["matters"]);
  return (pick(body, "matters") as object[]).map((matter) => pick(matter, "name"));
}

describe("the simulator's legal hold", () => {
  afterEach(closeTenants);

  it("has matters and memberships in the shape of Incydr's, to the letter", async () => {
    const tenant = await startTenant();
    const page = { matters: [exampleMatter] };
    const exact = (await tenant.call("GET", "/v1/legal-hold/matters?name=Ledger%20dispute&page=2&pageSize=1")).body;
    expect(exact).to.deep.equal(page);
    expect((await tenant.call("GET", `/v1/legal-hold/matters/${ledger}`)).body).to.deep.equal(exampleMatter);
    const later = await startTenant({}, { startAt: "2026-01-05T12:00:00.000Z" });
    expect(await later.call("POST", custodians(ledger), { userId: mara })).to.deep.equal({
      status: 200,
      body: {
        membershipActive: true,
        membershipCreationDate: "2026-01-05T12:00:00.000Z",
        matter: { matterId: ledger, name: "Ledger dispute" },
        custodian: { userId: mara, username: "user1.quill@acme.test", email: "user1.quill@acme.test" },
      },
    });
  });

  it("finds matters by a part of their name, and not the exact one first", async () => {
    const tenant = await startTenant();
    expect(await names(tenant, "?name=Ledger%20dispute")).to.deep.equal([
      "Ledger dispute 2",
      "Ledger dispute",
      "Old ledger dispute",
    ]);
    expect(await names(tenant, "?name=ledger&active=False")).to.deep.equal(["Old ledger dispute"]);
    expect(await names(tenant, "?active=true&page=2&pageSize=1")).to.deep.equal(["Ledger dispute"]);
    expect(await names(tenant, "?creatorUserId=1190000000000000900")).to.deep.equal(["Ledger dispute 2"]);
    expect(await names(tenant, "?name=merger")).to.deep.equal([]);
    expect(await tenant.read(`/v1/legal-hold/matters/${ledger2}`, "creator")).to.deep.equal({
      userId: "1190000000000000900",
      username: "admin@acme.test",
    });
  });

  it("keeps who was removed as an inactive custodian, and takes them again", async () => {
    const tenant = await startTenant();
    const remove = `${custodians(ledger2)}/remove`;
    const who = {
      userId: contractor,
      username: "piet.jansen@contractors.test",
      email: "piet.jansen@contractors.test",
      name: "Piet Jansen",
    };
    const since = "2026-01-05T07:00:00.000Z";
    const held = { membershipActive: true, membershipCreationDate: since, ...who };
    expect((await tenant.call("GET", custodians(ledger2))).body).to.deep.equal({ custodians: [held] });
    expect(await tenant.call("POST", remove, { userId: contractor })).to.deep.equal({ status: 204, body: undefined });
    expect((await tenant.call("GET", custodians(ledger2))).body).to.deep.equal({
      custodians: [{ ...held, membershipActive: false }],
    });
    await tenant.call("POST", custodians(ledger2), { userId: contractor });
    const again = { membershipActive: true, membershipCreationDate: "2026-01-05T11:00:00.000Z" };
    expect((await tenant.call("GET", `/v1/legal-hold/custodians/${contractor}`)).body).to.deep.equal({
      matters: [{ ...again, matterId: ledger2, name: "Ledger dispute 2" }],
    });
    expect((await tenant.call("GET", `${custodians(ledger2)}?page=2`)).body).to.deep.equal({ custodians: [] });
    expect(await tenant.writes()).to.deep.equal([`POST ${remove} 204 true`, `POST ${custodians(ledger2)} 200 true`]);
  });

  const refused: [path: string, body: object, status: number, refusal: object][] = [
    [custodians(ledger2), { userId: contractor }, 400, { problem: "USER_ALREADY_IN_HOLD", description: null }],
    [custodians(closed), { userId: mara }, 400, { problem: "MATTER_IS_INACTIVE", description: null }],
    [custodians("7"), { userId: mara }, 404, { error: "Matter not found" }],
    [custodians(ledger), { userId: "7" }, 404, { error: "User not found" }],
    [custodians(ledger), {}, 400, { error: "userId is required" }],
    [`${custodians(ledger)}/remove`, { userId: mara }, 404, { error: "Custodian not found" }],
    ["/v1/legal-hold/matters", { name: "New" }, 400, { error: "Policy not found" }],
    ["/v1/legal-hold/matters", { name: "New", policyId: "7" }, 400, { error: "Policy not found" }],
    ["/v1/legal-hold/matters", { policyId: "1221000000000000009" }, 400, { error: "name is required" }],
    ["/v1/legal-hold/matters/7/deactivate", {}, 404, { error: "Matter not found" }],
    ["/v1/legal-hold/policies", {}, 400, { error: "name is required" }],
  ];
  for (const [path, body, status, refusal] of refused) {
    it(`refuses POST ${path} with ${JSON.stringify(body)}`, async () => {
      const tenant = await startTenant();
      expect(await tenant.call("POST", path, body)).to.deep.equal({ status, body: refusal });
      expect(await tenant.writes()).to.deep.equal([`POST ${path} ${String(status)} false`]);
    });
  }

  it("is 404 where there is nothing to read", async () => {
    const tenant = await startTenant();
    const statuses = [];
    for (const path of ["matters/7", "matters/7/custodians", "custodians/7", "policies/7"]) {
      statuses.push((await tenant.call("GET", `/v1/legal-hold/${path}`)).status);
    }
    expect(statuses).to.deep.equal([404, 404, 404, 404]);
  });

  it("takes every user for a custodian: the administrator, and one made on the console, who may have no name", async () => {
    const tenant = await startTenant();
    const added = await tenant.call("POST", custodians(ledger), { userId: "1190000000000000900" });
    expect(pick(added.body, "custodian.username")).to.equal("admin@acme.test");
    const orgUid = await tenant.read("/api/v1/Org", "data.orgs[0].orgUid");
    const wanted = { orgUid, username: "new@acme.test", email: "new.user@acme.test" };
    const made = await tenant.call("POST", "/api/v1/User", wanted);
    const userId = pick(made.body, "data.userUid");
    await tenant.call("POST", custodians(ledger), { userId });
    expect(await tenant.read(custodians(ledger), "custodians[1]")).to.deep.equal({
      membershipActive: true,
      membershipCreationDate: "2026-01-05T11:00:00.000Z",
      userId,
      username: "new@acme.test",
      email: "new.user@acme.test",
      name: null,
    });
    expect(
      await tenant.read("/api/v1/LegalHoldMembership?user=NEW@", "data.legalHoldMemberships[0].user"),
    ).to.deep.equal({
      userUid: userId,
      username: "new@acme.test",
      email: "new.user@acme.test",
      userExtRef: null,
    });
    expect((await tenant.call("POST", `/v1/users/${String(userId)}/deactivate`)).status).to.equal(400);
  });

  it("makes matters under a policy, closes and opens them", async () => {
    const tenant = await startTenant();
    const policy = (await tenant.call("POST", "/v1/legal-hold/policies", { name: "Mail only" })).body;
    const policyId = pick(policy, "policyId");
    expect((await tenant.call("GET", `/v1/legal-hold/policies/${String(policyId)}`)).body).to.deep.equal(policy);
    expect(await tenant.read("/v1/legal-hold/policies?page=2&pageSize=1", "policies[0].name")).to.equal("Mail only");
    const wanted = { name: "Merger", policyId, notes: "urgent" };
    const { body } = await tenant.call("POST", "/v1/legal-hold/matters", wanted);
    expect(body).to.deep.equal({
      ...exampleMatter,
      ...wanted,
      matterId: pick(body, "matterId"),
      creationDate: "2026-01-05T11:00:00.000Z",
    });
    const path = `/v1/legal-hold/matters/${String(pick(body, "matterId"))}`;
    await tenant.call("POST", `${path}/deactivate`);
    expect(await tenant.read(path, "active")).to.equal(false);
    await tenant.call("POST", `${path}/reactivate`);
    await tenant.call("POST", `${path}/reactivate`);
    expect(await tenant.read(path, "active")).to.equal(true);
    expect((await tenant.writes()).slice(2)).to.deep.equal([
      `POST ${path}/deactivate 204 true`,
      `POST ${path}/reactivate 204 true`,
      `POST ${path}/reactivate 204 false`,
    ]);
  });
});
