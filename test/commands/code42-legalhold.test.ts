import { ApiError, ArgumentError, NetworkError, NotFoundError } from "soarkit";
import { expect } from "chai";
import { contractorInLedger2, leaverInLedger, listedContractor } from "./expected/legal-hold.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const { MatterID: ledger, UserID: maraId, Username: mara } = leaverInLedger;
const { MatterID: ledger2, UserID: contractorId, Username: contractor } = contractorInLedger2;
const user = (name: string) => `GET /v1/users?username=${encodeURIComponent(name)}&page=1&pageSize=100`;
const matters = (name: string) => `GET /v1/legal-hold/matters?${name}page=1&pageSize=100`;
const named = (name: string) => matters(`name=${name.replaceAll(" ", "+")}&`);
const custodians = `/v1/legal-hold/matters/${ledger}/custodians`;

describe("the legal hold commands", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  const add = (username: string, mattername: string) =>
    tenant.run("code42-legalhold-add-user", { username, mattername });
  const remove = (username: string, mattername: string) =>
    tenant.run("code42-legalhold-remove-user", { username, mattername });
  const list = (args: Record<string, string>) => tenant.run("code42-legalhold-list-custodians", args);
  const isHeld = async (mattername: string, username: string) => {
    const { context } = await list({ mattername, username });
    await tenant.requests();
    return (context?.["Code42.LegalHold"] as unknown[]).length === 1;
  };

  it("adds a user to the matter of exactly the name, not to the first that contains it", async () => {
    const { context, readable, warnings } = await add(mara, "Ledger dispute");
    expect(context).to.deep.equal({ "Code42.LegalHold": leaverInLedger });
    expect(warnings).to.deep.equal([]);
    expect(readable).to.equal(
      "### Code42 User Added to Legal Hold Matter\n|Username|MatterName|UserID|MatterID|\n|---|---|---|---|\n" +
        `| ${mara} | Ledger dispute | ${maraId} | ${ledger} |\n`,
    );
    expect(await tenant.requests()).to.deep.equal([user(mara), named("Ledger dispute"), `POST ${custodians}`]);
    expect(await isHeld("Ledger dispute", mara)).to.equal(true);
    expect(await isHeld("Ledger dispute 2", mara)).to.equal(false);
  });

  it("takes the matter's ID for its name, and the username in any case of letters", async () => {
    const { context } = await add(mara.toUpperCase(), ledger);
    expect(context).to.deep.equal({ "Code42.LegalHold": leaverInLedger });
    expect(await tenant.requests()).to.deep.equal([
      user(mara.toUpperCase()),
      named(ledger),
      `GET /v1/legal-hold/matters/${ledger}`,
      `POST ${custodians}`,
    ]);
  });

  it("succeeds in adding who is in the matter already, and says so", async () => {
    const { context, warnings } = await add(contractor, "Ledger dispute 2");
    expect(context).to.deep.equal({ "Code42.LegalHold": contractorInLedger2 });
    expect(warnings).to.deep.equal([`${contractor} was in the legal hold matter Ledger dispute 2 already.`]);
    expect(await tenant.requests()).to.deep.equal([
      user(contractor),
      named("Ledger dispute 2"),
      `POST /v1/legal-hold/matters/${ledger2}/custodians`,
      `GET /v1/legal-hold/custodians/${contractorId}?page=1&pageSize=100`,
    ]);
  });

  it("adds a user once, though the answer was lost and the request sent again", async () => {
    await tenant.control("/faults", [
      { method: "POST", path: "/v1/legal-hold", kind: "reset", afterwards: true, times: 1 },
    ]);
    expect((await add(mara, "Ledger dispute")).context).to.deep.equal({ "Code42.LegalHold": leaverInLedger });
    expect((await tenant.requests()).slice(2)).to.deep.equal([
      `POST ${custodians}`,
      `POST ${custodians}`,
      `GET /v1/legal-hold/custodians/${maraId}?page=1&pageSize=100`,
    ]);
  });

  it("does not send a removal again whose answer was lost, and can then tell that it happened", async () => {
    await tenant.control("/faults", [
      { method: "POST", path: "/v1/legal-hold", kind: "reset", afterwards: true, times: 1 },
    ]);
    expect(await rejection(remove(contractor, "Ledger dispute 2"))).to.be.instanceOf(NetworkError);
    expect((await tenant.requests()).filter((line) => line.startsWith("POST"))).to.have.length(1);
    expect(await isHeld("Ledger dispute 2", contractor)).to.equal(false);
  });

  it("does not take a refusal for another reason for success", async () => {
    await tenant.control("/faults", [{ method: "POST", path: "/v1/legal-hold", kind: "status", status: 400 }]);
    expect(await rejection(add(mara, "Ledger dispute")))
      .to.be.instanceOf(ApiError)
      .with.property("status", 400);
  });

  it("does not look into a failure that is no refusal", async () => {
    await tenant.control("/faults", [{ method: "POST", path: "/v1/legal-hold", kind: "status", status: 404 }]);
    expect(await rejection(add(mara, "Ledger dispute")))
      .to.be.instanceOf(ApiError)
      .with.property("status", 404);
    expect((await tenant.requests()).at(-1)).to.equal(`POST ${custodians}`);
  });

  it("removes a user, who may be added again", async () => {
    const { context, readable } = await remove(contractor, "Ledger dispute 2");
    expect(context).to.deep.equal({ "Code42.LegalHold": contractorInLedger2 });
    expect(readable).to.match(/^### Code42 User Removed from Legal Hold Matter\n/);
    expect(await tenant.requests()).to.deep.equal([
      user(contractor),
      named("Ledger dispute 2"),
      `GET /v1/legal-hold/custodians/${contractorId}?page=1&pageSize=100`,
      `POST /v1/legal-hold/matters/${ledger2}/custodians/remove`,
    ]);
    expect(await isHeld("Ledger dispute 2", contractor)).to.equal(false);
    expect((await list({ mattername: "Ledger dispute 2" })).context).to.deep.equal({ "Code42.LegalHold": [] });
    await add(contractor, "Ledger dispute 2");
    expect(await isHeld("Ledger dispute 2", contractor)).to.equal(true);
  });

  it("does not call it success to remove who is not in the matter, or no longer", async () => {
    await remove(contractor, "Ledger dispute 2");
    await tenant.requests();
    const error = await rejection(remove(contractor, "Ledger dispute 2"));
    expect(error).to.be.instanceOf(NotFoundError);
    expect(error).to.include({
      message: `${contractor} is not in the legal hold matter Ledger dispute 2.`,
      hint: 'Run code42-legalhold-list-custodians mattername="Ledger dispute 2" to see who is.',
    });
    expect(await tenant.requests()).to.have.length(3);
  });

  it("lists the custodians of a matter, and one of them", async () => {
    const result = await list({ mattername: "Ledger dispute 2" });
    expect(result.context).to.deep.equal({ "Code42.LegalHold": [listedContractor] });
    expect(result.warnings).to.equal(undefined);
    expect(await tenant.requests()).to.deep.equal([
      named("Ledger dispute 2"),
      `GET /v1/legal-hold/matters/${ledger2}/custodians?page=1&pageSize=100`,
    ]);
    expect((await list({ mattername: ledger2, username: contractor })).context).to.deep.equal({
      "Code42.LegalHold": [listedContractor],
    });
    expect(await tenant.requests()).to.deep.equal([
      user(contractor),
      named(ledger2),
      `GET /v1/legal-hold/matters/${ledger2}`,
      `GET /v1/legal-hold/custodians/${contractorId}?page=1&pageSize=100`,
    ]);
  });

  it("says that a closed matter holds nobody, and changes nothing of it", async () => {
    expect((await list({ mattername: "Old ledger dispute" })).warnings).to.deep.equal([
      "The legal hold matter Old ledger dispute (1221000000000000003) is closed: it holds nobody, and takes nobody in.",
    ]);
    await tenant.requests();
    for (const change of [add, remove]) {
      const error = await rejection(change(mara, "Old ledger dispute"));
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.include({
        message:
          "The legal hold matter Old ledger dispute (1221000000000000003) is closed: it holds nobody, and takes nobody in.",
        hint: "Reactivate it in the Incydr console, or give the name of an active one.",
      });
      expect(await tenant.requests()).to.deep.equal([user(mara), named("Old ledger dispute")]);
    }
  });

  it("asks which is meant where several matters have the name", async () => {
    const { matterId } = await createMatter(tenant, "Ledger dispute");
    await tenant.requests();
    const error = await rejection(add(mara, "Ledger dispute"));
    expect(error).to.be.instanceOf(ArgumentError);
    expect(error).to.include({
      message: `There are 2 legal hold matters called Ledger dispute: Ledger dispute (${matterId}); Ledger dispute (${ledger}).`,
      hint: "Give the ID of the one you mean as mattername.",
    });
    expect((await add(mara, matterId)).context?.["Code42.LegalHold"]).to.include({ MatterID: matterId });
  });

  it("names the matters whose name contains what was given", async () => {
    const error = await rejection(add(mara, "ledger"));
    expect(error).to.be.instanceOf(NotFoundError);
    expect(error).to.include({
      message: "There is no legal hold matter called ledger.",
      hint:
        `Did you mean Ledger dispute 2 (${ledger2}); Ledger dispute (${ledger}); ` +
        "Old ledger dispute (1221000000000000003, closed)?",
    });
  });

  it("names some of all matters where none comes near", async () => {
    const error = await rejection(remove(mara, "1221000000000000009"));
    expect(error).to.be.instanceOf(NotFoundError);
    expect(error)
      .to.have.property("hint")
      .that.matches(/^Give the whole name, or the ID, of a matter\. Among them: Ledger dispute 2 \(.*closed\)\.$/);
    expect(await tenant.requests()).to.deep.equal([
      user(mara),
      named("1221000000000000009"),
      "GET /v1/legal-hold/matters/1221000000000000009",
      matters(""),
    ]);
  });

  it("names a user whom Incydr does not know, and changes nothing", async () => {
    for (const change of [add, remove]) {
      const error = await rejection(change("user1", "Ledger dispute"));
      expect(error).to.be.instanceOf(NotFoundError);
      expect(error).to.have.property("message", "No user found with username user1.");
      expect(await tenant.requests()).to.deep.equal([user("user1")]);
    }
  });

  const unread: [Record<string, string>, RegExp][] = [
    [{ mattername: "Merger" }, /^There is no legal hold matter called Merger\. Give the whole name/],
    [{ mattername: "Ledger dispute", username: "user1" }, /^No user found with username user1\. Give/],
  ];
  for (const [args, warning] of unread) {
    it(`warns, and writes nothing, when reading ${JSON.stringify(args)}`, async () => {
      const { warnings, ...rest } = await list(args);
      expect(rest).to.deep.equal({});
      expect(warnings).to.have.length(1);
      expect(warnings?.[0]).to.match(warning);
    });
  }

  it("does not take a failure for an empty matter", async () => {
    await tenant.control("/faults", [{ method: "GET", path: "/v1/legal-hold", kind: "status", status: 400 }]);
    const error = await rejection(list({ mattername: "Ledger dispute" }));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 400);
  });
});

/** Over Incydr's own API: the integration has no command for it. */
async function createMatter({ simulator }: Tenant, name: string): Promise<{ matterId: string }> {
  const { clientId, clientSecret, url } = simulator;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const token = await fetch(`${url}/v1/oauth`, { method: "POST", headers: { authorization: `Basic ${basic}` } });
  const { access_token } = (await token.json()) as { access_token: string };
  const answer = await fetch(`${url}/v1/legal-hold/matters`, {
    method: "POST",
    headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
    body: JSON.stringify({ name, policyId: "1221000000000000009" }),
  });
  return (await answer.json()) as { matterId: string };
}
