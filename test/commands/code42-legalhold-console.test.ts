import { ApiError, CredentialsError, NotFoundError } from "soarkit";
import { expect } from "chai";
import { contractorInLedger2, leaverInLedger, listedContractor } from "./expected/legal-hold.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const { MatterID: ledger, UserID: maraId, Username: mara } = leaverInLedger;
const { MatterID: ledger2, UserID: contractorId, Username: contractor } = contractorInLedger2;
const user = (name: string) => `GET /v1/users?username=${encodeURIComponent(name)}&page=1&pageSize=100`;
const named = (name: string) => `GET /v1/legal-hold/matters?name=${name.replaceAll(" ", "+")}&page=1&pageSize=100`;

describe("the legal hold commands of a tenant whose gateway has no legal hold", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant({ knobs: { "legal-hold": "console" } })));
  afterEach(() => tenant.close());

  const holds = (name: string) => `GET /api/v1/LegalHold?${name}activeState=ALL&pgNum=1&pgSize=500`;
  const memberships = (matter: string, of = "") =>
    `GET /api/v1/LegalHoldMembership?legalHoldUid=${matter}&${of}activeState=ACTIVE&pgNum=1&pgSize=500`;
  const found = (name: string) => [named(name), holds(`name=${name.replaceAll(" ", "+")}&`)];
  const run = (name: string, username: string, mattername: string) =>
    tenant.run(`code42-legalhold-${name}`, { username, mattername });
  /** Without those for the console's own token. */
  const requests = async () => (await tenant.requests()).filter((line) => !line.includes("/oauth/token"));

  it("add a user on the console host", async () => {
    expect((await run("add-user", mara, "Ledger dispute")).context).to.deep.equal({
      "Code42.LegalHold": leaverInLedger,
    });
    expect(await requests()).to.deep.equal([
      user(mara),
      ...found("Ledger dispute"),
      "POST /api/v1/LegalHoldMembership",
    ]);
    const again = await run("add-user", mara, ledger);
    expect(again.warnings).to.deep.equal([`${mara} was in the legal hold matter Ledger dispute already.`]);
    expect(await requests()).to.deep.equal([
      user(mara),
      ...found(ledger),
      `GET /api/v1/LegalHold/${ledger}`,
      "POST /api/v1/LegalHoldMembership",
      memberships(ledger, `userUid=${maraId}&`),
    ]);
  });

  it("remove a user on the console host, and not twice", async () => {
    await run("remove-user", contractor, "Ledger dispute 2");
    expect(await requests()).to.deep.equal([
      user(contractor),
      ...found("Ledger dispute 2"),
      memberships(ledger2, `userUid=${contractorId}&`),
      "POST /api/v1/LegalHoldMembershipDeactivation",
    ]);
    expect(await rejection(run("remove-user", contractor, "Ledger dispute 2"))).to.be.instanceOf(NotFoundError);
  });

  it("list custodians from the console host", async () => {
    const { context } = await tenant.run("code42-legalhold-list-custodians", { mattername: "Ledger dispute 2" });
    expect(context).to.deep.equal({ "Code42.LegalHold": [listedContractor] });
    expect(await requests()).to.deep.equal([...found("Ledger dispute 2"), memberships(ledger2)]);
  });

  it("name the matters there are, where the console forbids to see one that does not exist", async () => {
    const error = await rejection(run("add-user", mara, "1221000000000000099"));
    expect(error).to.be.instanceOf(NotFoundError).with.property("hint").that.includes("Ledger dispute 2");
    expect((await requests()).slice(3)).to.deep.equal(["GET /api/v1/LegalHold/1221000000000000099", holds("")]);
  });

  it("tell a broken console from a matter that does not exist", async () => {
    await tenant.control("/faults", [
      { method: "GET", path: `/api/v1/LegalHold/${ledger}`, kind: "status", status: 400 },
    ]);
    expect(await rejection(run("add-user", mara, ledger)))
      .to.be.instanceOf(ApiError)
      .with.property("status", 400);
  });

  it("tell the administrator where the API client may not add anybody", async () => {
    await tenant.control("/permissions", { deny: ["/api/v1/LegalHoldMembership"] });
    expect(await rejection(run("add-user", mara, "Ledger dispute"))).to.be.instanceOf(CredentialsError);
  });
});
