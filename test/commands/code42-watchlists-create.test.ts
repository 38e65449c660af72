import { ApiError, ArgumentError, NotFoundError } from "soarkit";
import { runCommand } from "soarkit/testing";
import { expect } from "chai";
import { run } from "../../commands/code42-watchlists-create.ts";
import { code42 } from "./recorded.ts";
import { handlerInput, openTenant, rejection, type Tenant } from "./tenant.ts";

const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
const custom = "b7a6f8f2-1111-4000-8000-00000000d002";
const lists = "GET /v2/watchlists?page=1&pageSize=100";

describe("creating and deleting watchlists", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  const create = (args: Record<string, string>) => tenant.run("code42-watchlists-create", args);
  const remove = (watchlist: string) => tenant.run("code42-watchlists-delete", { watchlist });
  const titles = async () => {
    const { context } = await tenant.run("code42-watchlists-list", {});
    await tenant.requests();
    return (context?.["Code42.Watchlists"] as { ListType: string; Title?: string }[]).map(
      ({ ListType, Title }) => Title ?? ListType,
    );
  };

  it("creates the list of a type", async () => {
    const { context, warnings } = await create({ type: "FLIGHT_RISK" });
    const { WatchlistID, ...rest } = context?.["Code42.Watchlists"] as Record<string, unknown>;
    expect(rest).to.deep.equal({
      Id: WatchlistID,
      ListType: "FLIGHT_RISK",
      WatchlistType: "FLIGHT_RISK",
      IncludedUserCount: 0,
      IncludedUsersCount: 0,
    });
    expect(warnings).to.equal(undefined);
    expect(await tenant.requests()).to.deep.equal([lists, "POST /v2/watchlists"]);
    expect(await titles()).to.deep.equal(["DEPARTING_EMPLOYEE", "High Risk Employee", "FLIGHT_RISK"]);
  });

  it("creates a list of one's own, beside others of that type", async () => {
    const args = { type: "CUSTOM", title: "Ledger", description: "Who can read the ledger" };
    const { context, raw } = await create(args);
    expect(context?.["Code42.Watchlists"]).to.include({ ListType: "CUSTOM", Title: "Ledger" });
    expect(raw).to.include({ description: "Who can read the ledger" });
    expect(await titles()).to.deep.equal(["DEPARTING_EMPLOYEE", "High Risk Employee", "Ledger"]);
  });

  const existing: [Record<string, string>, string, string][] = [
    [{ type: "DEPARTING_EMPLOYEE" }, departing, "DEPARTING_EMPLOYEE"],
    [{ type: "CUSTOM", title: "High Risk Employee", description: "another" }, custom, "High Risk Employee"],
  ];
  for (const [args, id, name] of existing) {
    it(`leaves ${name} as it is, and says so`, async () => {
      const { context, warnings, raw } = await create(args);
      expect(context?.["Code42.Watchlists"]).to.include({ Id: id });
      expect(raw).not.to.include({ description: "another" });
      expect(warnings).to.deep.equal([`The watchlist ${name} (${id}) exists already and was left as it is.`]);
      expect(await tenant.requests()).to.deep.equal([lists]);
    });
  }

  it("succeeds where somebody else has created it in the same moment", async () => {
    const { client, params } = tenant;
    await client.watchlists.create({ watchlistType: "FLIGHT_RISK" }, AbortSignal.timeout(5000));
    const watchlists = { ...client.watchlists };
    let looked = 0;
    const notYet = {
      ...watchlists,
      // The first look is from before the list was created.
      pages: (given: AbortSignal) => (looked++ === 0 ? none() : watchlists.pages(given)),
    };
    await tenant.requests();
    const { context, warnings } = await run({
      ...handlerInput(params, { ...client, watchlists: notYet }),
      args: { type: "FLIGHT_RISK" },
      context: {},
    });
    expect(context?.["Code42.Watchlists"]).to.include({ ListType: "FLIGHT_RISK" });
    expect(warnings?.[0]).to.match(/^The watchlist FLIGHT_RISK \(.*\) exists already and was left as it is\.$/);
    expect(await tenant.requests()).to.deep.equal(["POST /v2/watchlists", lists]);
  });

  const wrong: [Record<string, string>, string][] = [
    [{ type: "CUSTOM" }, "A CUSTOM watchlist needs a title."],
    [
      { type: "CUSTOM", description: "x".repeat(251) },
      "A CUSTOM watchlist needs a title. The description may have 250 characters and has 251.",
    ],
    [{ type: "CUSTOM", title: "x".repeat(51) }, "The title may have 50 characters and has 51."],
    [
      { type: "FLIGHT_RISK", title: "Mine" },
      "Only a CUSTOM watchlist has a title and a description; FLIGHT_RISK is a list of Incydr's own.",
    ],
    [
      { type: "FLIGHT_RISK", description: "Mine" },
      "Only a CUSTOM watchlist has a title and a description; FLIGHT_RISK is a list of Incydr's own.",
    ],
  ];
  for (const [args, message] of wrong) {
    it(`refuses ${JSON.stringify(args).slice(0, 60)} without a request`, async () => {
      const error = await rejection(create(args));
      expect(error).to.be.instanceOf(ArgumentError).with.property("message", message);
      expect(await tenant.requests()).to.deep.equal([]);
    });
  }

  it("says so where Incydr does not know the type any more", async () => {
    const body = "Error converting value \"NEW_EMPLOYEE\" to type 'WatchlistSdk.Model.WatchlistType'.";
    await tenant.control("/faults", [{ method: "POST", path: "/v2/watchlists", kind: "status", status: 400, body }]);
    const error = await rejection(create({ type: "NEW_EMPLOYEE" }));
    expect(error).to.be.instanceOf(ArgumentError);
    expect(error).to.have.property("message", "Incydr has no watchlists of the type NEW_EMPLOYEE.");
    expect(error).to.have.property("cause").that.is.instanceOf(ApiError);
  });

  it("does not take another refusal for success", async () => {
    await tenant.control("/faults", [{ method: "POST", path: "/v2/watchlists", kind: "status", status: 400 }]);
    expect(await rejection(create({ type: "NEW_EMPLOYEE" }))).to.be.instanceOf(ApiError);
    expect(await tenant.requests()).to.deep.equal([lists, "POST /v2/watchlists", lists]);
  });

  it("does not send what failed again", async () => {
    await tenant.control("/faults", [{ method: "POST", path: "/v2/watchlists", kind: "status", status: 500 }]);
    expect(await rejection(create({ type: "NEW_EMPLOYEE" }))).to.be.instanceOf(ApiError);
    expect(await tenant.requests()).to.deep.equal([lists, "POST /v2/watchlists"]);
  });

  it("deletes a list by its title, type or ID", async () => {
    const { context, readable } = await remove("High Risk Employee");
    expect(context).to.deep.equal({ "Code42.Watchlists": { WatchlistID: custom, Deleted: true } });
    expect(readable).to.equal("The watchlist High Risk Employee was deleted.");
    expect(await tenant.requests()).to.deep.equal([lists, `DELETE /v2/watchlists/${custom}`]);
    await remove(departing);
    expect(await tenant.requests()).to.deep.equal([`DELETE /v2/watchlists/${departing}`]);
    expect(await titles()).to.deep.equal([]);
  });

  it("leaves a list of watchlists that is empty, and says so", async () => {
    for (const watchlist of [departing, custom]) await remove(watchlist);
    await tenant.requests();
    expect(await tenant.run("code42-watchlists-list", {})).to.deep.equal({
      readable: "No results found.",
      context: { "Code42.Watchlists": [] },
      raw: [],
    });
    expect(await tenant.requests()).to.deep.equal([lists]);
  });

  it("does not call it success to delete what is not there", async () => {
    await remove(custom);
    for (const [watchlist, message] of [
      [custom, `There is no watchlist with the ID ${custom}.`],
      ["High Risk Employee", "There is no watchlist with the type or title High Risk Employee."],
    ] as const) {
      const error = await rejection(remove(watchlist));
      expect(error).to.be.instanceOf(NotFoundError).with.property("message", message);
    }
  });

  it("passes on any other refusal of a deletion", async () => {
    await tenant.control("/faults", [{ method: "DELETE", path: "/v2/watchlists", kind: "status", status: 400 }]);
    expect(await rejection(remove(custom)))
      .to.be.instanceOf(ApiError)
      .with.property("status", 400);
  });

  const previewed: [string, string][] = [
    ["High Risk Employee", "This deletes the watchlist High Risk Employee, to which 0 users were added one by one."],
    [departing, "This deletes the watchlist DEPARTING_EMPLOYEE, to which 1 user was added one by one."],
  ];
  for (const [watchlist, told] of previewed) {
    it(`tells what deleting ${watchlist} would do`, async () => {
      const { simulator } = tenant;
      const options = { integration: code42, simulator, preview: true };
      const { preview } = await runCommand("code42-watchlists-delete", { watchlist }, options);
      expect(preview).to.equal(told);
    });
  }

  it("fails before anybody is asked where the list to delete is not there", async () => {
    const { simulator } = tenant;
    await remove(custom);
    const options = { integration: code42, simulator, preview: true };
    const { error, preview } = await runCommand("code42-watchlists-delete", { watchlist: custom }, options);
    expect(preview).to.equal(undefined);
    expect(error)
      .to.be.instanceOf(NotFoundError)
      .with.property("message", `There is no watchlist with the ID ${custom}.`);
  });
});

async function* none(): AsyncGenerator<never[]> {
  yield [];
}
