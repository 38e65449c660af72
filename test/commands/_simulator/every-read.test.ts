import { expect } from "chai";

import { everyRead } from "./every-route.ts";
import { closeTenants, pick, signIn, startTenant } from "./tenant.ts";

describe("everything there is to read in the simulated tenant", () => {
  afterEach(closeTenants);

  /** Path → status, and headers with bytes. */
  async function everything(seed: number): Promise<Map<string, [number, string]>> {
    const tenant = await startTenant({ users: "5", events: "50", rate: "0" }, { seed });
    const authorization = `Bearer ${String(pick(await signIn(tenant.simulator), "body.access_token"))}`;
    const answers = new Map<string, [number, string]>();
    for (const path of everyRead()) {
      const response = await fetch(tenant.simulator.url + path, { headers: { authorization } });
      const bytes = Buffer.from(await response.arrayBuffer()).toString("latin1");
      answers.set(path, [response.status, JSON.stringify([[...response.headers], bytes])]);
    }
    return answers;
  }

  it("is the same, byte for byte, for the same seed and clock", async () => {
    const one = await everything(1);
    expect([...(await everything(1))]).to.deep.equal([...one]);
    const other = await everything(2);
    expect(other.get("/v1/sessions")).not.to.deep.equal(one.get("/v1/sessions"));
  });

  it("is there, but for what nobody has made or asked for yet", async () => {
    const absent = [...(await everything(1))].filter(([, [status]]) => status !== 200);
    const [mara, departing] = ["1190000000000000101", "watchlists/b7a6f8f2-1111-4000-8000-00000000d001"];
    expect(absent.map(([path, [status]]) => `${path} ${String(status)}`)).to.deep.equal([
      `/v2/${departing}/excluded-actors/${mara} 404`,
      `/v2/${departing}/included-departments/${mara} 404`,
      `/v2/${departing}/included-directory-groups/${mara} 404`,
      `/v1/${departing}/excluded-users/${mara} 404`,
      `/v1/${departing}/included-departments/${mara} 404`,
      `/v1/${departing}/included-directory-groups/${mara} 404`,
      // It wants a criterion.
      "/api/v1/LegalHoldMembership 400",
      // It wants a token.
      "/v1/audit/redeem-download-token 404",
    ]);
  });
});
