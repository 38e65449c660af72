import { ArgumentError } from "soarkit";
import { expect } from "chai";
import { laptop } from "./expected/devices.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const byName = (name: string) => `GET /v1/users?username=${encodeURIComponent(name)}&page=1&pageSize=100`;

describe("code42-device-list", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant({ knobs: { users: "4" } })));
  afterEach(() => tenant.close());

  const devices = async (args: Record<string, string>) => {
    const result = await tenant.run("code42-device-list", args);
    return { ...result, devices: result.context?.["Code42.Device"] as Record<string, unknown>[] };
  };

  it("gives all devices, with one request", async () => {
    const { devices: found, readable } = await devices({});
    expect(found.map(({ Name }) => Name)).to.deep.equal(["LAP-ILSE-01", "LAP-MARA-01", "LAP-PIET-01", "LAP-PIET-02"]);
    expect(readable).to.contain("### Code42 Devices");
    expect(await tenant.requests()).to.deep.equal(["GET /v1/devices?page=1&pageSize=50"]);
  });

  it("gives the devices of one user, with the name", async () => {
    const { devices: found } = await devices({ username: laptop.Username, active: "true", blocked: "false" });
    expect(found).to.deep.equal([
      { ...laptop, LastConnectedAt: found[0]?.LastConnectedAt, ModifiedAt: found[0]?.ModifiedAt },
    ]);
    expect(found[0]?.LastConnectedAt).to.match(/^2026-01-0[56]T.*Z$/);
    expect(await tenant.requests()).to.deep.equal([
      byName(laptop.Username),
      `GET /v1/users/${laptop.UserID}/devices?active=true&blocked=false&page=1&pageSize=50`,
    ]);
  });

  it("gives no more than asked for, and says that there are more", async () => {
    const { devices: found, readable } = await devices({ results: "3" });
    expect(found).to.have.length(3);
    expect(readable).to.contain("Devices shown: 3 of 4. Raise results to see more.");
    expect(await tenant.requests()).to.deep.equal(["GET /v1/devices?page=1&pageSize=3"]);
  });

  it("gives none where none is so", async () => {
    expect((await devices({ blocked: "true" })).devices).to.deep.equal([]);
  });

  it("warns of a user who does not exist", async () => {
    expect(await tenant.run("code42-device-list", { username: "nobody" })).to.deep.equal({
      warnings: ["No user found with username nobody."],
    });
    expect(await tenant.requests()).to.deep.equal([byName("nobody")]);
  });

  it("refuses to list none", async () => {
    expect(await rejection(tenant.run("code42-device-list", { results: "0" }))).to.be.instanceOf(ArgumentError);
  });
});
