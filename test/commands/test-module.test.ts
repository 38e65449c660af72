import { ApiError, CredentialsError, ParameterError } from "soarkit";
import { expect } from "chai";
import { run } from "../../commands/test-module.ts";
import { connectTo, handlerInput, openTenant, paramsOf, rejection, type Tenant } from "./tenant.ts";

describe("test-module", () => {
  let tenant: Tenant;
  const test = () => run(handlerInput(tenant.params, tenant.client));
  afterEach(() => tenant.close());

  it("passes with one request for each permission", async () => {
    tenant = await openTenant();
    await test();
    const paths = (await tenant.requests()).map((request) => request.replace(/\?.*/, ""));
    expect(paths).to.deep.equal([
      "GET /v1/actors/actor/search",
      "GET /v1/sessions",
      "POST /v2/file-events",
      "GET /v2/watchlists",
    ]);
  });

  it("names a wrong secret", async () => {
    tenant = await openTenant();
    const { url, clientId } = tenant.simulator;
    const params = paramsOf({ api_url: url }, { clientId, clientSecret: "wrong" });
    const error = await rejection(run(handlerInput(params, await connectTo(params))));
    expect(error).to.be.instanceOf(CredentialsError);
  });

  it("names everything that the API client may not read", async () => {
    tenant = await openTenant();
    await tenant.control(
      "/faults",
      ["/v1/sessions", "/v2/watchlists"].map((path) => ({ path, kind: "status", status: 403 })),
    );
    const error = await rejection(test());
    expect(error)
      .to.be.instanceOf(CredentialsError)
      .with.property("message", "The API client may not read alerts, watchlists.");
    expect(error).to.have.property("cause").that.is.instanceOf(CredentialsError);
  });

  it("lets any other failure be itself", async () => {
    tenant = await openTenant();
    await tenant.control("/faults", [{ path: "/v2/file-events", kind: "status", status: 418 }]);
    expect(await rejection(test()))
      .to.be.instanceOf(ApiError)
      .with.property("status", 418);
  });

  it("names fetch parameters that make no sense", async () => {
    tenant = await openTenant({ params: { fetch_time: "yesterday" } });
    expect(await rejection(test())).to.be.instanceOf(ParameterError);
  });
});
