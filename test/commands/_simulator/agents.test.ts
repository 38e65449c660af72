import { expect } from "chai";

import { closeTenants, startTenant } from "./tenant.ts";

const mara = "1190000000000000555";
const ilse = "1190000000000000557";

describe("the simulator's agents, changed,", () => {
  afterEach(closeTenants);

  it("are switched off and on, and their devices with them", async () => {
    const tenant = await startTenant({ users: "4" });
    await tenant.control("POST", "/clock", { advanceMs: 1000 });
    for (const verb of ["deactivate", "deactivate", "activate"]) {
      const answer = await tenant.call("POST", `/v1/agents/${verb}`, { agentIds: [mara, mara, ilse] });
      expect(answer).to.deep.equal({ status: 204, body: undefined });
    }
    await tenant.call("POST", "/v1/agents/deactivate", { agentIds: [ilse] });
    expect(await tenant.writes()).to.deep.equal([
      "POST /v1/agents/deactivate 204 true",
      "POST /v1/agents/deactivate 204 false",
      "POST /v1/agents/activate 204 true",
      "POST /v1/agents/deactivate 204 true",
    ]);
    expect(await tenant.read("/v1/agents?active=false", "agents[0].name")).to.equal("LAP-ILSE-01");
    expect(await tenant.read("/v1/agents?active=false", "totalCount")).to.equal(1);
    expect(await tenant.read("/v1/devices?active=false", "totalCount")).to.equal(1);
    expect((await tenant.call("GET", `/v1/devices/${ilse}`)).body).to.include({
      active: false,
      status: "Deactivated",
      modificationDate: "2026-01-05T11:00:01.000Z",
    });
    expect(await tenant.read(`/v1/agents/${mara}`, "active")).to.equal(true);
  });

  it("are not switched on while their user is inactive", async () => {
    const tenant = await startTenant({ users: "4" });
    await tenant.call("POST", "/v1/users/1190000000000000101/deactivate");
    await tenant.call("POST", "/v1/agents/activate", { agentIds: [mara] });
    expect(await tenant.read(`/v1/agents/${mara}`, "active")).to.equal(false);
    expect((await tenant.writes()).at(-1)).to.equal("POST /v1/agents/activate 204 false");
  });

  it("are given names and references, and keep the names of their hosts", async () => {
    const tenant = await startTenant({ users: "4" });
    const put = (body: unknown) => tenant.call("PUT", `/v1/agents/${mara}`, body);
    const given = { name: "Mara's laptop", externalReference: "asset 7" };
    expect(await put(given)).to.deep.equal({ status: 204, body: undefined });
    expect((await tenant.call("GET", `/v1/agents/${mara}`)).body).to.include({ ...given, osHostname: "LAP-MARA-01" });
    const device = (await tenant.call("GET", `/v1/devices/${mara}`)).body;
    expect(device).to.include({ name: given.name, osHostname: "LAP-MARA-01", externalReferenceInfo: "asset 7" });
    expect(await tenant.read("/v1/devices?sortKey=osHostname", "devices[1].osHostname")).to.equal("LAP-MARA-01");
    expect(await tenant.read("/v1/devices?sortKey=name", "devices[3].name")).to.equal("Mara's laptop");
    await put(given);
    await put({ name: null });
    expect((await tenant.call("GET", `/v1/agents/${mara}`)).body).to.include({
      name: "Mara's laptop",
      externalReference: null,
    });
    expect((await tenant.writes()).map((line) => line.split(" ").at(-1))).to.deep.equal(["true", "false", "true"]);
  });

  it("stay as they are when one of them does not exist", async () => {
    const tenant = await startTenant({ users: "4" });
    const calls: [string, string, unknown, number][] = [
      ["POST", "/v1/agents/deactivate", { agentIds: [mara, "7"] }, 404],
      ["POST", "/v1/agents/deactivate", {}, 400],
      ["PUT", "/v1/agents/7", { name: "x" }, 404],
      ["PUT", `/v1/agents/${mara}`, { name: 7 }, 400],
    ];
    for (const [method, path, body, status] of calls) {
      expect((await tenant.call(method, path, body)).status).to.equal(status);
    }
    expect((await tenant.writes()).every((line) => line.endsWith("false"))).to.equal(true);
    expect(await tenant.read("/v1/agents?active=true", "totalCount")).to.equal(4);
  });
});
