import { ApiError } from "soarkit";
import { expect } from "chai";
import { refuse } from "./cases.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

describe("code42-case-export", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  const exported = async (args: Record<string, string>) => {
    const { files = [] } = await tenant.run("code42-case-export", args);
    return files.map(({ name }) => name);
  };

  it("takes the summary unless told otherwise", async () => {
    expect(await exported({ casenumber: "17" })).to.deep.equal(["Case-17.pdf"]);
    expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/17/export"]);
  });

  it("takes the file events, or everything", async () => {
    expect(await exported({ casenumber: "17", format: "csv" })).to.deep.equal(["Case-17-file-events.csv"]);
    expect(await exported({ casenumber: "17", format: "full" })).to.deep.equal(["Case-17.zip"]);
    expect(await tenant.requests()).to.deep.equal([
      "GET /v1/cases/17/fileevent/export",
      "GET /v1/cases/17/export/full?files=true&summary=true&fileEvents=true",
    ]);
  });

  const fallbacks: [string, string][] = [
    ["summary", "Case-17.pdf"],
    ["csv", "Case-17-file-events.csv"],
    ["full", "Case-17.zip"],
  ];
  for (const [format, name] of fallbacks) {
    it(`calls it ${name} where Incydr gives the ${format} no name`, async () => {
      await refuse(tenant, "GET", "/v1/cases", 200, "what is in it");
      expect(await exported({ casenumber: "17", format })).to.deep.equal([name]);
    });
  }

  it("warns where there is no such case", async () => {
    const result = await tenant.run("code42-case-export", { casenumber: "99" });
    expect(result).to.deep.equal({ warnings: ["There is no case 99."] });
  });

  it("lets a failure be", async () => {
    await refuse(tenant, "GET", "/v1/cases", 409);
    const error = await rejection(tenant.run("code42-case-export", { casenumber: "17" }));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 409);
  });
});
