import { expect } from "chai";

import { isoMicroseconds } from "../../../commands/_simulator/watchlists/watchlist-store.ts";
import { custom, departing, ilse, mara, piet } from "./first-lists.ts";
import { closeTenants, pick, startTenant, type Tenant } from "./tenant.ts";

const tenantId = "7f10aa52-0000-4000-8000-00000000a001";

async function ids(tenant: Tenant, list: string, kind: string, key: string): Promise<unknown[]> {
  const { body } = await tenant.call("GET", `/v2/watchlists/${list}/${kind}`);
  return (pick(body, key) as object[]).map((entry) => pick(entry, "actorId"));
}

describe("the simulator's watchlists", () => {
  afterEach(closeTenants);

  it("have the shape of Incydr's, to the letter", async () => {
    const tenant = await startTenant();
    expect((await tenant.call("GET", "/v2/watchlists")).body).to.deep.equal({
      watchlists: [
        {
          watchlistId: departing,
          listType: "DEPARTING_EMPLOYEE",
          title: null,
          description: null,
          tenantId,
          stats: {
            includedActorsCount: 1,
            excludedActorsCount: 0,
            includedDepartmentsCount: 1,
            excludedDepartmentsCount: 0,
            includedDirectoryGroupsCount: 0,
            excludedDirectoryGroupsCount: 0,
          },
        },
        {
          watchlistId: custom,
          listType: "CUSTOM",
          title: "High Risk Employee",
          description: "Made by the integration",
          tenantId,
          stats: {},
        },
      ],
      totalCount: 2,
    });
    expect((await tenant.call("GET", `/v2/watchlists/${departing}/included-actors`)).body).to.deep.equal({
      includedActors: [{ actorId: mara, actorname: "user1.quill@acme.test", addedTime: "2026-01-03T08:30:00.123456Z" }],
      totalCount: 1,
    });
    expect((await tenant.call("GET", `/v2/watchlists/${departing}/members`)).body).to.deep.equal({
      watchlistMembers: [
        { actorId: mara, actorname: "user1.quill@acme.test", addedTime: "2026-01-03T08:30:00.123456Z" },
        { actorId: ilse, actorname: "ilse.bos@acme.test", addedTime: "2026-01-03T08:31:00Z" },
      ],
      totalCount: 2,
    });
  });

  it("write times with six fraction digits, or none", () => {
    expect(isoMicroseconds(1_767_610_800_000_000)).to.equal("2026-01-05T11:00:00Z");
    expect(isoMicroseconds(1_767_610_800_000_042)).to.equal("2026-01-05T11:00:00.000042Z");
  });

  it("are listed in pages counted from 1, and by who is on them", async () => {
    const tenant = await startTenant();
    expect(await tenant.read("/v2/watchlists?page=2&pageSize=1", "watchlists[0].watchlistId")).to.equal(custom);
    expect(await tenant.read("/v2/watchlists?page=2&pageSize=1", "totalCount")).to.equal(2);
    expect(await tenant.read("/v2/watchlists?page=3&pageSize=1", "watchlists")).to.deep.equal([]);
    expect(await tenant.read(`/v2/watchlists?actorId=${ilse}`, "watchlists[0].watchlistId")).to.equal(departing);
    expect(await tenant.read(`/v2/watchlists?actorId=${piet}`, "totalCount")).to.equal(0);
    expect((await tenant.call("GET", "/v2/watchlists?pageSize=101")).status).to.equal(400);
  });

  it("list their members in pages whose size is spelled page_size", async () => {
    const tenant = await startTenant();
    const path = `/v2/watchlists/${departing}/members?page=2&page_size=1`;
    expect(await tenant.read(path, "watchlistMembers[0].actorId")).to.equal(ilse);
    expect(await tenant.read(path, "totalCount")).to.equal(2);
  });

  it("give one entry by its id", async () => {
    const tenant = await startTenant();
    expect(await tenant.read(`/v2/watchlists/${departing}/members/${ilse}`, "actorname")).to.equal(
      "ilse.bos@acme.test",
    );
    expect((await tenant.call("GET", `/v2/watchlists/${departing}/included-actors/${ilse}`)).status).to.equal(404);
    expect((await tenant.call("GET", `/v2/watchlists/${departing}/included-departments/Legal`)).body).to.deep.equal({
      name: "Legal",
      addedTime: "2026-01-03T08:31:00Z",
    });
  });

  it("add and delete actors, which is applied only where it changes something", async () => {
    const tenant = await startTenant();
    const path = `/v2/watchlists/${custom}/included-actors`;
    const body = { actorIds: [mara, piet, mara], watchlistId: custom };
    expect(await tenant.call("POST", `${path}/add`, body)).to.deep.equal({ status: 204, body: undefined });
    await tenant.call("POST", `${path}/add`, { actorIds: [piet], watchlistId: custom });
    expect((await tenant.call("GET", path)).body).to.deep.equal({
      includedActors: [
        { actorId: mara, actorname: "user1.quill@acme.test", addedTime: "2026-01-05T11:00:00Z" },
        { actorId: piet, actorname: "piet@acme.test", addedTime: "2026-01-05T11:00:00Z" },
      ],
      totalCount: 2,
    });
    expect(await tenant.read(`/v2/watchlists/${custom}`, "stats.includedActorsCount")).to.equal(2);
    await tenant.call("POST", `${path}/delete`, { actorIds: [piet, ilse] });
    await tenant.call("POST", `${path}/delete`, { actorIds: [piet] });
    expect(await ids(tenant, custom, "included-actors", "includedActors")).to.deep.equal([mara]);
    expect(await tenant.writes()).to.deep.equal([
      `POST ${path}/add 204 true`,
      `POST ${path}/add 204 false`,
      `POST ${path}/delete 204 true`,
      `POST ${path}/delete 204 false`,
    ]);
  });

  it("leave out whom they exclude", async () => {
    const tenant = await startTenant();
    await tenant.call("POST", `/v2/watchlists/${departing}/excluded-actors/add`, { actorIds: [ilse] });
    expect(await ids(tenant, departing, "members", "watchlistMembers")).to.deep.equal([mara]);
    expect(await ids(tenant, departing, "excluded-actors", "excludedActors")).to.deep.equal([ilse]);
    await tenant.call("POST", `/v2/watchlists/${departing}/excluded-actors/delete`, { actorIds: [ilse] });
    expect(await ids(tenant, departing, "members", "watchlistMembers")).to.deep.equal([mara, ilse]);
  });

  it("take in whole departments, nobody twice", async () => {
    const tenant = await startTenant({ users: "4" });
    const path = `/v2/watchlists/${departing}/included-departments`;
    await tenant.call("POST", `${path}/add`, { departments: ["Engineering"], watchlistId: departing });
    expect(await ids(tenant, departing, "members", "watchlistMembers")).to.deep.equal([
      mara,
      piet,
      ilse,
      "1190000000000000104",
    ]);
    await tenant.call("POST", `${path}/delete`, { departments: ["Engineering", "Legal"] });
    expect(await ids(tenant, departing, "members", "watchlistMembers")).to.deep.equal([mara]);
  });

  it("refuse to add what does not exist, and then add nothing", async () => {
    const tenant = await startTenant();
    const add = async (list: string, kind: string, body: unknown): Promise<unknown> => {
      const answer = await tenant.call("POST", `/v2/watchlists/${list}/${kind}/add`, body);
      return [answer.status, pick(answer.body, "error")];
    };
    expect(await add("nothing", "included-actors", { actorIds: [mara] })).to.deep.equal([400, "Watchlist not found"]);
    expect(await add(custom, "included-actors", { actorIds: [mara], watchlistId: departing })).to.deep.equal([
      400,
      "Watchlist not found",
    ]);
    expect(await add(custom, "included-actors", { actorIds: [mara, "7"] })).to.deep.equal([400, "Actor not found: 7"]);
    expect(await add(custom, "included-departments", { departments: ["Dreams"] })).to.deep.equal([
      400,
      "Department not found: Dreams",
    ]);
    expect(await add(custom, "included-actors", {})).to.deep.equal([400, "actorIds is required"]);
    const tooMany = Array.from({ length: 101 }, () => mara);
    expect(await add(custom, "included-actors", { actorIds: tooMany })).to.deep.equal([
      400,
      "actorIds must have at most 100 elements",
    ]);
    expect(await tenant.read(`/v2/watchlists/${custom}`, "stats")).to.deep.equal({});
  });

  it("are 404 where there is no such list", async () => {
    const tenant = await startTenant();
    const calls: [string, string][] = [
      ["GET", "/v2/watchlists/nothing"],
      ["GET", "/v2/watchlists/nothing/members"],
      ["GET", "/v2/watchlists/nothing/included-actors/1"],
      ["PATCH", "/v2/watchlists/nothing?paths=title"],
      ["DELETE", "/v2/watchlists/nothing"],
    ];
    for (const [method, path] of calls) {
      expect((await tenant.call(method, path, method === "GET" ? undefined : {})).status, path).to.equal(404);
    }
  });

  it("are made: one of each type, and custom ones by title", async () => {
    const tenant = await startTenant();
    const made = await tenant.call("POST", "/v2/watchlists", { watchlistType: "FLIGHT_RISK", title: "ignored" });
    const watchlistId = String(pick(made.body, "watchlistId"));
    expect(made).to.deep.equal({
      status: 200,
      body: { watchlistId, listType: "FLIGHT_RISK", title: null, description: null, tenantId, stats: {} },
    });
    expect(watchlistId).to.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const another = await tenant.call("POST", "/v2/watchlists", {
      watchlistType: "CUSTOM",
      title: "Second",
      description: "d",
    });
    expect(another.body).to.include({ listType: "CUSTOM", title: "Second", description: "d" });
    expect(await tenant.read("/v2/watchlists", "totalCount")).to.equal(4);
  });

  const wrong: [body: unknown, error: string][] = [
    [{ watchlistType: "DEPARTING_EMPLOYEE" }, "Watchlist already exists"],
    [{ watchlistType: "CUSTOM", title: "High Risk Employee" }, "Watchlist already exists"],
    [{ watchlistType: "CUSTOM" }, "title is required for a CUSTOM watchlist"],
    [{ watchlistType: "CUSTOM", title: "x".repeat(51) }, "title must have at most 50 characters"],
    [
      { watchlistType: "CUSTOM", title: "t", description: "x".repeat(251) },
      "description must have at most 250 characters",
    ],
    [{ watchlistType: "NOPE" }, "Error converting value \"NOPE\" to type 'WatchlistSdk.Model.WatchlistType'."],
    [{}, "Error converting value \"\" to type 'WatchlistSdk.Model.WatchlistType'."],
  ];
  for (const [body, error] of wrong) {
    it(`refuse to be made from ${JSON.stringify(body).slice(0, 60)}: ${error}`, async () => {
      const tenant = await startTenant();
      expect(await tenant.call("POST", "/v2/watchlists", body)).to.deep.equal({ status: 400, body: { error } });
    });
  }

  it("are changed in the named fields only, custom ones alone", async () => {
    const tenant = await startTenant();
    const path = `/v2/watchlists/${custom}`;
    await tenant.call("PATCH", `${path}?paths=title`, { title: "Renamed", description: "not named" });
    expect((await tenant.call("GET", path)).body).to.include({
      title: "Renamed",
      description: "Made by the integration",
    });
    await tenant.call("PATCH", `${path}?paths=title&paths=description`, { title: "Renamed", description: null });
    expect((await tenant.call("GET", path)).body).to.include({ title: "Renamed", description: null });
    await tenant.call("PATCH", `${path}?paths=title`, { title: "Renamed" });
    expect((await tenant.call("PATCH", `${path}?paths=title`, { title: "" })).status).to.equal(400);
    expect((await tenant.call("PATCH", `${path}?paths=owner`, {})).status).to.equal(400);
    expect((await tenant.call("PATCH", `/v2/watchlists/${departing}?paths=title`, { title: "t" })).status).to.equal(
      400,
    );
    expect((await tenant.writes()).map((line) => line.split(" ").slice(2).join(" "))).to.deep.equal([
      "200 true",
      "200 true",
      "200 false",
      "400 false",
      "400 false",
      "400 false",
    ]);
  });

  it("are deleted", async () => {
    const tenant = await startTenant();
    expect((await tenant.call("DELETE", `/v2/watchlists/${custom}`)).status).to.equal(204);
    expect((await tenant.call("GET", `/v2/watchlists/${custom}`)).status).to.equal(404);
    expect(await tenant.read("/v2/watchlists", "totalCount")).to.equal(1);
  });
});
