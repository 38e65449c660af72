import { ApiError, ArgumentError, CredentialsError, NotFoundError } from "soarkit";
import { expect } from "chai";
import { runCommand } from "soarkit/testing";
import { code42 } from "./recorded.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";
import { verified } from "./verified.ts";

const mara = { UserID: "1190000000000000101", Username: "user1.quill@acme.test" };
const path = `/v1/users/${mara.UserID}`;
const consolePath = `/api/v3/users/${mara.UserID}`;
const byName = (name: string) => `GET /v1/users?username=${encodeURIComponent(name)}&page=1&pageSize=100`;
const orgs = "GET /api/v1/Org?pgNum=1&pgSize=500";

describe("the user commands", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant({ knobs: { users: "5" } })));
  afterEach(() => tenant.close());

  const fault = (method: string, at: string, status: number, times = 99) =>
    tenant.control("/faults", [{ method, path: at, kind: "status", status, times }]);

  const changes = [
    {
      command: "code42-user-deactivate",
      back: "code42-user-reactivate",
      state: { Active: false },
      title: "Code42 User Deactivated",
      was: "was deactivated already",
      post: `POST ${path}/deactivate`,
    },
    {
      command: "code42-user-reactivate",
      back: "code42-user-deactivate",
      state: { Active: true },
      title: "Code42 User Reactivated",
      was: "was reactivated already",
      post: `POST ${path}/activate`,
    },
    {
      command: "code42-user-block",
      back: "code42-user-unblock",
      state: { Blocked: true },
      title: "Code42 User Blocked",
      was: "was blocked already",
      post: `POST ${consolePath}/block`,
    },
    {
      command: "code42-user-unblock",
      back: "code42-user-block",
      state: { Blocked: false },
      title: "Code42 User Unblocked",
      was: "was unblocked already",
      post: `POST ${consolePath}/unblock`,
    },
  ];
  for (const { command, back, state, title, was, post } of changes) {
    describe(command, () => {
      const args = { username: "User1.Quill@acme.test" };
      beforeEach(async () => {
        await tenant.run(back, args);
        await tenant.requests();
      });

      it("does what it says, with two requests", async () => {
        const { context, readable, warnings } = await tenant.run(command, args);
        expect(context).to.deep.equal({ "Code42.User": { ...mara, ...state } });
        expect(readable).to.contain(`### ${title}`).and.contain("| Mara | Quill | Engineering |");
        expect(warnings).to.equal(undefined);
        expect(await tenant.requests()).to.deep.equal([byName(args.username), post]);
        const { context: after } = await tenant.run("code42-user-get", args);
        expect(after?.["Code42.User"]).to.include({ ...mara, ...state });
      });

      it("says of a user who is so that it was so before, without a write", async () => {
        await tenant.run(command, args);
        await tenant.requests();
        const { context, warnings } = await tenant.run(command, args);
        expect(context).to.deep.equal({ "Code42.User": { ...mara, ...state } });
        expect(warnings).to.deep.equal([`${mara.Username} ${was}.`]);
        expect(await tenant.requests()).to.deep.equal([byName(args.username)]);
      });

      it("names a user who does not exist, and takes nobody whose name only begins so", async () => {
        const error = await rejection(tenant.run(command, { username: "user1.quill" }));
        expect(error)
          .to.be.instanceOf(NotFoundError)
          .with.property("message", "No user found with username user1.quill.");
        expect(await tenant.requests()).to.deep.equal([byName("user1.quill")]);
      });

      it("repeats its write after a 503, as twice does no harm", async () => {
        await fault("POST", post.slice("POST ".length), 503, 1);
        await tenant.run(command, args);
        expect(await tenant.requests()).to.deep.equal([byName(args.username), post, post]);
      });

      it("leaves a refusal without a documented reason as it is", async () => {
        await fault("POST", post.slice("POST ".length), 400);
        const error = await rejection(tenant.run(command, args));
        expect(error).to.be.instanceOf(ApiError).with.property("status", 400);
      });

      it("leaves a 404 of a host that no longer has the path as it is", async () => {
        await fault("POST", post.slice("POST ".length), 404);
        const error = await rejection(tenant.run(command, args));
        expect(error).to.be.instanceOf(ApiError).with.property("status", 404);
      });

      it("names a user who has gone since it was looked up", async () => {
        const body = '[{"name":"SYSTEM","description":"User not found"}]';
        const gone = { kind: "status", status: 404, body };
        await tenant.control("/faults", [{ method: "POST", path: post.slice("POST ".length), ...gone }]);
        const error = await rejection(tenant.run(command, args));
        expect(error).to.be.instanceOf(NotFoundError).with.property("cause").that.is.instanceOf(ApiError);
        expect(error).to.have.property("message", `No user found with username ${mara.Username}.`);
      });

      it("is found out to have happened, or not", async () => {
        expect(await verified(tenant, command, args)).to.equal(false);
        await tenant.run(command, args);
        expect(await verified(tenant, command, args)).to.equal(true);
        expect(await verified(tenant, command, { username: "nobody" })).to.equal(false);
      });

      it("tells the administrator of a missing permission", async () => {
        await fault("POST", post.slice("POST ".length), 403);
        expect(await rejection(tenant.run(command, args))).to.be.instanceOf(CredentialsError);
      });
    });
  }

  const previews: [command: string, username: string, told: string][] = [
    ["code42-user-block", mara.Username, "This blocks Mara Quill (user1.quill@acme.test) of Engineering."],
    ["code42-user-deactivate", "admin@acme.test", "This deactivates admin@acme.test of Acme."],
  ];
  for (const [command, username, told] of previews) {
    it(`is told before ${command} runs whom it would be about`, async () => {
      const options = { integration: code42, simulator: tenant.simulator, preview: true };
      expect((await runCommand(command, { username }, options)).preview).to.equal(told);
    });
  }

  for (const [verb, state] of [
    ["block", "blocked"],
    ["deactivate", "deactivated"],
  ] as const) {
    it(`is told before code42-user-${verb} runs that it would change nothing`, async () => {
      await tenant.run(`code42-user-${verb}`, { username: mara.Username });
      const options = { integration: code42, simulator: tenant.simulator, preview: true };
      const { preview } = await runCommand(`code42-user-${verb}`, { username: mara.Username }, options);
      expect(preview).to.equal(`user1.quill@acme.test is ${state} already: this changes nothing.`);
    });
  }

  it("says that a legal hold keeps from deactivating, and how to lift it", async () => {
    await tenant.run("code42-legalhold-add-user", { username: mara.Username, mattername: "Ledger dispute" });
    await tenant.requests();
    const error = await rejection(tenant.run("code42-user-deactivate", { username: mara.Username }));
    expect(error).to.be.instanceOf(ArgumentError).with.property("cause").that.is.instanceOf(ApiError);
    expect(error).to.include({
      message: "user1.quill@acme.test is under a legal hold, and Incydr deactivates nobody who is.",
      hint:
        "Release the user with code42-legalhold-remove-user from Ledger dispute (1221000000000000001) first. " +
        "Until then, code42-user-block keeps the user out.",
    });
    expect(await tenant.requests()).to.deep.equal([
      byName(mara.Username),
      `POST ${path}/deactivate`,
      `GET /v1/legal-hold/custodians/${mara.UserID}?page=1&pageSize=100`,
    ]);
    await tenant.run("code42-legalhold-remove-user", { username: mara.Username, mattername: "Ledger dispute" });
    await tenant.run("code42-user-deactivate", { username: mara.Username });
  });

  for (const status of [403, 400]) {
    it(`says so, too, where ${String(status)} keeps from finding out which`, async () => {
      await tenant.run("code42-legalhold-add-user", { username: mara.Username, mattername: "Ledger dispute" });
      await fault("GET", "/v1/legal-hold", status);
      const error = await rejection(tenant.run("code42-user-deactivate", { username: mara.Username }));
      expect(error).to.be.instanceOf(ArgumentError).with.property("hint").that.contains("remove-user first.");
    });
  }

  it("finds out on the console host which legal hold it is, where the gateway has none", async () => {
    await tenant.close();
    tenant = await openTenant({ knobs: { users: "5", "legal-hold": "console" } });
    const username = "piet.jansen@contractors.test";
    const error = await rejection(tenant.run("code42-user-deactivate", { username }));
    expect(error).to.be.instanceOf(ArgumentError).with.property("hint").that.contains(" from Ledger dispute 2 (");
    expect((await tenant.requests()).slice(2)).to.deep.equal([
      "GET /v1/legal-hold/custodians/1190000000000000104?page=1&pageSize=100",
      "GET /api/v1/LegalHoldMembership?userUid=1190000000000000104&activeState=ACTIVE&pgNum=1&pgSize=500",
    ]);
  });

  describe("code42-user-create", () => {
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

    it("does not send a write again that failed at the vendor's", async () => {
      await fault("POST", "/api/v1/User", 500);
      const error = await rejection(tenant.run("code42-user-create", args));
      expect(error).to.be.instanceOf(ApiError).with.property("status", 500);
      expect(await tenant.requests()).to.deep.equal([orgs, "POST /api/v1/User"]);
    });
  });

  describe("code42-user-get", () => {
    const found = {
      ...mara,
      Email: mara.Username,
      FirstName: "Mara",
      LastName: "Quill",
      OrgName: "Engineering",
      OrgGuid: "c1a2f0de-0000-4000-8000-000000000031",
      Active: true,
      Blocked: false,
      LegacyUserID: "20417",
      CreatedAt: "2024-03-02T09:00:00.000Z",
      ModifiedAt: "2026-01-03T12:00:00.000Z",
    };

    it("gives a user by name or ID, with one request", async () => {
      const named = await tenant.run("code42-user-get", { username: mara.Username });
      const identified = await tenant.run("code42-user-get", { id: mara.UserID });
      expect([named.context, identified.context]).to.deep.equal([{ "Code42.User": found }, { "Code42.User": found }]);
      expect(named.readable).to.contain("### Code42 User\n").and.contain("| OrgName | Engineering |");
      expect(await tenant.requests()).to.deep.equal([byName(mara.Username), `GET ${path}`]);
    });

    it("warns of whom there is not, and writes no context", async () => {
      expect(await tenant.run("code42-user-get", { username: "nobody" })).to.deep.equal({
        warnings: ["No user found with username nobody."],
      });
      expect(await tenant.run("code42-user-get", { id: "7" })).to.deep.equal({
        warnings: ["No user found with ID 7."],
      });
    });

    for (const args of [{}, { username: "x", id: "7" }] as Record<string, string>[]) {
      it(`wants one of username and id, not ${JSON.stringify(args)}`, async () => {
        const error = await rejection(tenant.run("code42-user-get", args));
        expect(error)
          .to.be.instanceOf(ArgumentError)
          .with.property("message", "Exactly one of username and id is needed.");
        expect(await tenant.requests()).to.deep.equal([]);
      });
    }
  });

  describe("code42-user-list", () => {
    const names = (context: object | undefined) =>
      ((context as { "Code42.User"?: { Username: string }[] })["Code42.User"] ?? []).map(({ Username }) => Username);

    it("gives everyone, with one request", async () => {
      const { context, readable } = await tenant.run("code42-user-list", {});
      expect(names(context)).to.have.length(6).and.to.include.members([mara.Username, "admin@acme.test"]);
      expect(readable).to.contain("| user1.quill@acme.test | Mara | Quill | Engineering | true | false |");
      expect(await tenant.requests()).to.deep.equal(["GET /v1/users?page=1&pageSize=50"]);
    });

    it("gives those who are active and blocked as asked for", async () => {
      await tenant.run("code42-user-block", { username: mara.Username });
      await tenant.requests();
      const { context } = await tenant.run("code42-user-list", { active: "true", blocked: "true" });
      expect(names(context)).to.deep.equal([mara.Username]);
      expect(await tenant.requests()).to.deep.equal(["GET /v1/users?active=true&blocked=true&page=1&pageSize=50"]);
    });

    it("gives no more than asked for, and says that there are more", async () => {
      const { context, readable } = await tenant.run("code42-user-list", { results: "2" });
      expect(names(context)).to.deep.equal([mara.Username, "piet@acme.test"]);
      expect(readable).to.contain("Users shown: 2 of 6. Raise results to see more.");
      expect(await tenant.requests()).to.deep.equal(["GET /v1/users?page=1&pageSize=2"]);
    });

    for (const results of ["0", "-3"]) {
      it(`refuses to list ${results} users`, async () => {
        const error = await rejection(tenant.run("code42-user-list", { results }));
        expect(error)
          .to.be.instanceOf(ArgumentError)
          .with.property("message", `results must be 1 or more, got ${results}.`);
      });
    }
  });
});
