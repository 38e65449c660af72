import { expect } from "chai";
import fc from "fast-check";

import type { SessionBody } from "../../../commands/_simulator/sessions/session-body.ts";
import { closeTenants, pick, started, startedAt, startTenant, type Tenant } from "./tenant.ts";

const hourMs = 3_600_000;

const example = {
  sessionId: "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11",
  tenantId: "7f10aa52-0000-4000-8000-00000000a001",
  actorId: "1190000000000000101",
  actorName: "user1.quill@acme.test",
  userId: "1190000000000000101",
  type: "STANDARD",
  beginTime: 1767607200000,
  endTime: 1767609060000,
  firstObserved: 1767609300250,
  lastUpdated: 1767609904111,
  criticalEvents: 1,
  highEvents: 2,
  moderateEvents: 0,
  lowEvents: 4,
  noRiskEvents: 9,
  exfiltrationSummary: "source code file(s) uploaded to Dropbox",
  contextSummary: "Departing employee",
  contentInspectionResults: { detectedOnAlerts: ["PII"] },
  notes: [{ id: "n-1", content: "Triage started", sourceTimestamp: 1767609904111, userId: "1190000000000000900" }],
  riskIndicators: [
    { id: "Dropbox upload", name: "Dropbox upload", weight: 5, eventCount: 3 },
    { id: "Source code", name: "Source code", weight: 3, eventCount: 3 },
  ],
  scores: [
    { score: 8, severity: 3, sourceTimestamp: 1767609300250 },
    { score: 11, severity: 4, sourceTimestamp: 1767609904111 },
  ],
  states: [{ state: "OPEN", stateV2: "OPEN", sourceTimestamp: 1767609300250, userId: null }],
  triggeredAlerts: [{ alertId: "a-9001", ruleId: "r-0042", ruleName: "Source code to personal cloud", lessonId: null }],
};

function last<T>(list: readonly T[]): T {
  return list.at(-1)!;
}

/** All pages of a query. */
async function all(tenant: Tenant, search: string, size = 50): Promise<SessionBody[]> {
  const found: SessionBody[] = [];
  for (let page = 0; ; page += 1) {
    const { items } = await tenant.sessions(`${search}&page_size=${String(size)}&page_number=${String(page)}`);
    found.push(...items);
    if (items.length < size) return found;
  }
}

