import { ArgumentError, NotFoundError } from "soarkit";
import { expect } from "chai";
import { run as update } from "../../commands/code42-user-update-risk-profile.ts";
import { json, serve } from "../http/loopback.ts";
import { leaver, leaversProfile, secondAccount, updatedProfile } from "./expected/actors.ts";
import { connectTo, handlerInput, openTenant, paramsOf, rejection, type Tenant } from "./tenant.ts";

const byName = (name: string) => `GET /v1/actors/actor/name/${encodeURIComponent(name)}/parent`;
const patch = "PATCH /v1/actors/actor/id/1190000000000000101";

describe("the commands for actors", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  for (const command of ["code42-user-get-risk-profile", "code42-get-user-risk-profile"]) {
    it(`read a risk profile as ${command}`, async () => {
      const result = await tenant.run(command, { username: leaver });
      expect(result.context).to.deep.equal({ "Code42.UserRiskProfiles": leaversProfile });
      expect(await tenant.requests()).to.deep.equal([byName(leaver)]);
    });
  }

  it("warn of a risk profile of nobody", async () => {
    const { warnings, ...rest } = await tenant.run("code42-user-get-risk-profile", { username: "user1" });
    expect(rest).to.deep.equal({});
    expect(warnings).to.deep.equal([
      "No user found with username user1. Give the whole name as Incydr shows it, usually an email address.",
    ]);
  });

  it("write a risk profile's given fields and empty others", async () => {
    const args = { username: leaver, end_date: "2026-01-31", clear: "notes" };
    const result = await tenant.run("code42-user-update-risk-profile", args);
    expect(result.context).to.deep.equal({ "Code42.UpdatedUserRiskProfiles": { ...updatedProfile, Success: true } });
    expect(result).not.to.have.property("warnings");
    expect(await tenant.requests()).to.deep.equal([byName(leaver), patch]);
    const read = await tenant.run("code42-user-get-risk-profile", { username: leaver });
    expect(read.context).to.deep.equal({ "Code42.UserRiskProfiles": updatedProfile });
  });

  for (const [args, message] of [
    [{}, "Nothing to change: start_date, end_date and notes are all empty."],
    [{ start_date: "01.03.2026" }, 'start_date must be a date of the form YYYY-MM-DD, not "01.03.2026".'],
    [{ end_date: "2026-03-01", clear: "end_date,notes" }, "end_date cannot be both given and emptied."],
  ] as const) {
    it(`write no risk profile with ${JSON.stringify(args)}, and ask for nobody`, async () => {
      const error = await rejection(tenant.run("code42-user-update-risk-profile", { username: leaver, ...args }));
      expect(error).to.be.instanceOf(ArgumentError).with.property("message", message);
      expect(await tenant.requests()).to.deep.equal([]);
    });
  }

  it("do not call a risk profile written that Incydr answers with otherwise", async () => {
    const actor = { actorId: "1", name: leaver, endDate: "2026-01-31", notes: "cut of" };
    const server = await serve(({ path }, response) =>
      json(response, path.startsWith("/v1/oauth") ? { access_token: "t", expires_in: 900 } : actor),
    );
    try {
      const params = paramsOf({ api_url: server.url });
      const args = { username: leaver, end_date: "2026-01-31", notes: "cut off" };
      const result = await update({ ...handlerInput(params, await connectTo(params)), args, context: {} });
      expect(result.context?.["Code42.UpdatedUserRiskProfiles"]).to.include({ Notes: "cut of", Success: false });
      expect(result.warnings).to.deep.equal(["Incydr did not take over notes as given."]);
    } finally {
      await server.close();
    }
  });

  it("name the user whose risk profile is to be written and who does not exist", async () => {
    const args = { username: "user1", notes: "n" };
    const error = await rejection(tenant.run("code42-user-update-risk-profile", args));
    expect(error).to.be.instanceOf(NotFoundError).with.property("message", "No user found with username user1.");
    expect(await tenant.requests()).to.deep.equal([byName("user1")]);
  });

  it("look up an actor by the name, with the id of the one it belongs to", async () => {
    const { context } = await tenant.run("code42-actor-get", { username: "Piet.Jansen@contractors.test" });
    expect(context).to.deep.equal({ "Code42.Actor": secondAccount });
    expect(await tenant.requests()).to.deep.equal(["GET /v1/actors/actor/name/Piet.Jansen%40contractors.test/family"]);
  });

  it("look up an actor by the id, with the ids of the other accounts", async () => {
    const { context, readable } = await tenant.run("code42-actor-get", { id: "1190000000000000102" });
    expect(context?.["Code42.Actor"]).to.deep.include({ Name: "piet@acme.test", ChildIDs: ["1190000000000000104"] });
    expect(readable).to.match(/^### Code42 Actor\n\|Field\|Value\|\n\|---\|---\|\n\| ID \| 1190000000000000102 \|\n/);
    expect(readable).to.include("| ChildIDs | 1190000000000000104 |\n").and.not.to.include("EndDate");
    expect(await tenant.requests()).to.deep.equal(["GET /v1/actors/actor/id/1190000000000000102/family"]);
  });

  it("warn of an actor who does not exist", async () => {
    const warningsOf = async (args: Record<string, string>) => {
      const { warnings, ...rest } = await tenant.run("code42-actor-get", args);
      expect(rest).to.deep.equal({});
      return warnings;
    };
    expect(await warningsOf({ id: "7" })).to.deep.equal(["There is no actor with the ID 7."]);
    expect(await warningsOf({ username: "user1" })).to.deep.equal(["No user found with username user1."]);
  });

  for (const args of [{}, { id: "1190000000000000102", username: "piet@acme.test" }]) {
    it(`need either an id or a username, not ${JSON.stringify(args)}`, async () => {
      const error = await rejection(tenant.run("code42-actor-get", args));
      expect(error)
        .to.be.instanceOf(ArgumentError)
        .with.property("message", "Exactly one of id and username is needed.");
    });
  }
});
