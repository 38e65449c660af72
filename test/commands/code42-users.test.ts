import { ArgumentError } from "soarkit";
import { expect } from "chai";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const mara = { UserID: "1190000000000000101", Username: "user1.quill@acme.test" };
const path = `/v1/users/${mara.UserID}`;
const byName = (name: string) => `GET /v1/users?username=${encodeURIComponent(name)}&page=1&pageSize=100`;

describe("the commands that look users up", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant({ knobs: { users: "5" } })));
  afterEach(() => tenant.close());

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
