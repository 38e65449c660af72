import { expect } from "chai";

import { custom, departing, ilse, mara, piet } from "./first-lists.ts";
import { closeTenants, pick, startTenant, type Tenant } from "./tenant.ts";

const contractor = "1190000000000000104";
const now = "2026-01-05T11:00:00Z";

async function ids(tenant: Tenant, path: string, key: string, id: string): Promise<unknown[]> {
  return ((await tenant.read(path, key)) as object[]).map((entry) => pick(entry, id));
}

describe("the simulator's watchlists, in the first version of their API", () => {
  afterEach(closeTenants);

  it("are the same lists, with users where the second version has actors", async () => {
    const tenant = await startTenant();
    const { body } = await tenant.call("GET", "/v1/watchlists");
    expect(pick(body, "watchlists")).to.deep.equal([
      {
        watchlistId: departing,
        listType: "DEPARTING_EMPLOYEE",
        title: null,
        description: null,
        tenantId: "7f10aa52-0000-4000-8000-00000000a001",
        stats: {
          includedUsersCount: 1,
          excludedUsersCount: 0,
          includedDepartmentsCount: 1,
          includedDirectoryGroupsCount: 0,
        },
      },
      {
        watchlistId: custom,
        listType: "CUSTOM",
        title: "High Risk Employee",
        description: "Made by the integration",
        tenantId: "7f10aa52-0000-4000-8000-00000000a001",
        stats: {},
      },
    ]);
    expect((await tenant.call("GET", `/v1/watchlists/${departing}/included-users`)).body).to.deep.equal({
      includedUsers: [{ userId: mara, username: "user1.quill@acme.test", addedTime: "2026-01-03T08:30:00.123456Z" }],
      totalCount: 1,
    });
    expect((await tenant.call("GET", `/v1/watchlists/${departing}/members/${ilse}`)).body).to.deep.equal({
      userId: ilse,
      username: "ilse.bos@acme.test",
      addedTime: "2026-01-03T08:31:00Z",
    });
    expect(await tenant.read(`/v1/watchlists?userId=${ilse}`, "totalCount")).to.equal(1);
    expect(await tenant.read(`/v1/watchlists?userId=${piet}`, "totalCount")).to.equal(0);
  });

  it("show in one version what was written in the other", async () => {
    const tenant = await startTenant();
    const body = { userIds: [piet], watchlistId: custom };
    expect((await tenant.call("POST", `/v1/watchlists/${custom}/included-users/add`, body)).status).to.equal(204);
    expect(await ids(tenant, `/v2/watchlists/${custom}/included-actors`, "includedActors", "actorId")).to.deep.equal([
      piet,
    ]);
    await tenant.call("POST", `/v2/watchlists/${custom}/excluded-actors/add`, { actorIds: [piet] });
    expect(await ids(tenant, `/v1/watchlists/${custom}/excluded-users`, "excludedUsers", "userId")).to.deep.equal([
      piet,
    ]);
    expect(await tenant.read(`/v1/watchlists/${custom}/members`, "totalCount")).to.equal(0);
    expect(await tenant.read(`/v1/watchlists/${custom}`, "stats")).to.deep.equal({
      includedUsersCount: 1,
      excludedUsersCount: 1,
      includedDepartmentsCount: 0,
      includedDirectoryGroupsCount: 0,
    });
  });

  it("are made, changed and deleted, one of each type over both versions", async () => {
    const tenant = await startTenant();
    const made = await tenant.call("POST", "/v1/watchlists", { watchlistType: "FLIGHT_RISK" });
    expect(made.body).to.include({ listType: "FLIGHT_RISK", title: null });
    expect(await tenant.call("POST", "/v2/watchlists", { watchlistType: "FLIGHT_RISK" })).to.deep.equal({
      status: 400,
      body: { error: "Watchlist already exists" },
    });
    await tenant.call("PATCH", `/v1/watchlists/${custom}?paths=title`, { title: "Renamed" });
    expect(await tenant.read(`/v2/watchlists/${custom}`, "title")).to.equal("Renamed");
    expect((await tenant.call("DELETE", `/v1/watchlists/${custom}`)).status).to.equal(204);
    expect((await tenant.call("GET", `/v2/watchlists/${custom}`)).status).to.equal(404);
  });

  it("refuse in the words of their version", async () => {
    const tenant = await startTenant();
    const post = async (path: string, body: unknown): Promise<unknown> => {
      const answer = await tenant.call("POST", `/v1/watchlists${path}`, body);
      return [answer.status, pick(answer.body, "error")];
    };
    expect(await post("/nothing/included-users/add", { userIds: [mara] })).to.deep.equal([400, "Watchlist not found"]);
    for (const path of ["included-users/add", "included-users/delete", "excluded-users/add"]) {
      expect(await post(`/${custom}/${path}`, { userIds: ["7"] })).to.deep.equal([400, "User not found: 7"]);
    }
    expect(await post(`/${custom}/included-users/add`, { actorIds: [mara] })).to.deep.equal([
      400,
      "userIds is required",
    ]);
    expect(await post("", { watchlistType: "NOPE" })).to.deep.equal([
      400,
      "Error converting value \"NOPE\" to type 'WatchlistSdk.Model.WatchlistType'.",
    ]);
    expect((await tenant.call("GET", "/v1/watchlists/nothing")).status).to.equal(404);
    expect((await tenant.call("GET", "/v1/watchlists/nothing/members")).status).to.equal(404);
    expect((await tenant.call("GET", `/v1/watchlists/${custom}/included-users/${mara}`)).status).to.equal(404);
  });
});

