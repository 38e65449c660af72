import { ArgumentError } from "soarkit";
import { expect } from "chai";
import { developer, developerInFull } from "./expected/users.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const path = `/v1/users/${developer.UserID}`;
const byName = (name: string) => `GET /v1/users?username=${encodeURIComponent(name)}&page=1&pageSize=100`;

describe("the commands that look users up", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant({ knobs: { users: "5" } })));
  afterEach(() => tenant.close());

  describe("code42-user-get", () => {
    it("gives a user by name or ID, with one request", async () => {
      const named = await tenant.run("code42-user-get", { username: developer.Username });
      const identified = await tenant.run("code42-user-get", { id: developer.UserID });
      expect([named.context, identified.context]).to.deep.equal([
        { "Code42.User": developerInFull },
        { "Code42.User": developerInFull },
      ]);
      expect(named.readable).to.contain("### Code42 User\n").and.contain("| OrgName | Engineering |");
      expect(await tenant.requests()).to.deep.equal([byName(developer.Username), `GET ${path}`]);
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
      expect(names(context)).to.have.length(6).and.to.include.members([developer.Username, "admin@acme.test"]);
      expect(readable).to.contain("| user1.quill@acme.test | Mara | Quill | Engineering | true | false |");
      expect(await tenant.requests()).to.deep.equal(["GET /v1/users?page=1&pageSize=50"]);
    });

    it("gives those who are active and blocked as asked for", async () => {
      await tenant.run("code42-user-block", { username: developer.Username });
      await tenant.requests();
      const { context } = await tenant.run("code42-user-list", { active: "true", blocked: "true" });
      expect(names(context)).to.deep.equal([developer.Username]);
      expect(await tenant.requests()).to.deep.equal(["GET /v1/users?active=true&blocked=true&page=1&pageSize=50"]);
    });

    it("gives no more than asked for, and says that there are more", async () => {
      const { context, readable } = await tenant.run("code42-user-list", { results: "2" });
      expect(names(context)).to.deep.equal([developer.Username, "piet@acme.test"]);
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
