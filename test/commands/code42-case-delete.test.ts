import { ApiError, NotFoundError } from "soarkit";
import { runCommand } from "soarkit/testing";
import { expect } from "chai";
import { numbers, refuse } from "./cases.ts";
import { code42 } from "./recorded.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

describe("code42-case-delete", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  it("deletes a case", async () => {
    const { context } = await tenant.run("code42-case-delete", { casenumber: "16" });
    expect(context).to.deep.equal({ "Code42.Case": { Number: 16, Deleted: true } });
    expect(await tenant.requests()).to.deep.equal(["DELETE /v1/cases/16"]);
    expect(await numbers(tenant, {})).to.deep.equal([14, 15, 17]);
  });

  it("names the case that does not exist", async () => {
    const error = await rejection(tenant.run("code42-case-delete", { casenumber: "99" }));
    expect(error).to.be.instanceOf(NotFoundError);
    expect(error).to.include({
      message: "There is no case 99.",
      hint: "Run code42-case-list to see the numbers of all cases.",
    });
  });

  const preview = async (casenumber: string) => {
    const options = { integration: code42, simulator: tenant.simulator, preview: true };
    return runCommand("code42-case-delete", { casenumber }, options);
  };

  it("says before which case it is", async () => {
    expect((await preview("14")).preview).to.equal('This deletes case 14, "Contractor laptop" (CLOSED), for good.');
    expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/14", "DELETE /v1/cases/14"]);
  });

  it("says so even of a case whose state Incydr does not tell", async () => {
    await refuse(tenant, "GET", "/v1/cases", 200, '{"number":16,"name":"Board pictures"}');
    expect((await preview("16")).preview).to.equal('This deletes case 16, "Board pictures" (state unknown), for good.');
  });

  it("asks about no case that does not exist", async () => {
    const { error } = await preview("99");
    expect(error).to.be.instanceOf(NotFoundError).with.property("message", "There is no case 99.");
    expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/99"]);
  });

  it("is not sent again after a failure", async () => {
    await refuse(tenant, "DELETE", "/v1/cases/16", 500);
    const error = await rejection(tenant.run("code42-case-delete", { casenumber: "16" }));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 500);
    expect(await tenant.requests()).to.deep.equal(["DELETE /v1/cases/16"]);
  });
});
