import { expect } from "chai";
import { closed, contractor, custodians, ledger, ledger2, mara } from "./matters.ts";
import { closeTenants, pick, startTenant } from "./tenant.ts";

const metadata = { timestamp: "2026-01-05T11:00:00.000Z", params: {} };

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
