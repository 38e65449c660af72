import { expect } from "chai";

import { closeTenants, pick, startTenant } from "./tenant.ts";

const path = "/v1/user-risk-profiles/1190000000000000101";
const actorPath = "/v1/actors/actor/id/1190000000000000101";
const mara = {
  active: true,
  cloudAliases: ["user1@personal.test"],
  country: "NL",
  deleted: false,
  department: "Engineering",
  displayName: "Mara Quill",
  division: "Payments",
  employmentType: "full-time",
  endDate: { year: 2026, month: 2, day: 28 },
  locality: "Utrecht",
  managerDisplayName: "Piet Jansen",
  managerId: "1190000000000000102",
  managerUsername: "piet@acme.test",
  notes: "Handed in notice",
  region: "UT",
  startDate: { year: 2024, month: 3, day: 1 },
  supportUser: false,
  tenantId: "7f10aa52-0000-4000-8000-00000000a001",
  title: "Developer",
  userId: "1190000000000000101",
  username: "user1.quill@acme.test",
};

describe("the simulator's user risk profiles", () => {
  afterEach(closeTenants);

  it("have the shape of Incydr's, to the letter", async () => {
    const tenant = await startTenant();
    expect((await tenant.call("GET", path)).body).to.deep.equal(mara);
  });

  it("leave dates and manager empty where there are none", async () => {
    const tenant = await startTenant();
    expect((await tenant.call("GET", "/v1/user-risk-profiles/1190000000000000102")).body).to.include({
      startDate: null,
      endDate: null,
      managerId: null,
      managerDisplayName: null,
      managerUsername: null,
    });
  });

  it("are listed in pages counted from 1, whose size is spelled page_size", async () => {
    const tenant = await startTenant({ users: "4" });
    const { body } = await tenant.call("GET", "/v1/user-risk-profiles?page=2&page_size=3");
    expect(pick(body, "userRiskProfiles[0].username")).to.equal("piet.jansen@contractors.test");
    expect([pick(body, "userRiskProfiles.length"), pick(body, "totalCount")]).to.deep.equal([1, 4]);
  });

  const filters: [string, string[]][] = [
    ["manager_id=1190000000000000102", ["user1.quill@acme.test", "ilse.bos@acme.test"]],
    ["title=Counsel", ["ilse.bos@acme.test"]],
    ["division=Corporate", ["ilse.bos@acme.test"]],
    ["department=Legal&country=NL&region=UT&locality=Utrecht&employment_type=full-time", ["ilse.bos@acme.test"]],
    ["department=Legal&country=US", []],
    ["active=False", []],
    ["deleted=true", []],
    ["support_user=true", []],
    ["title=Developer&active=TRUE&deleted=false&support_user=false", ["user1.quill@acme.test"]],
  ];
  for (const [filter, names] of filters) {
    it(`are filtered by ${filter}`, async () => {
      const tenant = await startTenant({ users: "4" });
      const found = (await tenant.read(`/v1/user-risk-profiles?${filter}`, "userRiskProfiles")) as object[];
      expect(found.map((profile) => pick(profile, "username"))).to.deep.equal(names);
    });
  }

  it("are the same data as the actors', written by either", async () => {
    const tenant = await startTenant();
    const endDate = { year: 2026, month: 3, day: 31 };
    const changed = { ...mara, endDate, notes: null };
    expect(
      (await tenant.call("PATCH", `${path}?paths=endDate&paths=notes`, { endDate, notes: null, startDate: null })).body,
    ).to.deep.equal(changed);
    expect((await tenant.call("GET", actorPath)).body).to.include({
      startDate: "2024-03-01",
      endDate: "2026-03-31",
      notes: null,
    });
    await tenant.call("PATCH", actorPath, { notes: "by the actor" });
    expect(await tenant.read(path, "notes")).to.equal("by the actor");
  });

  it("take paths joined by commas, clear what the body leaves out, and are applied only where they change", async () => {
    const tenant = await startTenant();
    await tenant.call("PATCH", `${path}?paths=startDate%2CendDate`, {});
    await tenant.call("PATCH", `${path}?paths=startDate,endDate`, { startDate: null });
    expect((await tenant.call("GET", path)).body).to.include({ startDate: null, endDate: null });
    expect((await tenant.writes()).map((line) => line.split(" ").slice(2).join(" "))).to.deep.equal([
      "200 true",
      "200 false",
    ]);
  });

  const wrong: [search: string, body: unknown, error: string][] = [
    ["", { notes: "x" }, "paths must name some of startDate, endDate, notes, got nothing"],
    ["?paths=notes,title", { notes: "x" }, "paths must name some of startDate, endDate, notes, got title"],
    ["?paths=endDate", { endDate: "2026-03-31" }, "endDate must be {year, month, day}"],
    [
      "?paths=endDate",
      { endDate: { year: 2026, month: 2, day: 30 } },
      "2026-02-30 is not a date of the form YYYY-MM-DD",
    ],
    ["?paths=endDate", { endDate: { year: 2026, month: 2 } }, "2026-02-00 is not a date of the form YYYY-MM-DD"],
    ["?paths=endDate", { endDate: { year: "2026" } }, "endDate: year must be a number from"],
    ["?paths=notes", { notes: 7 }, "notes must be a text"],
  ];
  for (const [search, body, error] of wrong) {
    it(`refuse to be written with ${search} ${JSON.stringify(body)}`, async () => {
      const tenant = await startTenant();
      const answer = await tenant.call("PATCH", path + search, body);
      expect([answer.status, (pick(answer.body, "error") as string).slice(0, error.length)]).to.deep.equal([
        400,
        error,
      ]);
      expect((await tenant.call("GET", path)).body).to.deep.equal(mara);
    });
  }

  it("are 404 where there is no such user", async () => {
    const tenant = await startTenant();
    const body = { error: "User not found" };
    expect(await tenant.call("GET", "/v1/user-risk-profiles/7")).to.deep.equal({ status: 404, body });
    expect(await tenant.call("PATCH", "/v1/user-risk-profiles/7?paths=notes", {})).to.deep.equal({ status: 404, body });
  });
});
