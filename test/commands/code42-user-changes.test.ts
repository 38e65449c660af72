import { ApiError, ArgumentError, CredentialsError, NotFoundError } from "soarkit";
import { runCommand } from "soarkit/testing";
import { expect } from "chai";
import { code42 } from "./recorded.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";
import { verified } from "./verified.ts";

const mara = { UserID: "1190000000000000101", Username: "user1.quill@acme.test" };
const path = `/v1/users/${mara.UserID}`;
const consolePath = `/api/v3/users/${mara.UserID}`;
const byName = (name: string) => `GET /v1/users?username=${encodeURIComponent(name)}&page=1&pageSize=100`;

describe("the commands that change users", () => {
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
        "code42-user-block keeps the user out meanwhile. To deactivate, release the user from Ledger dispute (1221000000000000001) with " +
        "code42-legalhold-remove-user, when whoever answers for the hold agrees.",
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
      expect(error)
        .to.be.instanceOf(ArgumentError)
        .with.property("hint")
        .that.contains("release the user from it with code42-legalhold-remove-user");
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
});
