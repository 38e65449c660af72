import { expect } from "chai";

import type { SessionBody } from "../../../../commands/_simulator/sessions/session-body.ts";
import { closeTenants, pick, startedAt, startTenant } from "../tenant.ts";

const minuteMs = 60_000;

describe("making sessions", () => {
  afterEach(closeTenants);

  it("makes one of high severity with one alert, observed now, unless told otherwise", async () => {
    const tenant = await startTenant({ sessions: "0" });
    const answer = await tenant.control("POST", "/sessions");
    expect(answer.status).to.equal(200);
    expect(pick(answer.body, "sessions.length")).to.equal(1);
    const made = pick(answer.body, "sessions[0]");
    expect(made).to.include({
      beginTime: startedAt - 30 * minuteMs,
      firstObserved: startedAt,
      severity: 3,
      state: "OPEN",
    });
    expect(pick(made, "alertIds.length")).to.equal(1);
    expect(pick((await tenant.control("GET", "/truth/sessions")).body, "sessions[0]")).to.deep.equal(made);
  });

  it("makes as many as told, with the given times, severity, alerts, state, type and events", async () => {
    const tenant = await startTenant({ sessions: "0" });
    const counts = { critical: 2, high: 0, moderate: 1, low: 0, noRisk: 5 };
    const made = await tenant.makeSessions({
      count: 3,
      beginAgoMs: 90 * minuteMs,
      observedAgoMs: 10 * minuteMs,
      severity: "critical",
      alerts: 2,
      state: "IN_PROGRESS",
      type: "ACCOUNT_TAKE_OVER",
      counts,
    });
    expect(new Set(made.map(({ sessionId }) => sessionId)).size).to.equal(3);
    for (const session of made) {
      expect(session).to.include({
        beginTime: startedAt - 90 * minuteMs,
        firstObserved: startedAt - 10 * minuteMs,
        severity: 4,
        state: "IN_PROGRESS",
      });
      expect(session.alertIds).to.have.length(2);
    }
    const { items } = await tenant.sessions("type=ACCOUNT_TAKE_OVER&state=IN_PROGRESS&severity=4");
    expect(items).to.have.length(3);
    expect(items[0]).to.include({ criticalEvents: 2, highEvents: 0, moderateEvents: 1, lowEvents: 0, noRiskEvents: 5 });
    expect(new Set(items[0]!.triggeredAlerts.map(({ ruleId }) => ruleId)).size).to.equal(2);
  });

  it("takes severities as names and as numbers, alerts as numbers and as yes or no", async () => {
    const tenant = await startTenant({ sessions: "0" });
    const severities = [];
    for (const severity of ["NO_RISK", "LOW", "Moderate", "HIGH", 4]) {
      severities.push((await tenant.makeSessions({ severity }))[0]?.severity);
    }
    expect(severities).to.deep.equal([0, 1, 2, 3, 4]);
    expect((await tenant.makeSessions({ alerts: false }))[0]?.alertIds).to.deep.equal([]);
    expect((await tenant.makeSessions({ alerts: true }))[0]?.alertIds).to.have.length(1);
  });

  it("hides a session until it is observed", async () => {
    const tenant = await startTenant({ sessions: "0" });
    const later = (await tenant.makeSessions({ observedAgoMs: -10 * minuteMs }))[0]!;
    const sooner = (await tenant.makeSessions({ observedAgoMs: -5 * minuteMs, beginAgoMs: 0 }))[0]!;
    const equal = (await tenant.makeSessions({ observedAgoMs: -5 * minuteMs, beginAgoMs: 0 }))[0]!;
    const path = `/v1/sessions/${sooner.sessionId}`;
    expect((await tenant.call("GET", path)).status).to.equal(404);
    expect((await tenant.sessions("")).totalCount).to.equal(0);
    expect((await tenant.control("GET", "/truth/sessions")).body).to.deep.equal({ sessions: [] });
    await tenant.control("POST", "/clock", { advanceMs: 5 * minuteMs });
    expect((await tenant.call("GET", path)).status).to.equal(200);
    expect((await tenant.sessions("")).totalCount).to.equal(2);
    await tenant.control("POST", "/clock", { advanceMs: 5 * minuteMs });
    const { body } = await tenant.control("GET", "/truth?stream=sessions");
    expect([0, 1, 2].map((index) => pick(body, `items[${String(index)}].id`))).to.deep.equal([
      sooner.sessionId,
      equal.sessionId,
      later.sessionId,
    ]);
  });

  it("shows a new session on the next page that is read, though the same query was read before", async () => {
    const tenant = await startTenant({ sessions: "1" });
    expect((await tenant.sessions("state=OPEN")).totalCount).to.equal(1);
    await tenant.makeSessions({});
    expect((await tenant.sessions("state=OPEN")).totalCount).to.equal(2);
  });

  const wrong: [body: unknown, error: string][] = [
    [{ count: 0 }, "count must be a number from 1 to 10000"],
    [{ beginAgoMs: 0, observedAgoMs: 1 }, "a session cannot be observed before it begins"],
    [{ severity: "AWFUL" }, "severity must be one of NO_RISK, LOW, MODERATE, HIGH, CRITICAL, or 0 to 4"],
    [{ severity: 5 }, "severity must be one of NO_RISK, LOW, MODERATE, HIGH, CRITICAL, or 0 to 4"],
    [{ alerts: 101 }, "alerts must be a number from 0 to 100"],
    [{ counts: 7 }, "counts must be an object"],
    [{ counts: { low: -1 } }, "low must be a number from 0 to 100000"],
    [[], "the body must be a JSON object"],
  ];
  for (const [body, error] of wrong) {
    it(`refuses ${JSON.stringify(body)}`, async () => {
      const tenant = await startTenant({ sessions: "0" });
      expect(await tenant.control("POST", "/sessions", body)).to.deep.equal({ status: 400, body: { error } });
      expect((await tenant.control("GET", "/truth/sessions")).body).to.deep.equal({ sessions: [] });
    });
  }
});

