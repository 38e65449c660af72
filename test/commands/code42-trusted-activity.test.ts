import { ArgumentError } from "soarkit";
import { expect } from "chai";
import { ownDomain, slackTeam } from "./expected/trusted-activities.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

describe("code42-trusted-activity-list", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  it("lists the trusted activities with what is trusted there", async () => {
    const { context, readable } = await tenant.run("code42-trusted-activity-list", {});
    const [domain, slack] = context?.["Code42.TrustedActivity"] as unknown[];
    expect(domain).to.deep.equal(ownDomain);
    expect(slack).to.deep.equal(slackTeam);
    expect(readable).to.include("| FILE_UPLOAD, CLOUD_SYNC (GOOGLE_DRIVE, ONE_DRIVE), EMAIL (OFFICE_365) |");
    expect(readable).not.to.include("shown");
    expect(await tenant.requests()).to.deep.equal(["GET /v2/trusted-activities?page_num=1&page_size=50"]);
  });

  it("lists those of a type", async () => {
    const { context } = await tenant.run("code42-trusted-activity-list", { type: "GIT_REPOSITORY_URI" });
    const found = context?.["Code42.TrustedActivity"] as { ID: string }[];
    expect(found.map(({ ID }) => ID)).to.deep.equal(["104"]);
    expect(await tenant.requests()).to.deep.equal([
      "GET /v2/trusted-activities?page_num=1&page_size=50&activity_type=GIT_REPOSITORY_URI",
    ]);
  });

  it("stops at the limit, and says how many more there are", async () => {
    const { context, readable } = await tenant.run("code42-trusted-activity-list", { limit: "2" });
    expect(context?.["Code42.TrustedActivity"]).to.have.length(2);
    expect(readable).to.match(/\nTrusted activities shown: 2 of 5\. Raise limit to see more\.\n$/);
    expect(await tenant.requests()).to.deep.equal(["GET /v2/trusted-activities?page_num=1&page_size=2"]);
  });

  it("asks for no page larger than 100", async () => {
    await tenant.run("code42-trusted-activity-list", { limit: "500" });
    expect(await tenant.requests()).to.deep.equal(["GET /v2/trusted-activities?page_num=1&page_size=100"]);
  });

  it("wants a limit of 1 or more", async () => {
    const error = await rejection(tenant.run("code42-trusted-activity-list", { limit: "0" }));
    expect(error).to.be.instanceOf(ArgumentError).with.property("message", "limit must be 1 or more, got 0.");
    expect(await tenant.requests()).to.deep.equal([]);
  });
});
