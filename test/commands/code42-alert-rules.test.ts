import { CredentialsError } from "soarkit";
import { expect } from "chai";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
const page = "GET /v2/alert-rules?PageNumber=0&PageSize=100";

describe("code42-alert-rule-list", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  const list = async (args: Record<string, string>) => {
    const { context, warnings } = await tenant.run("code42-alert-rule-list", args);
    const rules = (context?.["Code42.AlertRule"] ?? []) as Record<string, unknown>[];
    return { rules, names: rules.map(({ Name }) => Name), warnings };
  };

  it("lists all rules with one request", async () => {
    const { rules } = await list({});
    expect(rules).to.have.length(7);
    expect(rules[0]).to.deep.equal({
      ID: "r-0042",
      Name: "Source code to personal cloud",
      IsEnabled: true,
      IsSystemRule: false,
      RiskIndicators: ["Dropbox upload"],
      CreatedAt: "2025-06-10T17:06:15.3250920Z",
      CreatedBy: "admin@acme.test",
      ModifiedAt: "2025-06-10T17:09:01.1308010Z",
      ModifiedBy: "admin@acme.test",
    });
    expect(rules[6]).to.include({
      Name: "Anything, anywhere (trial)",
      Description: "Tried out on one user.",
      IsEnabled: false,
      Severity: "LOW",
      UsernameMode: "INCLUDE",
    });
    expect(await tenant.requests()).to.deep.equal([page]);
  });

  it("lists those that are on, or off", async () => {
    expect((await list({ enabled: "true" })).names).to.have.length(6);
    expect((await list({ enabled: "false" })).names).to.deep.equal(["Anything, anywhere (trial)"]);
  });

  it("lists those that look at a watchlist, given by id or by type", async () => {
    const expected = ["Archive to removable media"];
    expect((await list({ watchlist: departing })).names).to.deep.equal(expected);
    expect(await tenant.requests()).to.deep.equal([`${page}&WatchlistId=${departing}`]);
    expect((await list({ watchlist: "DEPARTING_EMPLOYEE" })).rules[0]).to.deep.include({ Watchlists: [departing] });
    expect(await tenant.requests()).to.deep.equal([
      "GET /v2/watchlists?page=1&pageSize=100",
      `${page}&WatchlistId=${departing}`,
    ]);
  });

  it("warns of a watchlist that does not exist, and writes no context where no rule is found", async () => {
    const { warnings, rules } = await list({ watchlist: "FLIGHT_RISK" });
    expect(rules).to.deep.equal([]);
    expect(warnings?.[0]).to.match(/^There is no watchlist with the type or title FLIGHT_RISK\. Run /);
    expect(await tenant.run("code42-alert-rule-list", { watchlist: "High Risk Employee" })).to.deep.equal({
      readable: "No results found.",
      raw: [],
    });
  });

  it("does not take a failure for a missing watchlist, nor for no rules", async () => {
    await tenant.control("/faults", [{ method: "GET", path: "/v2/watchlists", kind: "status", status: 403 }]);
    expect(await rejection(list({ watchlist: "FLIGHT_RISK" }))).to.be.instanceOf(CredentialsError);
    await tenant.control("/faults", [{ method: "GET", path: "/v2/alert-rules", kind: "status", status: 403 }]);
    expect(await rejection(list({}))).to.be.instanceOf(CredentialsError);
  });
});
