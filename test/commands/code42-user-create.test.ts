import { ApiError, ArgumentError, NotFoundError } from "soarkit";
import { expect } from "chai";
import { openTenant, rejection, type Tenant } from "./tenant.ts";
import { verified } from "./verified.ts";

const orgs = "GET /api/v1/Org?pgNum=1&pgSize=500";

describe("code42-user-create", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant({ knobs: { users: "5" } })));
  afterEach(() => tenant.close());

  const fault = (method: string, at: string, status: number, times = 99) =>
    tenant.control("/faults", [{ method, path: at, kind: "status", status, times }]);

  const args = { orgname: "Sales", username: "new@acme.test", email: "n.ew@acme.test" };
  const created = { UserID: "1190000000000800000", Username: "new@acme.test", Email: "n.ew@acme.test" };

  it("creates a user in the organization of that name, with two requests", async () => {
    const { context, warnings } = await tenant.run("code42-user-create", args);
    expect([context, warnings]).to.deep.equal([{ "Code42.User": created }, []]);
    expect(await tenant.requests()).to.deep.equal([orgs, "POST /api/v1/User"]);
    const { context: found } = await tenant.run("code42-user-get", { username: args.username });
    expect(found?.["Code42.User"]).to.include({ UserID: created.UserID, OrgName: "Sales", Active: true });
  });

  it("gives the user who is there, when run again", async () => {
    await tenant.run("code42-user-create", args);
    await tenant.requests();
    const { context, warnings } = await tenant.run("code42-user-create", { ...args, username: "New@acme.test" });
    expect(context).to.deep.equal({ "Code42.User": created });
    expect(warnings).to.deep.equal(["The user New@acme.test was there already."]);
    expect(await tenant.requests()).to.deep.equal([
      orgs,
      "POST /api/v1/User",
      "GET /api/v1/User?username=New%40acme.test",
    ]);
  });

  const choose = "Choose another username, or change the user there is in the console.";
  const differences = [
    { given: { orgname: "Legal" }, difference: "belongs to the organization Sales", hint: choose },
    { given: { email: "other@acme.test" }, difference: "has the email n.ew@acme.test", hint: choose },
    { given: {}, difference: "is deactivated", hint: "Run code42-user-reactivate to have the user back." },
  ];
  for (const { given, difference, hint } of differences) {
    it(`does not take for the wanted user one who ${difference}`, async () => {
      await tenant.run("code42-user-create", args);
      if (difference === "is deactivated") await tenant.run("code42-user-deactivate", { username: args.username });
      const error = await rejection(tenant.run("code42-user-create", { ...args, ...given }));
      expect(error).to.be.instanceOf(ArgumentError).with.property("cause").that.is.instanceOf(ApiError);
      expect(error).to.include({ message: `The username new@acme.test is taken: its user ${difference}.`, hint });
    });
  }

  it("gives the email that was asked for, where the answer names none", async () => {
    const body = '{"data":{"userUid":"7","username":"new@acme.test","email":null}}';
    const answer = { kind: "status", status: 200, body };
    await tenant.control("/faults", [{ method: "POST", path: "/api/v1/User", ...answer }]);
    const { context } = await tenant.run("code42-user-create", args);
    expect(context).to.deep.equal({ "Code42.User": { ...created, UserID: "7" } });
  });

  const odd: [fields: object, difference: string][] = [
    [{}, "belongs to the organization unknown"],
    [{ orgUid: "31" }, "belongs to the organization 31"],
    [{ orgUid: "1190000000000000033" }, "has the email unknown"],
  ];
  for (const [fields, difference] of odd) {
    it(`does not take for the wanted user one of whom only ${JSON.stringify(fields)} is known`, async () => {
      await tenant.run("code42-user-create", args);
      const users = [{ userUid: "7", username: args.username, ...fields }];
      const answer = { kind: "status", status: 200, body: JSON.stringify({ data: { users } }) };
      await tenant.control("/faults", [{ method: "GET", path: "/api/v1/User", ...answer }]);
      expect(await rejection(tenant.run("code42-user-create", args)))
        .to.be.instanceOf(ArgumentError)
        .with.property("message", `The username new@acme.test is taken: its user ${difference}.`);
    });
  }

  it("says that a username is taken by one whom it cannot see", async () => {
    await tenant.run("code42-user-create", args);
    const none = { status: 200, body: '{"data":{"users":[]}}' };
    await tenant.control("/faults", [{ method: "GET", path: "/api/v1/User", kind: "status", ...none }]);
    const error = await rejection(tenant.run("code42-user-create", args));
    expect(error).to.have.property(
      "message",
      "The username new@acme.test is taken: its user is one whom the API client may not see.",
    );
  });

  it("is found out to have happened, or not", async () => {
    expect(await verified(tenant, "code42-user-create", args)).to.equal(false);
    await tenant.run("code42-user-create", args);
    expect(await verified(tenant, "code42-user-create", args)).to.equal(true);
    expect(await verified(tenant, "code42-user-create", { ...args, orgname: "Legal" })).to.equal(false);
  });

  it("chooses no organization where several have the name", async () => {
    const twice = { totalCount: 2, orgs: [1, 2].map((number) => ({ orgUid: String(number), orgName: "Sales" })) };
    const body = { status: 200, body: JSON.stringify({ data: twice }) };
    await tenant.control("/faults", [{ method: "GET", path: "/api/v1/Org", kind: "status", ...body }]);
    const error = await rejection(tenant.run("code42-user-create", args));
    expect(error).to.be.instanceOf(ArgumentError).with.property("message", "There are 2 organizations called Sales.");
  });

  it("says that the API client sees no organizations", async () => {
    const body = { status: 200, body: '{"data":{"orgs":[]}}' };
    await tenant.control("/faults", [{ method: "GET", path: "/api/v1/Org", kind: "status", ...body }]);
    const error = await rejection(tenant.run("code42-user-create", args));
    expect(error).to.be.instanceOf(NotFoundError);
    expect(error).to.include({
      message: "There is no organization called Sales.",
      hint: "Give the whole name of an organization. The API client sees none at all.",
    });
  });

  it("names the nearest organization, and creates nobody in it", async () => {
    const error = await rejection(tenant.run("code42-user-create", { ...args, orgname: "sales" }));
    expect(error).to.be.instanceOf(NotFoundError);
    expect(error).to.include({
      message: 'There is no organization called sales. Did you mean "Sales"?',
      hint:
        "Give the whole name of an organization. " +
        "Among them: Acme, Engineering, Legal, Sales, Marketing, Finance, Support.",
    });
    expect(await tenant.requests()).to.deep.equal([orgs]);
  });

  it("says that the organization has gone since it was looked up", async () => {
    const body = '[{"name":"SYSTEM","description":"Organization was not found"}]';
    await tenant.control("/faults", [{ method: "POST", path: "/api/v1/User", kind: "status", status: 400, body }]);
    const error = await rejection(tenant.run("code42-user-create", args));
    expect(error).to.be.instanceOf(NotFoundError).and.include({
      message: "Incydr does not find the organization Sales any more, though it was there a moment ago.",
      hint: "Run the command again: it then names the organizations that there are.",
    });
    expect((error as Error).cause).to.be.instanceOf(ApiError);
    expect(await tenant.requests()).to.deep.equal([orgs, "POST /api/v1/User"]);
  });

  it("does not send a write again that failed at the vendor's", async () => {
    await fault("POST", "/api/v1/User", 500);
    const error = await rejection(tenant.run("code42-user-create", args));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 500);
    expect(await tenant.requests()).to.deep.equal([orgs, "POST /api/v1/User"]);
  });
});
