import { ApiError, CredentialsError, ParameterError } from "soarkit";
import { runTest, type TestOutcome } from "soarkit/testing";
import { expect } from "chai";
import { code42 } from "./recorded.ts";
import { openTenant, type Tenant } from "./tenant.ts";

describe("test-module", () => {
  let tenant: Tenant;
  const test = (params = {}): Promise<TestOutcome> =>
    runTest({ integration: code42, simulator: tenant.simulator, params });
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  it("passes with one request for each permission", async () => {
    const { error, requests } = await test();
    expect(error).to.equal(undefined);
    expect(requests.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
      "GET /v1/actors/actor/search",
      "GET /v1/sessions",
      "POST /v2/file-events",
      "GET /v2/watchlists",
    ]);
  });

  it("names a wrong secret", async () => {
    const env = { ...tenant.simulator.env, CODE42_CLIENT_SECRET: "wrong" };
    expect((await runTest({ integration: code42, env })).error).to.be.instanceOf(CredentialsError);
  });

  it("names everything that the API client may not read", async () => {
    await tenant.control(
      "/faults",
      ["/v1/sessions", "/v2/watchlists"].map((path) => ({ path, kind: "status", status: 403 })),
    );
    const { error } = await test();
    expect(error)
      .to.be.instanceOf(CredentialsError)
      .with.property("message", "The API client may not read alerts, watchlists.");
    expect(error).to.have.property("cause").that.is.instanceOf(CredentialsError);
  });

  it("lets any other failure be itself", async () => {
    await tenant.control("/faults", [{ path: "/v2/file-events", kind: "status", status: 418 }]);
    expect((await test()).error)
      .to.be.instanceOf(ApiError)
      .with.property("status", 418);
  });

  it("names fetch parameters that make no sense", async () => {
    expect((await test({ fetch_time: "yesterday" })).error).to.be.instanceOf(ParameterError);
  });
});
