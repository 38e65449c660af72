import { ApiError, ArgumentError, NotFoundError } from "soarkit";
import { expect } from "chai";
import { departingLeaver } from "./expected/lists.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const list = "b7a6f8f2-1111-4000-8000-00000000d001";
const mara = "user1.quill@acme.test";
const ilse = "ilse.bos@acme.test";
const byName = (name: string) => `GET /v1/actors/actor/name/${encodeURIComponent(name)}/parent`;
const lists = "GET /v2/watchlists?page=1&pageSize=100";
const members = `GET /v2/watchlists/${list}/included-actors?page=1&page_size=100`;
const onList = (id: string) => `GET /v2/watchlists/${list}/included-actors/${id}`;
const asIlse = { CaseID: "1190000000000000103", UserID: "1190000000000000103", Username: ilse };

describe("the commands for departing employees", () => {
  let tenant: Tenant;
  const open = async (knobs: Record<string, string> = {}) => (tenant = await openTenant({ knobs }));
  afterEach(() => tenant.close());

  const namesOf = async (args: Record<string, string | number>) => {
    const { context, warnings } = await tenant.run("code42-departingemployee-get-all", args);
    expect(warnings).to.deep.equal([]);
    return (context?.["Code42.DepartingEmployee"] as { Username: string }[]).map(({ Username }) => Username);
  };
  /** Puts the tenant's further people on the list. */
  const fill = async (count: number) => {
    const ids = Array.from({ length: count }, (_, index) => String(1_190_000_000_000_001_000n + BigInt(index)));
    for (let from = 0; from < count; from += 100) {
      await tenant.client.watchlists.addActors(list, ids.slice(from, from + 100), new AbortController().signal);
    }
    await tenant.requests();
  };

  it("add a user with date and note", async () => {
    await open();
    const args = { username: ilse, departuredate: "2026-02-28", note: "Found another place" };
    const result = await tenant.run("code42-departingemployee-add", args);
    expect(result.context).to.deep.equal({
      "Code42.DepartingEmployee": { ...asIlse, DepartureDate: "2026-02-28", Note: "Found another place" },
    });
    expect(result.readable).to.equal(
      "### Code42 Departing Employee List User Added\nWatchlist: DEPARTING_EMPLOYEE\n" +
        "|Username|DepartureDate|Note|UserID|\n|---|---|---|---|\n" +
        "| ilse.bos@acme.test | 2026-02-28 | Found another place | 1190000000000000103 |\n",
    );
    expect(await tenant.requests()).to.deep.equal([
      byName(ilse),
      lists,
      `POST /v2/watchlists/${list}/included-actors/add`,
      "PATCH /v1/actors/actor/id/1190000000000000103",
    ]);
    expect(await namesOf({})).to.deep.equal([mara, ilse]);
  });

  it("add a user without touching date and note that are not given", async () => {
    await open();
    const result = await tenant.run("code42-departingemployee-add", { username: mara });
    expect(result.context).to.deep.equal({ "Code42.DepartingEmployee": departingLeaver });
    expect(await tenant.requests()).to.deep.equal([
      byName(mara),
      lists,
      `POST /v2/watchlists/${list}/included-actors/add`,
    ]);
  });

  it("complete what a run began that could not write the date", async () => {
    await open();
    const args = { username: ilse, departuredate: "2026-02-28" };
    await tenant.control("/faults", [{ method: "PATCH", path: "/v1/actors/*", kind: "status", status: 403, times: 1 }]);
    await rejection(tenant.run("code42-departingemployee-add", args));
    const result = await tenant.run("code42-departingemployee-add", args);
    expect(result.context?.["Code42.DepartingEmployee"]).to.deep.include({ DepartureDate: "2026-02-28" });
    expect(await namesOf({})).to.deep.equal([mara, ilse]);
  });

  it("create the list where there is none", async () => {
    await open();
    await tenant.client.watchlists.remove(list, new AbortController().signal);
    await tenant.requests();
    await tenant.run("code42-departingemployee-add", { username: ilse });
    const [, , created, added] = await tenant.requests();
    expect(created).to.equal("POST /v2/watchlists");
    expect(added).to.match(/^POST \/v2\/watchlists\/[0-9a-f-]{36}\/included-actors\/add$/);
    expect(await namesOf({})).to.deep.equal([ilse]);
  });

  it("refuse a day that does not exist, before anything is asked", async () => {
    await open();
    const args = { username: ilse, departuredate: "2026-02-30" };
    const error = await rejection(tenant.run("code42-departingemployee-add", args));
    expect(error)
      .to.be.instanceOf(ArgumentError)
      .with.property("message", 'departuredate must be a date of the form YYYY-MM-DD, not "2026-02-30".');
    expect(await tenant.requests()).to.deep.equal([]);
  });

  it("name the user who does not exist", async () => {
    await open();
    for (const command of ["code42-departingemployee-add", "code42-departingemployee-remove"]) {
      const error = await rejection(tenant.run(command, { username: "nobody" }));
      expect(error).to.be.instanceOf(NotFoundError).with.property("message", "No user found with username nobody.");
    }
  });

  it("name the user who is gone when the date is written", async () => {
    await open();
    await tenant.control("/faults", [{ method: "PATCH", path: "/v1/actors/*", kind: "status", status: 404 }]);
    const error = await rejection(tenant.run("code42-departingemployee-add", { username: ilse, note: "n" }));
    expect(error).to.be.instanceOf(NotFoundError).with.property("message", `No user found with username ${ilse}.`);
  });

  it("remove a user", async () => {
    await open();
    const result = await tenant.run("code42-departingemployee-remove", { username: mara });
    expect(result.context).to.deep.equal({
      "Code42.DepartingEmployee": { CaseID: "1190000000000000101", UserID: "1190000000000000101", Username: mara },
    });
    expect(await tenant.requests()).to.deep.equal([
      byName(mara),
      lists,
      onList("1190000000000000101"),
      `POST /v2/watchlists/${list}/included-actors/delete`,
    ]);
    expect(await namesOf({})).to.deep.equal([]);
  });

  it("do not call it success to remove who is not on the list", async () => {
    await open();
    const error = await rejection(tenant.run("code42-departingemployee-remove", { username: ilse }));
    expect(error)
      .to.be.instanceOf(NotFoundError)
      .with.property("message", "ilse.bos@acme.test was not added to the watchlist DEPARTING_EMPLOYEE.");
    expect(await tenant.requests()).to.deep.equal([byName(ilse), lists, onList("1190000000000000103")]);
  });

  it("need a user to remove, though the argument is optional by its documents", async () => {
    await open();
    const error = await rejection(tenant.run("code42-departingemployee-remove", {}));
    expect(error).to.be.instanceOf(ArgumentError).with.property("message", "Missing arguments: username.");
  });

  it("look up one who is on the list", async () => {
    await open();
    const result = await tenant.run("code42-departingemployee-get", { username: mara });
    expect(result.context).to.deep.equal({ "Code42.DepartingEmployee": departingLeaver });
    expect(await tenant.requests()).to.deep.equal([byName(mara), lists, onList("1190000000000000101")]);
  });

  it("warn, and write nothing, where nobody is found", async () => {
    await open();
    const warningsOf = async (username: string) => {
      const { warnings, ...rest } = await tenant.run("code42-departingemployee-get", { username });
      expect(rest).to.deep.equal({});
      return warnings;
    };
    expect(await warningsOf(ilse)).to.deep.equal([`${ilse} was not added to the watchlist DEPARTING_EMPLOYEE.`]);
    expect(await warningsOf("nobody")).to.deep.equal([
      "No user found with username nobody. Give the whole name as Incydr shows it, usually an email address.",
    ]);
    await tenant.client.watchlists.remove(list, new AbortController().signal);
    expect(await warningsOf(mara)).to.deep.equal(["There is no watchlist DEPARTING_EMPLOYEE, so nobody is on it."]);
    const { context, warnings } = await tenant.run("code42-departingemployee-get-all", {});
    expect(context).to.deep.equal({ "Code42.DepartingEmployee": [] });
    expect(warnings).to.deep.equal(["There is no watchlist DEPARTING_EMPLOYEE, so nobody is on it."]);
    const error = await rejection(tenant.run("code42-departingemployee-remove", { username: mara }));
    expect(error).to.include({
      message: `There is no watchlist DEPARTING_EMPLOYEE yet, so ${mara} is not on it.`,
      hint: "There is nobody to remove. Run code42-watchlists-list to see the watchlists that there are.",
    });
  });

  it("do not take a failure for an empty list", async () => {
    await open();
    await tenant.control("/faults", [{ method: "GET", path: "/v2/watchlists/*", kind: "status", status: 400 }]);
    for (const [command, args] of [
      ["code42-departingemployee-get", { username: mara }],
      ["code42-departingemployee-get-all", {}],
    ] as const) {
      expect(await rejection(tenant.run(command, args)))
        .to.be.instanceOf(ApiError)
        .with.property("status", 400);
    }
  });

  it("list everyone, with three requests for one", async () => {
    await open();
    const result = await tenant.run("code42-departingemployee-get-all", {});
    expect(result.context).to.deep.equal({ "Code42.DepartingEmployee": [departingLeaver] });
    expect(await tenant.requests()).to.deep.equal([lists, members, "GET /v1/actors/actor/id/1190000000000000101"]);
  });

  it("list the first fifty of many in as few requests as pages are needed, and no more members than asked for", async () => {
    await open({ users: "1200" });
    await fill(250);
    expect(await namesOf({})).to.have.length(50);
    expect(await tenant.requests()).to.deep.equal([lists, members, "GET /v1/actors/actor/search?page=1&pageSize=500"]);
    expect(await namesOf({ results: 120 })).to.have.length(120);
    expect(await tenant.requests()).to.deep.equal([
      lists,
      members,
      members.replace("page=1", "page=2"),
      "GET /v1/actors/actor/search?page=1&pageSize=500",
    ]);
  });

  it("say that there are more than they list", async () => {
    await open({ users: "1200" });
    await fill(60);
    const list = async (args: Record<string, number>) =>
      (await tenant.run("code42-departingemployee-get-all", args)).readable;
    expect(await list({})).to.match(/\n\nEmployees shown: 50\. There are more: raise results to see them\.\n$/);
    expect(await list({ results: 100 })).not.to.include("There are more");
  });

  it("list who leaves today", async () => {
    await open();
    expect(await namesOf({ filtertype: "LEAVING_TODAY" })).to.deep.equal([]);
    await tenant.run("code42-departingemployee-add", { username: ilse, departuredate: "2026-01-06" });
    await tenant.run("code42-departingemployee-add", { username: "piet@acme.test", departuredate: "2026-01-07" });
    await tenant.requests();
    expect(await namesOf({ filtertype: "LEAVING_TODAY" })).to.deep.equal([ilse]);
    expect(await tenant.requests()).to.deep.equal([lists, members, "GET /v1/actors/actor/search?page=1&pageSize=500"]);
  });

  it("look for those who leave today among all, not the first", async () => {
    await open({ users: "120" });
    await fill(110);
    await tenant.run("code42-departingemployee-add", { username: ilse, departuredate: "2026-01-06" });
    expect(await namesOf({ filtertype: "LEAVING_TODAY", results: 1 })).to.deep.equal([ilse]);
  });

  it("list who has moved files, with one question for all of them", async () => {
    await open({ users: "300", events: "2000" });
    await fill(250);
    const month = await namesOf({ filtertype: "EXFILTRATION_30_DAYS", results: 1000 });
    expect(await tenant.requests()).to.deep.equal([
      lists,
      members,
      members.replace("page=1", "page=2"),
      members.replace("page=1", "page=3"),
      "POST /v2/file-events/grouping",
      "GET /v1/actors/actor/search?page=1&pageSize=500",
    ]);
    const day = await namesOf({ filtertype: "EXFILTRATION_24_HOURS", results: 1000 });
    expect(day.length).to.be.greaterThan(0).and.lessThan(month.length);
    expect(day.filter((name) => !month.includes(name))).to.deep.equal([]);
    expect(await namesOf({ filtertype: "EXFILTRATION_30_DAYS", results: 3 })).to.deep.equal(month.slice(0, 3));
  });

  it("ask about a thousand users at a time", async () => {
    await open({ users: "1200" });
    await fill(1100);
    await tenant.run("code42-departingemployee-get-all", { filtertype: "EXFILTRATION_24_HOURS" });
    const asked = (await tenant.requests()).filter((request) => request === "POST /v2/file-events/grouping");
    expect(asked).to.have.length(2);
  });

  it("list nobody where nobody has moved files, without asking for anybody", async () => {
    await open({ events: "0", sessions: "0" });
    expect(await namesOf({ filtertype: "EXFILTRATION_24_HOURS" })).to.deep.equal([]);
    expect(await tenant.requests()).to.deep.equal([lists, members, "POST /v2/file-events/grouping"]);
  });

  it("tell of a member who is no actor any more", async () => {
    await open();
    await tenant.control("/faults", [{ method: "GET", path: "/v1/actors/actor/id/*", kind: "status", status: 404 }]);
    const { context, warnings } = await tenant.run("code42-departingemployee-get-all", {});
    expect(context).to.deep.equal({
      "Code42.DepartingEmployee": [{ ...departingLeaver, DepartureDate: null, Note: null }],
    });
    expect(warnings).to.deep.equal([`${mara} is on the list, but no longer an actor in Incydr.`]);
  });

  for (const results of [0, -1, 10_001]) {
    it(`cannot give ${results} employees`, async () => {
      await open();
      const error = await rejection(tenant.run("code42-departingemployee-get-all", { results }));
      expect(error)
        .to.be.instanceOf(ArgumentError)
        .with.property("message", `results must be from 1 to 10,000, not ${results}.`);
    });
  }
});
