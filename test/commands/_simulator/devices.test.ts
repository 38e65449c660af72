import { expect } from "chai";

import { closeTenants, pick, startTenant, type Tenant } from "./tenant.ts";

const mara = "1190000000000000101";

async function listed(tenant: Tenant, path: string): Promise<unknown[]> {
  const { body } = await tenant.call("GET", path);
  const [list = ""] = Object.keys(body as object);
  return (pick(body, list) as object[]).map((one) => pick(one, "name"));
}

describe("the simulator's devices", () => {
  afterEach(closeTenants);

  it("have the keys of Incydr's", async () => {
    const tenant = await startTenant({ users: "4" });
    const { body } = await tenant.call("GET", "/v1/devices/1190000000000000555");
    expect(pick(body, "lastConnected")).to.match(/^2026-01-05T(09|10|11):/);
    expect(body).to.deep.equal({
      deviceId: "1190000000000000555",
      legacyDeviceId: "30555",
      name: "LAP-MARA-01",
      osHostname: "LAP-MARA-01",
      status: "Active",
      active: true,
      blocked: false,
      alertState: 0,
      userId: mara,
      legacyUserId: "20417",
      orgId: "1190000000000000031",
      legacyOrgId: "31",
      orgGuid: "c1a2f0de-0000-4000-8000-000000000031",
      externalReferenceInfo: null,
      notes: null,
      lastConnected: pick(body, "lastConnected"),
      osName: "win",
      osVersion: "11",
      osArch: "x86-64",
      address: "10.4.0.17:4242",
      remoteAddress: "203.0.113.9",
      timeZone: "Europe/Amsterdam",
      version: "1525200006811",
      build: 811,
      creationDate: "2024-03-01T10:00:00.000Z",
      modificationDate: pick(body, "lastConnected"),
      loginDate: "2024-03-01T10:00:00.000Z",
    });
  });

  it("are listed in any order, in pages counted from 1", async () => {
    const tenant = await startTenant({ users: "4" });
    const byName = ["LAP-ILSE-01", "LAP-MARA-01", "LAP-PIET-01", "LAP-PIET-02"];
    expect(await listed(tenant, "/v1/devices")).to.deep.equal(byName);
    expect(await listed(tenant, "/v1/devices?page=2&pageSize=3")).to.deep.equal(["LAP-PIET-02"]);
    expect(await listed(tenant, "/v1/devices?sortDirection=desc")).to.deep.equal(byName.toReversed());
    expect((await listed(tenant, "/v1/devices?sortKey=os"))[0]).to.equal("LAP-ILSE-01");
    const times = (await tenant.read("/v1/devices?sortKey=lastConnected", "devices")) as { lastConnected: string }[];
    expect(times.map(({ lastConnected }) => lastConnected)).to.deep.equal(
      times.map(({ lastConnected }) => lastConnected).sort(),
    );
  });

  it("are active and blocked as their users are, on devices and agents alike", async () => {
    const tenant = await startTenant({ users: "4" });
    await tenant.call("POST", `/v1/users/${mara}/deactivate`);
    await tenant.call("POST", `/api/v3/users/${mara}/block`);
    expect(await tenant.read("/v1/devices/1190000000000000555", "status")).to.equal("Deactivated, Blocked");
    expect(await listed(tenant, "/v1/devices?active=false")).to.deep.equal(["LAP-MARA-01"]);
    expect(await listed(tenant, "/v1/devices?blocked=true")).to.deep.equal(["LAP-MARA-01"]);
    expect(await listed(tenant, "/v1/agents?active=false")).to.deep.equal(["LAP-MARA-01"]);
  });

  it("are agents, too", async () => {
    const tenant = await startTenant({ users: "4" });
    const { body } = await tenant.call("GET", "/v1/agents/1190000000000000557");
    expect(Object.keys(body as object)).to.deep.equal([
      "agentId",
      "name",
      "userId",
      "osHostname",
      "osName",
      "machineId",
      "serialNumber",
      "active",
      "agentType",
      "agentHealthIssueTypes",
      "agentHealthModificationDate",
      "appVersion",
      "productVersion",
      "lastConnected",
      "externalReference",
      "creationDate",
      "modificationDate",
    ]);
    expect(body).to.include({ agentId: "1190000000000000557", name: "LAP-ILSE-01", osName: "mac" });
  });

  it("are searched as agents by user, kind, health, system, serial number and connection", async () => {
    const tenant = await startTenant({ users: "60" });
    const serial = await tenant.read("/v1/agents/1190000000000000555", "serialNumber");
    const all = await listed(tenant, "/v1/agents");
    expect(all).to.have.length(60);
    const one = ["LAP-MARA-01"];
    expect(await listed(tenant, `/v1/agents?userId=${mara}&agentType=COMBINED`)).to.deep.equal(one);
    expect(await listed(tenant, `/v1/agents?serialNumber=${String(serial)}`)).to.deep.equal(one);
    expect(await listed(tenant, "/v1/agents?agentType=BACKUP")).to.deep.equal([]);
    const count = async (search: string) => (await listed(tenant, `/v1/agents?${search}`)).length;
    const ill = await count("anyOfAgentHealthIssueTypes=NOT_SENDING_SECURITY_EVENTS");
    expect(ill).to.be.greaterThan(0);
    expect((await count("agentHealthy=true")) + ill).to.equal(60);
    const mac = await count("anyOfAgentOsTypes=MAC");
    expect(mac).to.be.greaterThan(0);
    expect(mac + (await count("anyOfAgentOsTypes=WIN&anyOfAgentOsTypes=LINUX"))).to.equal(60);
    const silent = await count("notConnectedInLastDays=30");
    expect(silent).to.be.greaterThan(0);
    expect((await count("connectedInLastDays=30")) + silent).to.equal(60);
    expect(await count("agentHealthModifiedInLastDays=30")).to.equal(60 - silent);
  });

  it("are sorted as agents by name, user or connection", async () => {
    const tenant = await startTenant({ users: "4" });
    expect((await listed(tenant, "/v1/agents?srtDir=DESC"))[0]).to.equal("LAP-PIET-02");
    expect((await listed(tenant, "/v1/agents?srtDir=desc"))[0]).to.equal("LAP-PIET-02");
    expect((await listed(tenant, "/v1/agents?srtKey=USER_ID"))[0]).to.equal("LAP-MARA-01");
    const { body } = await tenant.call("GET", "/v1/agents?srtKey=LAST_CONNECTED&srtDir=DESC&pageSize=2&page=1");
    expect(String(pick(body, "agents[0].lastConnected")) > String(pick(body, "agents[1].lastConnected"))).to.equal(
      true,
    );
    expect([pick(body, "agents.length"), pick(body, "totalCount")]).to.deep.equal([2, 4]);
  });

  it("are 404 where there are none", async () => {
    const tenant = await startTenant();
    expect((await tenant.call("GET", "/v1/devices/7")).status).to.equal(404);
    expect((await tenant.call("GET", "/v1/agents/7")).status).to.equal(404);
  });
});
