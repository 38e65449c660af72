import { expect } from "chai";

import { closeTenants, pick, startTenant, type Tenant } from "./tenant.ts";

const ledger = "1221000000000000001";
const ledger2 = "1221000000000000002";
const closed = "1221000000000000003";
const mara = "1190000000000000101";
const contractor = "1190000000000000104";
const custodians = (matterId: string) => `/v1/legal-hold/matters/${matterId}/custodians`;

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

const metadata = { timestamp: "2026-01-05T11:00:00.000Z", params: {} };

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

describe("the simulator's legal hold on the console host", () => {
  afterEach(closeTenants);

  const membership = (legalHoldMembershipUid: unknown, creationDate: string) => ({
    legalHoldMembershipUid,
    active: true,
    creationDate,
    legalHold: { legalHoldUid: ledger, name: "Ledger dispute" },
    user: {
      userUid: mara,
      username: "user1.quill@acme.test",
      email: "user1.quill@acme.test",
      userExtRef: null,
    },
  });

  it("is the same matters in another shape, under data", async () => {
    const tenant = await startTenant();
    expect((await tenant.call("GET", "/api/v1/LegalHold?name=dispute%202&activeState=ACTIVE")).body).to.deep.equal({
      metadata,
      data: {
        legalHolds: [
          {
            legalHoldUid: ledger2,
            name: "Ledger dispute 2",
            description: "",
            notes: null,
            holdExtRef: null,
            active: true,
            creationDate: "2026-01-05T06:00:00.000Z",
            lastModified: "2026-01-05T06:00:00.000Z",
            holdPolicyUid: "1221000000000000009",
            creator: {
              userUid: "1190000000000000900",
              username: "admin@acme.test",
              email: "admin@acme.test",
              userExtRef: null,
            },
          },
        ],
      },
    });
    expect(await tenant.read(`/api/v1/LegalHold/${ledger}`, "data.creator")).to.equal(null);
    const search = "/api/v1/LegalHold?pgNum=1&pgSize=5";
    expect(await tenant.read(`${search}&activeState=INACTIVE`, "data.legalHolds[0].legalHoldUid")).to.equal(closed);
    expect(await tenant.read(`${search}&activeState=ALL`, "data.legalHolds.length")).to.equal(3);
    expect(await tenant.read("/api/v1/LegalHold?creatorUserUid=7", "data.legalHolds")).to.deep.equal([]);
    expect((await tenant.call("GET", "/api/v1/LegalHold?activeState=SOME")).status).to.equal(400);
  });

  it("adds and removes custodians, as the gateway sees, too", async () => {
    const tenant = await startTenant();
    const body = { legalHoldUid: ledger, userUid: mara };
    const added = await tenant.call("POST", "/api/v1/LegalHoldMembership", body);
    const uid = pick(added.body, "data.legalHoldMembershipUid");
    expect(added).to.deep.equal({
      status: 200,
      body: { metadata, data: membership(uid, "2026-01-05T11:00:00.000Z") },
    });
    expect(await tenant.read(custodians(ledger), "custodians[0].userId")).to.equal(mara);
    for (const by of [
      `legalHoldUid=${ledger}`,
      `userUid=${mara}`,
      "user=QUILL",
      `legalHoldMembershipUid=${String(uid)}`,
    ]) {
      const path = `/api/v1/LegalHoldMembership?${by}&activeState=ACTIVE`;
      expect(await tenant.read(path, "data.legalHoldMemberships"), by).to.deep.equal([
        membership(uid, "2026-01-05T11:00:00.000Z"),
      ]);
    }
    const removal = { legalHoldMembershipUid: uid };
    expect((await tenant.call("POST", "/api/v1/LegalHoldMembershipDeactivation", removal)).status).to.equal(204);
    const path = `/api/v1/LegalHoldMembership?legalHoldUid=${ledger}`;
    expect(await tenant.read(`${path}&activeState=ACTIVE`, "data.legalHoldMemberships")).to.deep.equal([]);
    expect(await tenant.read(`${path}&activeState=INACTIVE`, "data.legalHoldMemberships.length")).to.equal(1);
    expect(await tenant.read(custodians(ledger), "custodians[0].membershipActive")).to.equal(false);
    expect((await tenant.call("POST", "/api/v1/LegalHoldMembershipDeactivation", removal)).status).to.equal(403);
    expect((await tenant.writes()).map((line) => line.split(" ").slice(1).join(" "))).to.deep.equal([
      "/api/v1/LegalHoldMembership 200 true",
      "/api/v1/LegalHoldMembershipDeactivation 204 true",
      "/api/v1/LegalHoldMembershipDeactivation 403 false",
    ]);
  });

  const refused: [body: object, status: number, name: string, description: string][] = [
    [
      { legalHoldUid: ledger2, userUid: contractor },
      400,
      "USER_ALREADY_IN_HOLD",
      "The user is in the legal hold already",
    ],
    [{ legalHoldUid: closed, userUid: mara }, 400, "LEGAL_HOLD_IS_INACTIVE", "The legal hold is not active"],
    [{ legalHoldUid: "7", userUid: mara }, 403, "SYSTEM", "Permission denied"],
    [{ userUid: mara }, 403, "SYSTEM", "Permission denied"],
    [{ legalHoldUid: ledger, userUid: "7" }, 404, "SYSTEM", "User not found"],
    [{ legalHoldUid: ledger }, 404, "SYSTEM", "User not found"],
    [{ legalHoldUid: 7 }, 400, "SYSTEM", "legalHoldUid must be a text"],
  ];
  for (const [body, status, name, description] of refused) {
    it(`refuses the membership ${JSON.stringify(body)}`, async () => {
      const tenant = await startTenant();
      expect(await tenant.call("POST", "/api/v1/LegalHoldMembership", body)).to.deep.equal({
        status,
        body: [{ name, description }],
      });
    });
  }

  it("wants to know whose memberships, and does not tell what does not exist from what is forbidden", async () => {
    const tenant = await startTenant();
    expect(await tenant.call("GET", "/api/v1/LegalHoldMembership?activeState=ACTIVE")).to.deep.equal({
      status: 400,
      body: [{ name: "SYSTEM", description: "At least one criteria must be specified" }],
    });
    expect((await tenant.call("GET", "/api/v1/LegalHoldMembership?legalHoldUid=7")).status).to.equal(403);
    expect((await tenant.call("GET", "/api/v1/LegalHold/7")).status).to.equal(403);
  });

  it("is all there is in a tenant of the older generation", async () => {
    const tenant = await startTenant({ "legal-hold": "console" });
    const statuses = [];
    for (const path of ["matters", `matters/${ledger}`, `custodians/${mara}`, "policies"]) {
      statuses.push((await tenant.call("GET", `/v1/legal-hold/${path}`)).status);
    }
    statuses.push((await tenant.call("POST", custodians(ledger), { userId: mara })).status);
    expect(statuses).to.deep.equal([404, 404, 404, 404, 404]);
    expect(await tenant.read(`/api/v1/LegalHold/${ledger}`, "data.name")).to.equal("Ledger dispute");
  });
});