describe("the simulator's sessions", () => {
  afterEach(closeTenants);

  it("have the shape of Incydr's, to the letter", async () => {
    const tenant = await startTenant({ sessions: "1" });
    expect((await tenant.call("GET", "/v1/sessions")).body).to.deep.equal({ items: [example], totalCount: 1 });
    expect((await tenant.call("GET", `/v1/sessions/${example.sessionId}`)).body).to.deep.equal(example);
  });

  it("all have the same keys, in the same order", async () => {
    const tenant = await startTenant({ sessions: "30", "other-sessions": "14" });
    const items = [...(await all(tenant, "has_alerts=true")), ...(await all(tenant, "has_alerts=false"))];
    expect(items).to.have.length(44);
    for (const session of items) expect(Object.keys(session)).to.deep.equal(Object.keys(example));
  });

  it("name neither actors nor rules when told so", async () => {
    const tenant = await startTenant({ sessions: "1", names: "absent" });
    const { actorName, ...nameless } = example;
    expect(actorName).to.equal("user1.quill@acme.test");
    expect((await tenant.call("GET", `/v1/sessions/${example.sessionId}`)).body).to.deep.equal({
      ...nameless,
      triggeredAlerts: [{ alertId: "a-9001", ruleId: "r-0042", lessonId: null }],
    });
  });

  it("are as many as asked for: with alerts, OPEN, LOW or higher, observed, within the 30 days before", async () => {
    const tenant = await startTenant({ sessions: "130" });
    const search = "state=OPEN&has_alerts=true&severity=1&severity=2&severity=3&severity=4";
    const window = `on_or_after=${String(startedAt - 30 * 24 * hourMs)}&before=${String(startedAt)}`;
    const found = await all(tenant, `${search}&${window}`);
    expect(found).to.have.length(130);
    expect(new Set(found.map(({ sessionId }) => sessionId)).size).to.equal(130);
    expect((await tenant.sessions("")).totalCount).to.equal(130);
    for (const session of found) {
      expect(session.beginTime).to.be.at.most(session.endTime);
      expect(session.endTime).to.be.at.most(session.firstObserved);
      expect(session.firstObserved).to.be.at.most(startedAt);
    }
    const late = found.filter(({ endTime, firstObserved }) => firstObserved - endTime > hourMs);
    expect(late.length).to.be.within(3, 30);
  });

  it("are none when asked for none", async () => {
    const tenant = await startTenant({ sessions: "0" });
    expect((await tenant.call("GET", "/v1/sessions")).body).to.deep.equal({ items: [], totalCount: 0 });
  });

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
      ["content_inspection_status=FOUND", (session) => session.contentInspectionResults.detectedOnAlerts.length > 0],
      [
        "content_inspection_status=NOT_FOUND",
        (session) => session.contentInspectionResults.detectedOnAlerts.length === 0,
      ],
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

  it("are 404 where there is no such session", async () => {
    const tenant = await startTenant();
    const calls: [string, string, unknown?][] = [
      ["GET", "/v1/sessions/nothing"],
      ["GET", "/v1/sessions/nothing/events"],
      ["POST", "/v1/sessions/nothing/add-note", { noteContent: "x" }],
      ["POST", "/v1/sessions/change-state", { ids: [example.sessionId, "nothing"], newState: "CLOSED" }],
    ];
    for (const [method, path, body] of calls)
      expect((await tenant.call(method, path, body)).status, path).to.equal(404);
    expect((await tenant.sessions("state=CLOSED")).totalCount).to.equal(0);
  });

  describe("change their state", () => {
    async function change(tenant: Tenant, ids: string[], newState: string): Promise<unknown> {
      return tenant.call("POST", "/v1/sessions/change-state", { ids, newState });
    }

    it("by adding to its history", async () => {
      const tenant = await startTenant();
      await tenant.control("POST", "/clock", { advanceMs: 5000 });
      expect(await change(tenant, [example.sessionId], "CLOSED_TP_BENIGN")).to.deep.equal({
        status: 204,
        body: undefined,
      });
      const { body } = await tenant.call("GET", `/v1/sessions/${example.sessionId}`);
      expect(pick(body, "states")).to.deep.equal([
        { state: "OPEN", stateV2: "OPEN", sourceTimestamp: 1767609300250, userId: null },
        { state: "CLOSED_TP", stateV2: "CLOSED_TP_BENIGN", sourceTimestamp: 1767610805000, userId: null },
      ]);
      expect(pick(body, "lastUpdated")).to.equal(1767610805000);
      expect((await tenant.sessions("state=CLOSED_TP_BENIGN")).items.map(({ sessionId }) => sessionId)).to.deep.equal([
        example.sessionId,
      ]);
      expect((await tenant.sessions("state=OPEN")).totalCount).to.equal(24);
    });

    it("which is applied only where it changes something", async () => {
      const tenant = await startTenant();
      await change(tenant, [example.sessionId, example.sessionId], "CLOSED_TP");
      await change(tenant, [example.sessionId], "CLOSED_TP");
      expect(await tenant.writes()).to.deep.equal([
        "POST /v1/sessions/change-state 204 true",
        "POST /v1/sessions/change-state 204 false",
      ]);
      expect(await tenant.read(`/v1/sessions/${example.sessionId}`, "states.length")).to.equal(2);
    });

    const wrong: [unknown, string][] = [
      [{ ids: Array.from({ length: 101 }, () => "x"), newState: "CLOSED" }, "ids must have at most 100 elements"],
      [
        { ids: [example.sessionId], newState: "DONE" },
        "newState must be one of OPEN, IN_PROGRESS, CLOSED, CLOSED_TP, CLOSED_TP_BENIGN, CLOSED_FP, OPEN_NEW_DATA",
      ],
      [{ ids: [example.sessionId] }, "ids and newState are required"],
      [{ newState: "CLOSED" }, "ids and newState are required"],
    ];
    for (const [body, error] of wrong) {
      it(`but not with ${JSON.stringify(body).slice(0, 50)}`, async () => {
        const tenant = await startTenant();
        expect(await tenant.call("POST", "/v1/sessions/change-state", body)).to.deep.equal({
          status: 400,
          body: { error },
        });
      });
    }
  });

  it("keep all their notes", async () => {
    const tenant = await startTenant();
    const path = `/v1/sessions/${example.sessionId}/add-note`;
    expect(await tenant.call("POST", path, { noteContent: "é".repeat(2000) })).to.deep.equal({
      status: 200,
      body: undefined,
    });
    await tenant.call("POST", path, { noteContent: "second" });
    const notes = (await tenant.read(`/v1/sessions/${example.sessionId}`, "notes")) as SessionBody["notes"];
    expect(notes.map(({ content }) => content)).to.deep.equal(["Triage started", "é".repeat(2000), "second"]);
    expect(new Set(notes.map(({ id }) => id)).size).to.equal(3);
    expect(last(notes).sourceTimestamp).to.equal(startedAt);
    expect(await tenant.writes()).to.deep.equal([`POST ${path} 200 true`, `POST ${path} 200 true`]);
  });

  for (const noteContent of ["x".repeat(2001), "", undefined]) {
    it(`refuse a note of ${noteContent === undefined ? "nothing" : `${String(noteContent.length)} characters`}`, async () => {
      const tenant = await startTenant();
      expect(
        (await tenant.call("POST", `/v1/sessions/${example.sessionId}/add-note`, { noteContent })).status,
      ).to.equal(400);
    });
  }

  it("have as many events of each severity as they say", async () => {
    const tenant = await startTenant({ sessions: "20", "other-sessions": "7", rate: "0" });
    for (const session of [...(await all(tenant, "")), ...(await all(tenant, "has_alerts=false"))]) {
      const { body } = await tenant.call("GET", `/v1/sessions/${session.sessionId}/events`);
      const severities = (pick(body, "queryResult.fileEvents") as unknown[]).map((event) =>
        pick(event, "risk.severity"),
      );
      const count = (severity: string): number => severities.filter((given) => given === severity).length;
      expect([
        count("CRITICAL"),
        count("HIGH"),
        count("MODERATE"),
        count("LOW"),
        count("NO_RISK_INDICATED"),
      ]).to.deep.equal([
        session.criticalEvents,
        session.highEvents,
        session.moderateEvents,
        session.lowEvents,
        session.noRiskEvents,
      ]);
      expect(pick(body, "queryResult.totalCount")).to.equal(severities.length);
    }
  });

  it("answer with an empty page of events where they have none", async () => {
    const tenant = await startTenant({ sessions: "0" });
    const [made] = await tenant.makeSessions({ counts: {} });
    expect((await tenant.call("GET", `/v1/sessions/${made!.sessionId}/events`)).body).to.deep.equal({
      queryResult: { totalCount: 0, fileEvents: [], nextPgToken: null, problems: null },
    });
  });

  it("are told of by the truth with their own words", async () => {
    const tenant = await startTenant({ sessions: "1" });
    expect((await tenant.control("GET", "/truth/sessions")).body).to.deep.equal({
      sessions: [
        {
          sessionId: example.sessionId,
          actorId: example.actorId,
          beginTime: example.beginTime,
          firstObserved: example.firstObserved,
          alertIds: ["a-9001"],
          severity: 4,
          state: "OPEN",
        },
      ],
    });
    expect((await tenant.control("GET", "/truth?stream=sessions")).body).to.deep.equal({
      items: [{ stream: "sessions", id: example.sessionId, at: "2026-01-05T10:35:00.250Z" }],
    });
  });

  it("come as items: observed now, though begun earlier", async () => {
    const tenant = await startTenant({ sessions: "0" });
    const { body } = await tenant.control("POST", "/items", { stream: "sessions", count: 2, lateMs: 7 * hourMs });
    expect(pick(body, "items[0].at")).to.equal(started);
    const { items } = await tenant.sessions("");
    expect(items.map(({ beginTime }) => beginTime)).to.deep.equal([startedAt - 7 * hourMs, startedAt - 7 * hourMs]);
  });
});
