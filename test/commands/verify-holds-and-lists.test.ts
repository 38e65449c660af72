import { expect } from "chai";
import { openTenant, type Tenant } from "./tenant.ts";
import { verified } from "./verified.ts";

const mara = "user1.quill@acme.test";
const contractor = "piet.jansen@contractors.test";

describe("whether a legal hold or a watchlist was changed", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  const writes: [command: string, args: Record<string, string>][] = [
    ["code42-legalhold-add-user", { username: mara, mattername: "Ledger dispute" }],
    ["code42-legalhold-remove-user", { username: contractor, mattername: "Ledger dispute 2" }],
    ["code42-watchlists-create", { type: "FLIGHT_RISK" }],
    ["code42-watchlists-create", { type: "CUSTOM", title: "Ledger" }],
    ["code42-watchlists-delete", { watchlist: "High Risk Employee" }],
    ["code42-watchlists-delete", { watchlist: "DEPARTING_EMPLOYEE" }],
    ["code42-watchlists-delete", { watchlist: "b7a6f8f2-1111-4000-8000-00000000d002" }],
  ];
  for (const [command, args] of writes) {
    it(`is found out after ${command} ${JSON.stringify(args)}`, async () => {
      expect(await verified(tenant, command, args)).to.equal(false);
      await tenant.run(command, args);
      expect(await verified(tenant, command, args)).to.equal(true);
    });
  }

  it("takes a watchlist's ID in any case of letters", async () => {
    const args = { watchlist: "B7A6F8F2-1111-4000-8000-00000000D002" };
    expect(await verified(tenant, "code42-watchlists-delete", args)).to.equal(false);
  });

  it("is found out where no watchlist is left", async () => {
    const lists = ["High Risk Employee", "DEPARTING_EMPLOYEE"];
    for (const watchlist of lists) await tenant.run("code42-watchlists-delete", { watchlist });
    for (const watchlist of lists)
      expect(await verified(tenant, "code42-watchlists-delete", { watchlist })).to.equal(true);
    expect(await verified(tenant, "code42-watchlists-create", { type: "FLIGHT_RISK" })).to.equal(false);
  });
});
