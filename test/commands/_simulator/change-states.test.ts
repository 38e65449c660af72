import { expect } from "chai";

import { closeTenants, pick, startTenant, type Tenant } from "./tenant.ts";
import { example } from "./example-session.ts";

describe("the simulator's change of many sessions", () => {
  afterEach(closeTenants);

  const change = (tenant: Tenant, search: string, newState: unknown, continuationToken: unknown = null) =>
    tenant.call("POST", `/v1/sessions/change-states?${search}`, { continuationToken, newState });
  const tokenOf = (answer: { body: unknown }) => pick(answer.body, "continuationToken");
  const closed = async (tenant: Tenant) => (await tenant.sessions("state=CLOSED_FP&page_size=1")).totalCount;

  it("sets those that the filter of the list finds, and no others", async () => {
    const tenant = await startTenant({ sessions: "30", "other-sessions": "14" });
    const search = "severity=1&severity=2&state=OPEN";
    const wanted = (await tenant.sessions(`${search}&page_size=1`)).totalCount;
    const before = await closed(tenant);
    expect(await change(tenant, search, "CLOSED_FP")).to.deep.equal({ status: 200, body: { continuationToken: null } });
    expect(wanted).to.be.greaterThan(5);
    expect(await closed(tenant)).to.equal(before + wanted);
    expect((await tenant.sessions(`${search}&page_size=1`)).totalCount).to.equal(0);
    expect(await tenant.read(`/v1/sessions/${example.sessionId}`, "states.length")).to.equal(1);
  });

  it("goes on with the token until that is null, missing none though changed ones match no longer", async () => {
    const tenant = await startTenant({ sessions: "10", "bulk-size": "4" });
    const first = await change(tenant, "state=OPEN", "CLOSED_FP");
    expect(await closed(tenant)).to.equal(4);
    const second = await change(tenant, "state=OPEN", "CLOSED_FP", tokenOf(first));
    expect(await closed(tenant)).to.equal(8);
    const third = await change(tenant, "state=OPEN", "CLOSED_FP", tokenOf(second));
    expect([tokenOf(first), tokenOf(second)]).to.satisfy((tokens: unknown[]) =>
      tokens.every((token) => typeof token === "string"),
    );
    expect(tokenOf(third)).to.equal(null);
    expect(await closed(tenant)).to.equal(10);
  });

  it("ends with an answer of nothing when told so", async () => {
    const tenant = await startTenant({ sessions: "3", "bulk-size": "2", "bulk-end": "empty" });
    const first = await change(tenant, "state=OPEN", "CLOSED_FP");
    expect(tokenOf(first)).to.be.a("string");
    const nothing = { status: 200, body: undefined };
    expect(await change(tenant, "state=OPEN", "CLOSED_FP", tokenOf(first))).to.deep.equal(nothing);
    expect(await change(tenant, "state=OPEN", "CLOSED_FP")).to.deep.equal(nothing);
    expect(await closed(tenant)).to.equal(3);
    expect((await tenant.writes()).map((line) => line.split(" ").at(-1))).to.deep.equal(["true", "true", "false"]);
  });

  it("ends with the last full call", async () => {
    const tenant = await startTenant({ sessions: "8", "bulk-size": "4" });
    const first = await change(tenant, "", "CLOSED_FP");
    expect(tokenOf(await change(tenant, "", "CLOSED_FP", tokenOf(first)))).to.equal(null);
  });

  it("takes a token twice, and is applied only where it changes something", async () => {
    const tenant = await startTenant({ sessions: "6", "bulk-size": "4" });
    const first = await change(tenant, "", "CLOSED_FP");
    await change(tenant, "", "CLOSED_FP", tokenOf(first));
    await change(tenant, "", "CLOSED_FP", tokenOf(first));
    await change(tenant, "state=OPEN", "CLOSED_FP");
    expect((await tenant.writes()).map((write) => write.split(" ").at(-1))).to.deep.equal([
      "true",
      "true",
      "false",
      "false",
    ]);
  });

  it("looks after 500 in one call", async () => {
    const tenant = await startTenant({ sessions: "501" });
    expect(tokenOf(await change(tenant, "", "CLOSED_FP"))).to.be.a("string");
    expect(await closed(tenant)).to.equal(500);
  });

  it("refuses a token that is unknown, meant otherwise or too old", async () => {
    const tenant = await startTenant({ sessions: "6", "bulk-size": "2", "page-token-life": "60000" });
    const token = tokenOf(await change(tenant, "state=OPEN", "CLOSED_FP"));
    const unknown = { status: 400, body: { error: "the continuation token is unknown" } };
    expect(await change(tenant, "state=OPEN", "CLOSED_FP", "")).to.deep.equal(unknown);
    expect(await change(tenant, "state=OPEN", "CLOSED_FP", `${String(token)}0`)).to.deep.equal(unknown);
    expect(await change(tenant, "", "CLOSED_FP", token)).to.deep.equal(unknown);
    expect(await change(tenant, "state=OPEN", "CLOSED_TP", token)).to.deep.equal(unknown);
    await tenant.control("POST", "/clock", { advanceMs: 60_001 });
    expect(await change(tenant, "state=OPEN", "CLOSED_FP", token)).to.deep.equal({
      status: 400,
      body: { error: "the continuation token has expired" },
    });
    expect(await closed(tenant)).to.equal(2);
  });

  const wrong: [string, unknown, unknown][] = [
    ["", "DONE", null],
    ["", undefined, null],
    ["", "CLOSED", 5],
    ["state=DONE", "CLOSED", null],
    ["severity=9", "CLOSED", null],
  ];
  for (const [search, newState, token] of wrong) {
    it(`refuses ${JSON.stringify([search, newState, token])}`, async () => {
      const tenant = await startTenant();
      expect((await change(tenant, search, newState, token)).status).to.equal(400);
    });
  }
});
