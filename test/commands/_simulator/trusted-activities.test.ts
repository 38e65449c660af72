import { expect } from "chai";

import { closeTenants, startTenant, type Tenant } from "./tenant.ts";

async function ids(tenant: Tenant, search: string): Promise<unknown> {
  const found = await tenant.read(`/v2/trusted-activities?${search}`, "trustedActivities");
  return (found as { activityId: string }[]).map(({ activityId }) => activityId);
}

describe("the simulator's trusted activities", () => {
  afterEach(closeTenants);

  it("have the shape that Incydr's SDK reads", async () => {
    const tenant = await startTenant();
    const activity = {
      activityId: "105",
      type: "ACCOUNT_NAME",
      value: "Acme",
      description: "Corporate sync accounts",
      isHighValueSource: false,
      activityActionGroups: [
        {
          name: "DEFAULT",
          activityActions: [{ type: "CLOUD_SYNC", providers: [{ name: "DROPBOX" }, { name: "ONE_DRIVE" }] }],
        },
      ],
      principalType: "API_KEY",
      updateTime: "2025-12-06T11:00:00.000Z",
      updatedByPrincipalId: "key-0000",
      updatedByPrincipalName: "soar",
    };
    expect((await tenant.call("GET", "/v2/trusted-activities?activity_type=ACCOUNT_NAME")).body).to.deep.equal({
      trustedActivities: [activity],
      totalCount: 1,
    });
    expect(await tenant.call("GET", "/v2/trusted-activities/105")).to.deep.equal({ status: 200, body: activity });
    expect((await tenant.call("GET", "/v2/trusted-activities/999")).status).to.equal(404);
  });

  const searches: [search: string, found: string[]][] = [
    ["", ["101", "102", "103", "104", "105"]],
    ["page_num=2&page_size=2", ["103", "104"]],
    ["page_num=4&page_size=2", []],
    ["activity_type=SLACK", ["102"]],
    ["sort_direction=desc", ["105", "104", "103", "102", "101"]],
    ["sort_key=TYPE", ["105", "101", "104", "102", "103"]],
    ["sort_key=DESCRIPTION", ["102", "104", "103", "105", "101"]],
    ["sort_key=UPDATE_TIME&sort_direction=desc", ["105", "104", "103", "102", "101"]],
  ];
  for (const [search, found] of searches) {
    it(`are listed by ${search === "" ? "their ids" : search}`, async () => {
      expect(await ids(await startTenant(), search)).to.deep.equal(found);
    });
  }

  for (const search of ["page_num=0", "page_size=501", "activity_type=NONE", "sort_key=NAME", "sort_direction=up"]) {
    it(`are not listed by ${search}`, async () => {
      expect((await (await startTenant()).call("GET", `/v2/trusted-activities?${search}`)).status).to.equal(400);
    });
  }
});