describe("new data of a session", () => {
  afterEach(closeTenants);
  const sessionId = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";

  it("brings events, alerts and a severity, and re-opens it", async () => {
    const tenant = await startTenant();
    await tenant.call("POST", "/v1/sessions/change-state", { ids: [sessionId], newState: "CLOSED_TP" });
    await tenant.control("POST", "/clock", { advanceMs: 5 * minuteMs });
    const counts = { moderate: 2, noRisk: 1 };
    const told = await tenant.control("POST", `/sessions/${sessionId}/data`, {
      alerts: 1,
      severity: "MODERATE",
      counts,
    });
    expect(pick(told.body, "sessions[0].state")).to.equal("OPEN_NEW_DATA");
    expect(pick(told.body, "sessions[0].severity")).to.equal(2);

    const session = (await tenant.call("GET", `/v1/sessions/${sessionId}`)).body as SessionBody;
    expect(session).to.include({ moderateEvents: 2, noRiskEvents: 10, criticalEvents: 1 });
    expect(session).to.include({ endTime: startedAt + 5 * minuteMs, lastUpdated: startedAt + 5 * minuteMs });
    expect(session.scores.map(({ score }) => score)).to.deep.equal([8, 11, 5]);
    expect(session.states.map(({ stateV2 }) => stateV2)).to.deep.equal(["OPEN", "CLOSED_TP", "OPEN_NEW_DATA"]);
    expect(session.triggeredAlerts.map(({ ruleName }) => ruleName)).to.deep.equal([
      "Source code to personal cloud",
      "Spreadsheets to personal drive",
    ]);
    expect(await tenant.read(`/v1/sessions/${sessionId}/events`, "queryResult.totalCount")).to.equal(19);
    expect((await tenant.sessions("state=OPEN_NEW_DATA")).items[0]?.sessionId).to.equal(sessionId);
  });

  it("leaves the severity and the alerts as they are unless told otherwise", async () => {
    const tenant = await startTenant();
    await tenant.control("POST", `/sessions/${sessionId}/data`);
    await tenant.control("POST", `/sessions/${sessionId}/data`);
    const session = (await tenant.call("GET", `/v1/sessions/${sessionId}`)).body as SessionBody;
    expect(session.scores).to.have.length(2);
    expect(session.triggeredAlerts).to.have.length(1);
    expect(session.states.map(({ stateV2 }) => stateV2)).to.deep.equal(["OPEN", "OPEN_NEW_DATA"]);
    expect(session.lowEvents).to.be.at.least(6);
  });

  it("needs a session", async () => {
    const tenant = await startTenant();
    expect((await tenant.control("POST", "/sessions/nothing/data", {})).status).to.equal(404);
  });
});
