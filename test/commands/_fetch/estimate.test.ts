import { expect } from "chai";
import { estimate } from "../../../commands/fetch-incidents.ts";
import { handlerInput, openTenant, startAt } from "../tenant.ts";
import { createKeeper, fetchInto } from "./keeper.ts";

const now = () => Date.parse(startAt);

describe("what a fetch will cost", () => {
  for (const [knobs, params, asked, most] of [
    [{ sessions: "1000" }, {}, 2, 0],
    [{ sessions: "1000", names: "absent" }, {}, 3, 0.1],
    [{ sessions: "130", "other-sessions": "50" }, { alert_severity: "High" }, 2, 0],
    [{ sessions: "1000", users: "4000", events: "0" }, { include_files: "true" }, 2, 0.1],
    [{ sessions: "0" }, {}, 2, 0],
  ] as const) {
    it(`is foretold within a tenth of what it is then with ${JSON.stringify({ ...knobs, ...params })}`, async () => {
      const tenant = await openTenant({ knobs, params: { fetch_time: "31 days", ...params } });
      try {
        const { known, pending } = createKeeper();
        const base = handlerInput(tenant.params, tenant.client);
        const cost = await estimate({ ...base, lastRun: null, known, pending, limit: 1000 });
        expect(await tenant.requests()).to.have.length(asked);
        const keeper = createKeeper();
        await fetchInto(keeper, { params: tenant.params, client: tenant.client, now });
        const real = (await tenant.requests()).length;
        expect(cost.items).to.equal(keeper.created.length);
        expect(Math.abs(cost.requests - real) / real, `${cost.requests} of ${real}`).to.be.at.most(most);
      } finally {
        await tenant.close();
      }
    });
  }

  it("counts old sessions with new data, and of a range only what is in it", async () => {
    const tenant = await openTenant({ knobs: { sessions: "10" }, params: { fetch_time: "31 days" } });
    try {
      const { sessions } = (await tenant.control("/sessions", { beginAgoMs: 60 * 86_400_000, observedAgoMs: 0 })) as {
        sessions: { sessionId: string }[];
      };
      await tenant.control(`/sessions/${sessions[0]!.sessionId}/data`, { alerts: 1 });
      const { known, pending } = createKeeper();
      const base = { ...handlerInput(tenant.params, tenant.client), lastRun: null, known, pending, limit: 1000 };
      expect(await estimate(base)).to.deep.equal({ items: 11, requests: 2 });
      const range = { from: now() - 61 * 86_400_000, to: now() - 59 * 86_400_000 };
      expect(await estimate({ ...base, range })).to.deep.equal({ items: 1, requests: 1 });
    } finally {
      await tenant.close();
    }
  });
});
