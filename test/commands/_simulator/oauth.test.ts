import { expect } from "chai";

import { type Answer, closeTenants, pick, signIn, startTenant, type Tenant } from "./tenant.ts";

describe("the simulator's sign-in", () => {
  afterEach(closeTenants);

  async function post(tenant: Tenant, search: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${tenant.simulator.url}/v1/oauth${search}`, { method: "POST", ...init });
    return { status: response.status, body: await response.json() };
  }
  function basic(text: string): RequestInit {
    return { headers: { authorization: `Basic ${Buffer.from(text).toString("base64")}` } };
  }
  async function statusWith(tenant: Tenant, authorization: string): Promise<number> {
    return (await fetch(`${tenant.simulator.url}/v1/sessions`, { headers: { authorization } })).status;
  }

  it("answers a Basic header with a token for 900 seconds that names the tenant", async () => {
    const { simulator } = await startTenant();
    const { status, body } = await signIn(simulator);
    expect(status).to.equal(200);
    expect(Object.keys(body as object)).to.deep.equal(["access_token", "token_type", "expires_in"]);
    expect(body).to.include({ token_type: "bearer", expires_in: 900 });
    const parts = String(pick(body, "access_token")).split(".");
    expect(parts).to.have.length(3);
    const claims: unknown = JSON.parse(Buffer.from(parts[1]!, "base64url").toString("utf8"));
    expect(claims).to.include({ tenantUid: "7f10aa52-0000-4000-8000-00000000a001", exp: 1_767_611_700 });
  });

  it("takes the grant type as a query, the credentials as a form", async () => {
    const tenant = await startTenant();
    const { clientId, clientSecret } = tenant.simulator;
    expect(
      (await post(tenant, "?grant_type=client_credentials", basic(`${clientId}:${clientSecret}`))).status,
    ).to.equal(200);
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
    });
    expect((await post(tenant, "", { body: form })).status).to.equal(200);
  });

  it("has a client id that begins with key-", async () => {
    const { simulator } = await startTenant();
    expect(simulator.clientId).to.match(/^key-[0-9a-f-]{36}$/);
  });

  it("refuses wrong credentials as Incydr does", async () => {
    const tenant = await startTenant();
    const { clientId, clientSecret } = tenant.simulator;
    const form = new URLSearchParams({ client_id: clientId, client_secret: "guess" });
    for (const init of [
      basic(`${clientId}:guess`),
      basic(`key-0:${clientSecret}`),
      basic("nothing"),
      {},
      { body: form },
    ]) {
      expect(await post(tenant, "", init)).to.deep.equal({ status: 401, body: { error: "invalid_client" } });
    }
  });

  it("refuses another grant type", async () => {
    const tenant = await startTenant();
    const form = new URLSearchParams({ grant_type: "password" });
    expect(await post(tenant, "", { body: form })).to.deep.equal({
      status: 400,
      body: { error: "unsupported_grant_type" },
    });
  });

  it("refuses resources without a token that it gave", async () => {
    const tenant = await startTenant();
    expect(await statusWith(tenant, "")).to.equal(401);
    expect(await statusWith(tenant, "Bearer made.up.token")).to.equal(401);
    expect(await statusWith(tenant, "Basic a2V5OnNlY3JldA==")).to.equal(401);
  });

  it("lets a token expire on its own clock, while younger ones live on", async () => {
    const tenant = await startTenant();
    await tenant.control("POST", "/clock", { advanceMs: 600_000 });
    const younger = `Bearer ${String(pick(await signIn(tenant.simulator), "body.access_token"))}`;
    await tenant.control("POST", "/clock", { advanceMs: 299_999 });
    expect((await tenant.call("GET", "/v1/sessions")).status).to.equal(200);
    await tenant.control("POST", "/clock", { advanceMs: 1 });
    expect(await tenant.call("GET", "/v1/sessions")).to.deep.equal({ status: 401, body: { error: "invalid_token" } });
    expect(await statusWith(tenant, younger)).to.equal(200);
    await signIn(tenant.simulator);
    expect(await statusWith(tenant, younger)).to.equal(200);
  });

  it("gives a new token each time", async () => {
    const { simulator } = await startTenant();
    const tokens = [await signIn(simulator), await signIn(simulator)].map((answer) =>
      pick(answer, "body.access_token"),
    );
    expect(tokens[0]).not.to.equal(tokens[1]);
  });

  it("takes permissions away and gives them back", async () => {
    const tenant = await startTenant();
    await tenant.control("POST", "/permissions", { deny: ["/v1/actors"] });
    expect(await tenant.call("GET", "/v1/actors/actor/search")).to.deep.equal({
      status: 403,
      body: { error: "insufficient_scope" },
    });
    expect((await tenant.call("GET", "/v1/sessions")).status).to.equal(200);
    await tenant.control("POST", "/permissions", {});
    expect((await tenant.call("GET", "/v1/actors/actor/search")).status).to.equal(200);
  });

  it("limits each token to 120 requests a minute", async () => {
    const tenant = await startTenant({ rate: "2" });
    const statuses = [];
    for (const path of ["/v1/sessions", "/v1/sessions", "/v1/sessions"])
      statuses.push((await tenant.call("GET", path)).status);
    expect(statuses).to.deep.equal([200, 200, 429]);
  });
});
