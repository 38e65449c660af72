import { expect } from "chai";

import { closeTenants, pick, startTenant, type Tenant } from "./tenant.ts";

const path = "/v1/risk-indicator-categories";

interface Category {
  id: string;
  name: string;
  subcategories: { id: string; name: string; standardIndicators: { id: string; name: string }[] }[];
}

async function categories(tenant: Tenant, search = ""): Promise<Category[]> {
  return (await tenant.read(`${path}${search}`, "categories")) as Category[];
}

describe("the simulator's risk indicator categories", () => {
  afterEach(closeTenants);

  it("hold every indicator that an event carries", async () => {
    const tenant = await startTenant({ events: "20000" });
    const known = (await categories(tenant)).flatMap(({ subcategories }) =>
      subcategories.flatMap(({ standardIndicators }) => standardIndicators.map(({ name }) => name)),
    );
    const grouping = {
      groupClause: "AND",
      groups: [{ filterClause: "AND", filters: [{ term: "event.id", operator: "EXISTS", value: null }] }],
      groupingTerm: "risk.indicators.name",
      size: 1000,
    };
    const { body } = await tenant.call("POST", "/v2/file-events/grouping", grouping);
    const carried = (pick(body, "groups") as object[]).map((group) => pick(group, "value"));
    expect(carried.length).to.be.greaterThan(10);
    expect(carried.filter((name) => !known.includes(String(name)))).to.deep.equal([]);
    expect(new Set(known).size).to.equal(known.length);
  });

  it("are listed by name, either way", async () => {
    const tenant = await startTenant();
    const names = async (search: string) => (await categories(tenant, search)).map(({ name }) => name);
    expect(await names("?sort_direction=asc&isActive=True")).to.deep.equal(["Destination", "File", "User"]);
    expect(await names("?sort_direction=desc")).to.deep.equal(["User", "File", "Destination"]);
    expect(await names("?isActive=false")).to.deep.equal([]);
    expect((await tenant.call("GET", `${path}?sort_direction=up`)).status).to.equal(400);
  });

  it("are found by id, and so are their parts", async () => {
    const tenant = await startTenant();
    const [category] = await categories(tenant);
    expect((await tenant.call("GET", `${path}/${category!.id}`)).body).to.deep.equal(category);
    const [part] = category!.subcategories;
    const { body } = await tenant.call("GET", `${path}/${category!.id}/subcategories/${part!.id}`);
    expect(body).to.deep.equal({
      id: part!.id,
      name: "Cloud storage",
      description: null,
      standardIndicators: ["Box upload", "Dropbox upload", "Google Drive upload", "OneDrive upload"].map((name) => ({
        id: name,
        name,
        description: null,
      })),
      customIndicators: [],
    });
    expect((await tenant.call("GET", `${path}/7`)).status).to.equal(404);
    expect((await tenant.call("GET", `${path}/${category!.id}/subcategories/7`)).status).to.equal(404);
  });
});