describe("the simulator's directory groups", () => {
  afterEach(closeTenants);

  it("are found by name, without those that have gone", async () => {
    const tenant = await startTenant();
    expect((await tenant.call("GET", "/v1/directory-groups")).body).to.deep.equal({
      directoryGroups: [
        { groupId: "23", name: "Research and development" },
        { groupId: "24", name: "Corporate" },
        { groupId: "25", name: "Managers" },
      ],
      totalCount: 3,
    });
    expect((await tenant.call("GET", "/v1/directory-groups?page=2&page_size=1&name=R")).body).to.deep.equal({
      directoryGroups: [{ groupId: "24", name: "Corporate" }],
      totalCount: 3,
    });
  });

  for (const version of ["v1", "v2"]) {
    it(`take in all their members, who are not counted as included, in ${version}`, async () => {
      const tenant = await startTenant({ users: "4" });
      const path = `/${version}/watchlists/${custom}`;
      const groups = `${path}/included-directory-groups`;
      const id = version === "v1" ? "userId" : "actorId";
      expect(await tenant.call("POST", `${groups}/add`, { groupIds: ["25"], watchlistId: custom })).to.deep.equal({
        status: 204,
        body: undefined,
      });
      expect(await ids(tenant, `${path}/members`, "watchlistMembers", id)).to.deep.equal([piet, contractor]);
      expect(await tenant.read(`${path}/included-${version === "v1" ? "users" : "actors"}`, "totalCount")).to.equal(0);
      expect((await tenant.call("GET", groups)).body).to.deep.equal({
        includedDirectoryGroups: [{ groupId: "25", name: "Managers", isDeleted: false, addedTime: now }],
        totalCount: 1,
      });
      expect(await tenant.read(`${groups}/25`, "name")).to.equal("Managers");
      expect(await tenant.read(path, "stats.includedDirectoryGroupsCount")).to.equal(1);
      await tenant.call("POST", `${groups}/delete`, { groupIds: ["25"] });
      expect(await tenant.read(`${path}/members`, "totalCount")).to.equal(0);
    });
  }

  it("add nobody twice, and nobody excluded", async () => {
    const tenant = await startTenant({ users: "4" });
    const path = `/v2/watchlists/${departing}`;
    await tenant.call("POST", `${path}/included-directory-groups/add`, { groupIds: ["23", "25"] });
    await tenant.call("POST", `${path}/excluded-actors/add`, { actorIds: [contractor] });
    expect(await ids(tenant, `${path}/members`, "watchlistMembers", "actorId")).to.deep.equal([mara, piet, ilse]);
    expect(await tenant.read(`/v1/sessions?watchlist_id=${departing}`, "totalCount")).to.be.greaterThan(0);
  });

  it("stay on the list when they have gone, without members", async () => {
    const tenant = await startTenant();
    const path = `/v2/watchlists/${custom}`;
    await tenant.call("POST", `${path}/included-directory-groups/add`, { groupIds: ["26"] });
    expect(await tenant.read(`${path}/included-directory-groups`, "includedDirectoryGroups[0]")).to.deep.equal({
      groupId: "26",
      name: "Former project",
      isDeleted: true,
      addedTime: now,
    });
    expect(await tenant.read(`${path}/members`, "totalCount")).to.equal(0);
  });

  it("refuse those that never were", async () => {
    const tenant = await startTenant();
    const path = `/v2/watchlists/${custom}/included-directory-groups/add`;
    expect(await tenant.call("POST", path, { groupIds: ["7"] })).to.deep.equal({
      status: 400,
      body: { error: "Directory group not found: 7" },
    });
  });
});
