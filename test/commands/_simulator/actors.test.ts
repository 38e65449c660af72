import { expect } from "chai";

import { closeTenants, pick, startTenant, type Tenant } from "./tenant.ts";

const mara = {
  active: true,
  actorId: "1190000000000000101",
  alternateNames: ["user1@personal.test"],
  country: "NL",
  department: "Engineering",
  division: "Payments",
  employeeType: "full-time",
  endDate: "2026-02-28",
  firstName: "Mara",
  inScope: true,
  lastName: "Quill",
  locality: "Utrecht",
  managerActorId: "1190000000000000102",
  name: "user1.quill@acme.test",
  notes: "Handed in notice",
  parentActorId: null,
  region: "UT",
  startDate: "2024-03-01",
  title: "Developer",
};

async function names(tenant: Tenant, search: string): Promise<unknown[]> {
  const { body } = await tenant.call("GET", `/v1/actors/actor/search${search}`);
  expect(Object.keys(body as object)).to.deep.equal(["actors"]);
  return (pick(body, "actors") as object[]).map((actor) => pick(actor, "name"));
}

describe("the simulator's actors", () => {
  afterEach(closeTenants);

  it("have the shape of Incydr's, to the letter", async () => {
    const tenant = await startTenant();
    expect((await tenant.call("GET", "/v1/actors/actor/id/1190000000000000101")).body).to.deep.equal(mara);
  });

  it("are as many as asked for, each once over all pages counted from 1", async () => {
    const tenant = await startTenant({ users: "23" });
    const all = await names(tenant, "");
    expect(new Set(all).size).to.equal(23);
    const pages = [
      ...(await names(tenant, "?page=1&pageSize=10")),
      ...(await names(tenant, "?page=2&pageSize=10")),
      ...(await names(tenant, "?page=3&pageSize=10")),
    ];
    expect(pages).to.deep.equal(all);
  });

  it("have managers who exist", async () => {
    const tenant = await startTenant({ users: "60" });
    const actors = (await tenant.read("/v1/actors/actor/search", "actors")) as object[];
    const ids = new Set(actors.map((actor) => pick(actor, "actorId")));
    const managers = actors.map((actor) => pick(actor, "managerActorId") as string | null).filter((id) => id !== null);
    expect(managers.length).to.be.greaterThan(50);
    expect(managers.filter((id) => !ids.has(id))).to.deep.equal([]);
  });

  it("are searched by the start and end of their name in any letter case, and by activity", async () => {
    const tenant = await startTenant({ users: "100" });
    expect(await names(tenant, "?nameStartsWith=USER1.quill%40acme.test")).to.deep.equal(["user1.quill@acme.test"]);
    expect(await names(tenant, "?nameEndsWith=%40Contractors.test")).to.deep.equal(["piet.jansen@contractors.test"]);
    expect(await names(tenant, "?nameStartsWith=nobody")).to.deep.equal([]);
    const [active, inactive] = [await names(tenant, "?active=True"), await names(tenant, "?active=false")];
    expect(inactive).not.to.have.length(0);
    expect(active.length + inactive.length).to.equal(100);
  });

  for (const search of ["?pageSize=501", "?page=0", "?active=yes"]) {
    it(`refuse to be searched with ${search}`, async () => {
      const tenant = await startTenant();
      expect((await tenant.call("GET", `/v1/actors/actor/search${search}`)).status).to.equal(400);
    });
  }

  it("lead from a second account to the first, and from the first to itself", async () => {
    const tenant = await startTenant();
    const id = "/v1/actors/actor/id/1190000000000000104";
    expect(await tenant.read(id, "parentActorId")).to.equal("1190000000000000102");
    for (const path of [
      `${id}/parent`,
      "/v1/actors/actor/id/1190000000000000102/parent",
      "/v1/actors/actor/name/piet.jansen%40contractors.test/parent",
      "/v1/actors/actor/name/Piet%40acme.test/parent",
    ]) {
      expect(await tenant.read(path, "name"), path).to.equal("piet@acme.test");
    }
    const found = await tenant.read("/v1/actors/actor/search/parent?nameEndsWith=contractors.test", "actors[0].name");
    expect(found).to.equal("piet@acme.test");
  });

  it("belong to a family, whichever of its members is asked", async () => {
    const tenant = await startTenant();
    for (const path of ["id/1190000000000000104", "id/1190000000000000102", "name/piet%40acme.test"]) {
      const { body } = await tenant.call("GET", `/v1/actors/actor/${path}/family`);
      expect(pick(body, "parent.name")).to.equal("piet@acme.test");
      expect((pick(body, "children") as object[]).map((child) => pick(child, "name"))).to.deep.equal([
        "piet.jansen@contractors.test",
      ]);
    }
    expect(await tenant.read("/v1/actors/actor/id/1190000000000000101/family", "children")).to.deep.equal([]);
  });

  it("are 404 where there is no such actor", async () => {
    const tenant = await startTenant();
    const paths = ["id/7", "id/7/parent", "id/7/family", "name/nobody/parent", "name/nobody/family"];
    const statuses = [];
    for (const path of paths) statuses.push((await tenant.call("GET", `/v1/actors/actor/${path}`)).status);
    statuses.push((await tenant.call("PATCH", "/v1/actors/actor/id/7", { notes: "x" })).status);
    expect(statuses).to.deep.equal([404, 404, 404, 404, 404, 404]);
  });

  it("are written field by field: an absent one is left alone, an explicit null clears", async () => {
    const tenant = await startTenant();
    const path = "/v1/actors/actor/id/1190000000000000101";
    expect(await tenant.call("PATCH", path, { endDate: "2026-03-31", notes: null })).to.deep.equal({
      status: 200,
      body: { ...mara, endDate: "2026-03-31", notes: null },
    });
    await tenant.call("PATCH", path, { startDate: null, notes: "again" });
    await tenant.call("PATCH", path, { notes: "again" });
    await tenant.call("PATCH", path, {});
    expect((await tenant.call("GET", path)).body).to.deep.equal({
      ...mara,
      startDate: null,
      endDate: "2026-03-31",
      notes: "again",
    });
    expect(await tenant.writes()).to.deep.equal([
      `PATCH ${path} 200 true`,
      `PATCH ${path} 200 true`,
      `PATCH ${path} 200 false`,
      `PATCH ${path} 200 false`,
    ]);
  });

  for (const body of [{ endDate: "28-02-2026" }, { endDate: "2026-02-30" }, { startDate: "" }, { notes: 7 }, []]) {
    it(`refuse to be written with ${JSON.stringify(body)}`, async () => {
      const tenant = await startTenant();
      expect((await tenant.call("PATCH", "/v1/actors/actor/id/1190000000000000101", body)).status).to.equal(400);
      expect(await tenant.read("/v1/actors/actor/id/1190000000000000101", "endDate")).to.equal("2026-02-28");
    });
  }
});
