import { ApiError, NotFoundError, ParameterError } from "soarkit";
import { expect } from "chai";
import type { Json } from "soarkit";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const list = "b7a6f8f2-1111-4000-8000-00000000d002";
const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
const nowhere = "b7a6f8f2-1111-4000-8000-0000000000ff";
const mara = "user1.quill@acme.test";
const ilse = "ilse.bos@acme.test";
const byName = (name: string) => `GET /v1/actors/actor/name/${encodeURIComponent(name)}/parent`;
const lists = "GET /v2/watchlists?page=1&pageSize=100";
const members = (id: string) => `GET /v2/watchlists/${id}/included-actors?page=1&page_size=100`;
const asIlse = { UserID: "1190000000000000103", Username: ilse };
const signal = new AbortController().signal;

describe("the commands for high-risk employees", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  const namesOf = async (args: Record<string, Json>, params: Record<string, Json> = {}) => {
    const { context } = await tenant.run("code42-highriskemployee-get-all", args, { params });
    return (context?.["Code42.HighRiskEmployee"] as { Username: string }[]).map(({ Username }) => Username);
  };
  const add = (username: string, risktags?: string) =>
    risktags === undefined
      ? tenant.run("code42-highriskemployee-add", { username })
      : tenant.run("code42-highriskemployee-add-risk-tags", { username, risktags });

  it("add a user with a note to the list called High Risk Employee", async () => {
    const result = await tenant.run("code42-highriskemployee-add", { username: ilse, note: "Sells shares" });
    expect(result.context).to.deep.equal({ "Code42.HighRiskEmployee": { ...asIlse, Note: "Sells shares" } });
    expect(result.readable).to.equal(
      "### Code42 High Risk Employee List User Added\nWatchlist: High Risk Employee\n" +
        "|Username|Note|UserID|\n|---|---|---|\n| ilse.bos@acme.test | Sells shares | 1190000000000000103 |\n",
    );
    expect(await tenant.requests()).to.deep.equal([
      byName(ilse),
      lists,
      `POST /v2/watchlists/${list}/included-actors/add`,
      "PATCH /v1/actors/actor/id/1190000000000000103",
    ]);
    expect(await namesOf({})).to.deep.equal([ilse]);
  });

  it("add a user who is on the list, and leave the note", async () => {
    await tenant.run("code42-highriskemployee-add", { username: mara });
    const result = await tenant.run("code42-highriskemployee-add", { username: mara });
    expect(result.context?.["Code42.HighRiskEmployee"]).to.deep.include({ Note: "Handed in notice" });
    expect(await namesOf({})).to.deep.equal([mara]);
  });

  it("create the list that the parameter names, and use it from then on", async () => {
    const params = { high_risk_watchlist: "Watch closely" };
    const { readable } = await tenant.run("code42-highriskemployee-add", { username: ilse }, { params });
    expect(readable).to.include("Watchlist: Watch closely\n");
    expect(await tenant.requests()).to.include("POST /v2/watchlists");
    await tenant.run("code42-highriskemployee-add", { username: mara }, { params });
    expect(await tenant.requests()).not.to.include("POST /v2/watchlists");
    expect(await namesOf({}, params)).to.deep.equal([ilse, mara]);
    expect(await namesOf({})).to.deep.equal([]);
    const lastly = (await tenant.run("code42-watchlists-list", {})).context?.["Code42.Watchlists"] as object[];
    expect(lastly.at(-1)).to.include({ Title: "Watch closely", ListType: "CUSTOM", IncludedUsersCount: 2 });
  });

  it("use a list of a type, and one given by its id without looking it up", async () => {
    await tenant.run(
      "code42-highriskemployee-add",
      { username: ilse },
      {
        params: { high_risk_watchlist: "DEPARTING_EMPLOYEE" },
      },
    );
    await tenant.requests();
    expect(await namesOf({}, { high_risk_watchlist: departing })).to.deep.equal([mara, ilse]);
    expect(await tenant.requests()).to.deep.equal([
      members(departing),
      "GET /v1/actors/actor/search?page=1&pageSize=500",
    ]);
    const params = { high_risk_watchlist: departing };
    await tenant.run("code42-highriskemployee-add", { username: ilse }, { params });
    expect(await tenant.requests()).to.deep.equal([
      byName(ilse),
      `POST /v2/watchlists/${departing}/included-actors/add`,
    ]);
  });

  for (const [command, args] of [
    ["code42-highriskemployee-add", { username: mara }],
    ["code42-highriskemployee-remove", { username: mara }],
  ] as const) {
    it(`tell the administrator where the parameter of ${command} is the id of no list`, async () => {
      const error = await rejection(tenant.run(command, args, { params: { high_risk_watchlist: nowhere } }));
      expect(error)
        .to.be.instanceOf(ParameterError)
        .with.property("message", `high_risk_watchlist is the ID of no watchlist: ${nowhere}.`);
    });
  }

  it("warn where they read by the id of no list", async () => {
    const params = { high_risk_watchlist: nowhere };
    const expected = [`There is no watchlist ${nowhere}, so nobody is on it.`];
    expect((await tenant.run("code42-highriskemployee-get", { username: mara }, { params })).warnings).to.deep.equal(
      expected,
    );
    expect((await tenant.run("code42-highriskemployee-get-all", {}, { params })).warnings).to.deep.equal(expected);
  });

  it("tell the administrator where several lists have the title", async () => {
    const made = await tenant.client.watchlists.create({ watchlistType: "CUSTOM", title: "Other" }, signal);
    await tenant.client.watchlists.addActors(made.watchlistId, ["1190000000000000101"], signal);
    // Incydr refuses to create a second list of a title; it does not refuse to give one that title.
    await rename(tenant, made.watchlistId, "High Risk Employee");
    const error = await rejection(add(ilse));
    expect(error)
      .to.be.instanceOf(ParameterError)
      .with.property("message", `There are 2 watchlists called High Risk Employee: ${list}, ${made.watchlistId}.`);
  });

  it("let a failure be that is no matter of the list", async () => {
    await tenant.control("/faults", [{ method: "POST", path: "/v2/watchlists/*", kind: "status", status: 409 }]);
    expect(await rejection(add(ilse)))
      .to.be.instanceOf(ApiError)
      .with.property("status", 409);
    await tenant.control("/faults", [{ method: "POST", path: "/v2/watchlists", kind: "status", status: 409 }]);
    expect(await rejection(add(ilse, "FLIGHT_RISK")))
      .to.be.instanceOf(ApiError)
      .with.property("status", 409);
  });

  it("remove a user, and nobody who is not on the list", async () => {
    await add(ilse);
    await tenant.requests();
    const result = await tenant.run("code42-highriskemployee-remove", { username: ilse });
    expect(result.context).to.deep.equal({ "Code42.HighRiskEmployee": asIlse });
    expect(await tenant.requests()).to.deep.equal([
      byName(ilse),
      lists,
      `GET /v2/watchlists/${list}/included-actors/1190000000000000103`,
      `POST /v2/watchlists/${list}/included-actors/delete`,
    ]);
    const error = await rejection(tenant.run("code42-highriskemployee-remove", { username: ilse }));
    expect(error).to.be.instanceOf(NotFoundError);
    expect(error).to.include({
      message: "ilse.bos@acme.test was not added to the watchlist High Risk Employee.",
      hint:
        'Run code42-watchlists-list-included-users watchlist="High Risk Employee" to see who was; members by ' +
        "department or group cannot be removed.",
    });
  });

  it("look up one who is on the list, and warn of one who is not", async () => {
    await add(mara);
    await tenant.requests();
    const { context } = await tenant.run("code42-highriskemployee-get", { username: mara });
    expect(context).to.deep.equal({
      "Code42.HighRiskEmployee": { UserID: "1190000000000000101", Username: mara, Note: "Handed in notice" },
    });
    expect(await tenant.requests()).to.deep.equal([
      byName(mara),
      lists,
      `GET /v2/watchlists/${list}/included-actors/1190000000000000101`,
    ]);
    const { warnings, ...rest } = await tenant.run("code42-highriskemployee-get", { username: ilse });
    expect(rest).to.deep.equal({});
    expect(warnings).to.deep.equal(["ilse.bos@acme.test was not added to the watchlist High Risk Employee."]);
  });

  it("give risk tags, creating the lists that they are, and give them again", async () => {
    const result = await add(ilse, "FLIGHT_RISK,CONTRACT_EMPLOYEE,FLIGHT_RISK");
    expect(result.context).to.deep.equal({
      "Code42.HighRiskEmployee": { ...asIlse, RiskTags: "FLIGHT_RISK,CONTRACT_EMPLOYEE,FLIGHT_RISK" },
    });
    const first = (await tenant.requests()).map((request) => request.replace(/[0-9a-f-]{36}/, "ID"));
    expect(first).to.deep.equal([
      byName(ilse),
      lists,
      "POST /v2/watchlists",
      "POST /v2/watchlists/ID/included-actors/add",
      "POST /v2/watchlists",
      "POST /v2/watchlists/ID/included-actors/add",
    ]);
    await add(ilse, "FLIGHT_RISK");
    expect(await tenant.requests()).to.have.length(3);
  });

  it("take risk tags, those that there are", async () => {
    await add(ilse, "FLIGHT_RISK,CONTRACT_EMPLOYEE");
    await tenant.requests();
    const args = { username: ilse, risktags: "FLIGHT_RISK,HIGH_IMPACT_EMPLOYEE" };
    const result = await tenant.run("code42-highriskemployee-remove-risk-tags", args);
    expect(result.context).to.deep.equal({
      "Code42.HighRiskEmployee": { ...asIlse, RiskTags: "FLIGHT_RISK,HIGH_IMPACT_EMPLOYEE" },
    });
    expect(result.warnings).to.deep.equal(["ilse.bos@acme.test did not have the risk tags HIGH_IMPACT_EMPLOYEE."]);
    expect((await tenant.requests()).map((request) => request.replace(/[0-9a-f-]{36}/, "ID"))).to.deep.equal([
      byName(ilse),
      lists,
      "GET /v2/watchlists/ID/included-actors/1190000000000000103",
      "POST /v2/watchlists/ID/included-actors/delete",
    ]);
    const rest = await tenant.run("code42-highriskemployee-remove-risk-tags", {
      username: ilse,
      risktags: "CONTRACT_EMPLOYEE",
    });
    expect(rest).not.to.have.property("warnings");
    const error = await rejection(tenant.run("code42-highriskemployee-remove-risk-tags", args));
    expect(error)
      .to.be.instanceOf(NotFoundError)
      .with.property("message", "ilse.bos@acme.test has none of the risk tags FLIGHT_RISK, HIGH_IMPACT_EMPLOYEE.");
  });

  it("list who has all the tags, reading each tag's list once", async () => {
    for (const username of [mara, ilse, "piet@acme.test"]) await add(username);
    await add(mara, "FLIGHT_RISK");
    await add(ilse, "FLIGHT_RISK,CONTRACT_EMPLOYEE");
    await add("piet@acme.test", "CONTRACT_EMPLOYEE");
    await tenant.requests();
    expect(await namesOf({ risktags: "FLIGHT_RISK,CONTRACT_EMPLOYEE" })).to.deep.equal([ilse]);
    expect((await tenant.requests()).map((request) => request.replace(/[0-9a-f-]{36}/, "ID"))).to.deep.equal([
      lists,
      members("ID"),
      members("ID"),
      members("ID"),
      "GET /v1/actors/actor/id/1190000000000000103",
    ]);
    expect(await namesOf({ risktags: "FLIGHT_RISK" })).to.deep.equal([mara, ilse]);
    expect(await namesOf({ results: 1 })).to.deep.equal([mara]);
  });

  it("stop at a tag that nobody has, and at one that does not exist", async () => {
    await add(ilse);
    await add(ilse, "FLIGHT_RISK");
    await tenant.run("code42-highriskemployee-remove-risk-tags", { username: ilse, risktags: "FLIGHT_RISK" });
    await tenant.requests();
    const { context, warnings } = await tenant.run("code42-highriskemployee-get-all", {
      risktags: "FLIGHT_RISK,HIGH_IMPACT_EMPLOYEE",
    });
    expect(context).to.deep.equal({ "Code42.HighRiskEmployee": [] });
    expect(warnings).to.deep.equal([]);
    const missing = await tenant.run("code42-highriskemployee-get-all", { risktags: "HIGH_IMPACT_EMPLOYEE" });
    expect(missing.context).to.deep.equal({ "Code42.HighRiskEmployee": [] });
    expect(missing.warnings).to.deep.equal(["There is no watchlist HIGH_IMPACT_EMPLOYEE, so nobody is on it."]);
  });

  it("list who has moved files", async () => {
    await add(mara);
    await add(ilse);
    await tenant.requests();
    expect(await namesOf({ filtertype: "EXFILTRATION_24_HOURS" })).to.deep.equal([mara]);
    expect(await tenant.requests()).to.deep.equal([
      lists,
      members(list),
      "POST /v2/file-events/grouping",
      "GET /v1/actors/actor/id/1190000000000000101",
    ]);
  });
});

/** Over Incydr's own API: the integration has no command for it. */
async function rename({ simulator }: Tenant, id: string, title: string): Promise<void> {
  const { clientId, clientSecret, url } = simulator;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const token = await fetch(`${url}/v1/oauth`, { method: "POST", headers: { authorization: `Basic ${basic}` } });
  const { access_token } = (await token.json()) as { access_token: string };
  const answer = await fetch(`${url}/v2/watchlists/${id}?paths=title`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
    body: JSON.stringify({ title }),
  });
  expect(answer.status).to.equal(200);
}
