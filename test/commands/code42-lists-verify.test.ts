import type { Json } from "soarkit";
import { expect } from "chai";
import { openTenant, type Tenant } from "./tenant.ts";
import { verified } from "./verified.ts";

const mara = "user1.quill@acme.test";
const ilse = "ilse.bos@acme.test";

describe("whether an interrupted write to a list or an actor happened", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  const asked = (name: string, args: Record<string, Json>) => verified(tenant, name, args);
  const steps: [name: string, args: Record<string, Json>][] = [
    ["code42-departingemployee-add", { username: ilse }],
    ["code42-departingemployee-add", { username: ilse, departuredate: "2026-02-28", note: "n" }],
    ["code42-departingemployee-remove", { username: mara }],
    ["code42-highriskemployee-add", { username: ilse }],
    ["code42-highriskemployee-add", { username: ilse, note: "n" }],
    ["code42-highriskemployee-add-risk-tags", { username: ilse, risktags: ["FLIGHT_RISK"] }],
    [
      "code42-highriskemployee-add-risk-tags",
      { username: ilse, risktags: ["FLIGHT_RISK", "CONTRACT_EMPLOYEE", "FLIGHT_RISK"] },
    ],
    ["code42-user-update-risk-profile", { username: mara, start_date: "2024-01-01" }],
    ["code42-user-update-risk-profile", { username: mara, end_date: "2026-02-28", notes: "n" }],
    ["code42-user-update-risk-profile", { username: mara, clear: ["start_date"] }],
    ["code42-user-update-risk-profile", { username: mara, clear: ["end_date", "notes"] }],
  ];
  for (const [name, args] of steps) {
    it(`is told for ${name} ${JSON.stringify(args)}`, async () => {
      expect(await asked(name, args)).to.equal(false);
      await tenant.run(name, args);
      expect(await asked(name, args)).to.equal(true);
    });
  }

  const pairs: [string, string, Record<string, Json>][] = [
    ["code42-highriskemployee-add", "code42-highriskemployee-remove", { username: ilse }],
    [
      "code42-highriskemployee-add-risk-tags",
      "code42-highriskemployee-remove-risk-tags",
      { username: ilse, risktags: ["FLIGHT_RISK", "CONTRACT_EMPLOYEE"] },
    ],
  ];
  for (const [add, remove, args] of pairs) {
    it(`is told for ${remove}`, async () => {
      await tenant.run(add, args);
      expect(await asked(remove, args)).to.equal(false);
      await tenant.run(remove, args);
      expect(await asked(remove, args)).to.equal(true);
    });
  }

  it("is denied where only a part of it did", async () => {
    await tenant.run("code42-departingemployee-add", { username: ilse });
    expect(await asked("code42-departingemployee-add", { username: ilse, departuredate: "2026-02-28" })).to.equal(
      false,
    );
    const both = { username: ilse, risktags: ["FLIGHT_RISK", "CONTRACT_EMPLOYEE"] };
    await tenant.run("code42-highriskemployee-add-risk-tags", { username: ilse, risktags: ["FLIGHT_RISK"] });
    expect(await asked("code42-highriskemployee-add-risk-tags", both)).to.equal(false);
    await tenant.run("code42-highriskemployee-add-risk-tags", both);
    await tenant.run("code42-highriskemployee-remove-risk-tags", { username: ilse, risktags: ["FLIGHT_RISK"] });
    expect(await asked("code42-highriskemployee-remove-risk-tags", both)).to.equal(false);
  });
});
