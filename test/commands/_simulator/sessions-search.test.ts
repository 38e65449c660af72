import { expect } from "chai";
import fc from "fast-check";

import type { SessionBody } from "../../../commands/_simulator/sessions/session-body.ts";
import { closeTenants, pick, startTenant, type Tenant } from "./tenant.ts";
import { all, example, last } from "./example-session.ts";

describe("the simulator's sessions", () => {
  afterEach(closeTenants);

  it("come by pages of any size completely, each once, the latest end first", async () => {
    const tenant = await startTenant({ sessions: "60", rate: "0" });
    const whole = (await all(tenant, "")).map(({ sessionId, endTime }) => ({ sessionId, endTime }));
    expect(whole.map(({ endTime }) => endTime)).to.deep.equal(
      whole.map(({ endTime }) => endTime).toSorted((one, other) => other - one),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), fc.constantFrom("asc", "desc"), async (size, direction) => {
        const ids = (await all(tenant, `sort_direction=${direction}`, size)).map(({ sessionId }) => sessionId);
        const expected = whole.map(({ sessionId }) => sessionId);
        expect(ids).to.deep.equal(direction === "desc" ? expected : expected.toReversed());
      }),
      { numRuns: 15 },
    );
  });

  describe("are chosen", () => {
    let tenant: Tenant;
    let everything: SessionBody[];
    beforeEach(async () => {
      tenant = await startTenant({ sessions: "40", "other-sessions": "21", rate: "0" });
      everything = [...(await all(tenant, "has_alerts=true")), ...(await all(tenant, "has_alerts=False"))];
    });

    const detected = "contentInspectionResults.detectedOnAlerts.length";
    const conditions: [search: string, holds: (session: SessionBody) => boolean][] = [
      ["actor_id=1190000000000000101", ({ actorId }) => actorId === "1190000000000000101"],
      [`on_or_after=${String(example.beginTime)}`, ({ beginTime }) => beginTime >= example.beginTime],
      [`before=${String(example.beginTime)}`, ({ beginTime }) => beginTime < example.beginTime],
      ["type=ACCOUNT_TAKE_OVER", ({ type }) => type === "ACCOUNT_TAKE_OVER"],
      ["state=CLOSED_TP", ({ states }) => last(states).stateV2 === "CLOSED_TP"],
      ["state=OPEN&state=IN_PROGRESS", ({ states }) => ["OPEN", "IN_PROGRESS"].includes(last(states).stateV2)],
      ["severity=0", ({ scores }) => last(scores).severity === 0],
      ["severity=3&severity=4", ({ scores }) => last(scores).severity >= 3],
      ["rule_id=r-0042", ({ triggeredAlerts }) => triggeredAlerts.some(({ ruleId }) => ruleId === "r-0042")],
      ["content_inspection_status=FOUND", (session) => pick(session, detected) !== 0],
      ["content_inspection_status=NOT_FOUND", (session) => pick(session, detected) === 0],
      ["content_inspection_status=PENDING", () => false],
      [
        "risk_indicators=Dropbox%20upload",
        ({ riskIndicators }) => riskIndicators.some(({ id }) => id === "Dropbox upload"),
      ],
      [
        "risk_indicators=Dropbox%20upload&risk_indicators=Source%20code",
        ({ riskIndicators }) =>
          ["Dropbox upload", "Source code"].every((id) => riskIndicators.some((given) => given.id === id)),
      ],
      [
        "watchlist_id=b7a6f8f2-1111-4000-8000-00000000d001",
        ({ actorId }) => ["1190000000000000101", "1190000000000000103"].includes(actorId),
      ],
    ];
    for (const [search, holds] of conditions) {
      it(`by ${search}`, async () => {
        const expected = everything.filter(({ triggeredAlerts }) => triggeredAlerts.length > 0).filter(holds);
        const found = await all(tenant, search);
        expect(found.map(({ sessionId }) => sessionId)).to.have.members(expected.map(({ sessionId }) => sessionId));
        if (!search.includes("PENDING")) expect(found).not.to.have.length(0);
        expect(found.length).to.be.lessThan(everything.length);
      });
    }

    it("by their alerts, and only with alerts unless told otherwise", async () => {
      const [silent, alerting] = [await all(tenant, "has_alerts=false"), await all(tenant, "")];
      expect(silent).to.have.length(6);
      expect(silent.every(({ triggeredAlerts }) => triggeredAlerts.length === 0)).to.equal(true);
      expect(alerting).to.have.length(55);
    });

    it("and ordered by their current score", async () => {
      const scores = (await all(tenant, "order_by=score")).map((session) => last(session.scores).score);
      expect(scores).to.deep.equal(scores.toSorted((one, other) => other - one));
      const rising = (await all(tenant, "order_by=score&sort_direction=asc")).map(
        (session) => last(session.scores).score,
      );
      expect(rising).to.deep.equal(scores.toReversed());
    });

    it("by their current score, not the highest they ever had", async () => {
      const fallen = everything.filter(
        ({ scores }) => Math.max(...scores.map(({ severity }) => severity)) > last(scores).severity,
      );
      expect(fallen).not.to.have.length(0);
    });
  });

  const refused = [
    "page_size=51",
    "page_size=0",
    "page_number=-1",
    "severity=HIGH",
    "severity=5",
    "state=DONE",
    "has_alerts=maybe",
    "order_by=begin_time",
    "sort_direction=up",
    "on_or_after=yesterday",
    "type=OTHER",
    "content_inspection_status=LOST",
  ];
  for (const search of refused) {
    it(`refuse ${search}`, async () => {
      const tenant = await startTenant();
      expect((await tenant.call("GET", `/v1/sessions?${search}`)).status).to.equal(400);
    });
  }
});
