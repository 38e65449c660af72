import { expect } from "chai";

import { closeTenants, startTenant, type Answer, type Tenant } from "./tenant.ts";

const userId = "1190000000000000101";
const profile = `/v1/user-risk-profiles/${userId}`;

async function change(tenant: Tenant, verb: "add" | "delete", cloudAliases: unknown): Promise<Answer> {
  return tenant.call("POST", `${profile}/${verb}-cloud-aliases`, { userId, cloudAliases });
}

describe("the cloud aliases of the simulator's risk profiles", () => {
  afterEach(closeTenants);

  it("are added and deleted, each once, and are the alternate names of actors", async () => {
    const tenant = await startTenant();
    const { status, body } = await change(tenant, "add", ["mara@home.test", "user1@personal.test", "mara@home.test"]);
    expect(status).to.equal(200);
    expect(body).to.deep.include({ userId, cloudAliases: ["user1@personal.test", "mara@home.test"] });
    expect(await tenant.read(`/v1/actors/actor/id/${userId}`, "alternateNames")).to.deep.equal([
      "user1@personal.test",
      "mara@home.test",
    ]);
    await change(tenant, "add", ["mara@home.test"]);
    await change(tenant, "delete", ["user1@personal.test", "nobody@home.test"]);
    await change(tenant, "delete", ["user1@personal.test"]);
    expect(await tenant.read(profile, "cloudAliases")).to.deep.equal(["mara@home.test"]);
    expect((await tenant.writes()).map((line) => line.split(" ").slice(2).join(" "))).to.deep.equal([
      "200 true",
      "200 false",
      "200 true",
      "200 false",
    ]);
  });

  it("stay as they are when notes are written, and the other way round", async () => {
    const tenant = await startTenant();
    await change(tenant, "add", ["mara@home.test"]);
    await tenant.call("PATCH", `${profile}?paths=notes`, { notes: "Stays" });
    await change(tenant, "delete", ["user1@personal.test"]);
    const { body } = await tenant.call("GET", profile);
    expect(body).to.deep.include({ notes: "Stays", cloudAliases: ["mara@home.test"] });
  });

  it("are refused when too long, too many, or none", async () => {
    const tenant = await startTenant();
    const refusal = "Cloud usernames must be less than or equal to";
    const many = Array.from({ length: 10 }, (_, index) => `mara${String(index)}@home.test`);
    for (const [aliases, error] of [
      [["a".repeat(51)], `${refusal} 50 characters`],
      [many, `${refusal} 10 in number`],
      [undefined, "cloudAliases is required"],
      [[7], "cloudAliases must hold texts"],
    ] as const) {
      expect(await change(tenant, "add", aliases)).to.deep.equal({ status: 400, body: { error } });
    }
    const none = await tenant.call("POST", "/v1/user-risk-profiles/7/add-cloud-aliases", { cloudAliases: [] });
    expect(none.status).to.equal(404);
    expect(await tenant.read(profile, "cloudAliases")).to.deep.equal(["user1@personal.test"]);
    expect((await change(tenant, "add", ["a".repeat(50), ...many.slice(2)])).status).to.equal(200);
  });
});
