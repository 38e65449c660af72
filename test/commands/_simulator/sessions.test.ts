import { expect } from "chai";

import type { SessionBody } from "../../../commands/_simulator/sessions/session-body.ts";
import { closeTenants, pick, started, startedAt, startTenant, type Tenant } from "./tenant.ts";
import { all, example, hourMs, last } from "./example-session.ts";

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

  it("tell what was found in contents as they did in 2024, when told so", async () => {
    const tenant = await startTenant({ sessions: "1", inspection: "results" });
    const path = `/v1/sessions/${example.sessionId}`;
    const first = await tenant.read(`${path}/events`, "queryResult.fileEvents[0].event.id");
    expect(first).to.be.a("string");
    expect(await tenant.read(path, "contentInspectionResults.status")).to.equal("FOUND");
    expect(await tenant.read(path, "contentInspectionResults.eventResults.length")).to.equal(16);
    expect(await tenant.read(path, "contentInspectionResults.eventResults[0]")).to.deep.equal({
      eventId: first,
      piiType: ["PII"],
      status: "FOUND",
    });
    expect(await tenant.read(path, "contentInspectionResults.eventResults[1].piiType")).to.deep.equal([]);
    const [, quiet] = await all(await startTenant({ sessions: "2", inspection: "results" }), "");
    expect(pick(quiet, "contentInspectionResults.status")).to.equal("NOT_FOUND");
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

  it("answer a note as they are told to", async () => {
    const tenant = await startTenant({ "note-status": "204" });
    const path = `/v1/sessions/${example.sessionId}/add-note`;
    expect(await tenant.call("POST", path, { noteContent: "x" })).to.deep.equal({ status: 204, body: undefined });
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

  it("are told to have been closed when they were observed", async () => {
    const tenant = await startTenant({ sessions: "0" });
    await tenant.control("POST", "/sessions", { state: "CLOSED_FP" });
    await tenant.control("POST", "/sessions", {});
    await tenant.control("POST", "/clock", { advanceMs: 1000 });
    const sessions = pick((await tenant.control("GET", "/truth/sessions")).body, "sessions") as { sessionId: string }[];
    const ids = sessions.map(({ sessionId }) => sessionId);
    await tenant.call("POST", "/v1/sessions/change-state", { ids: [ids[1]], newState: "CLOSED" });
    expect((await tenant.control("GET", "/truth?stream=sessions")).body).to.deep.equal({
      items: [
        { stream: "sessions", id: ids[0], at: started, closed: true },
        { stream: "sessions", id: ids[1], at: started },
      ],
    });
  });

  it("come as items that lay unseen: begun so much earlier", async () => {
    const tenant = await startTenant({ sessions: "0" });
    await tenant.control("POST", "/items", { stream: "sessions", count: 2, lateMs: 1000, unseenMs: 7 * hourMs });
    const { items } = await tenant.sessions("");
    expect(items.map(({ beginTime }) => beginTime)).to.deep.equal([startedAt - 7 * hourMs, startedAt - 7 * hourMs]);
  });

  it("come as items: observed now, though begun earlier", async () => {
    const tenant = await startTenant({ sessions: "0" });
    const { body } = await tenant.control("POST", "/items", { stream: "sessions", count: 2, lateMs: 7 * hourMs });
    expect(pick(body, "items[0].at")).to.equal(started);
    const { items } = await tenant.sessions("");
    expect(items.map(({ beginTime }) => beginTime)).to.deep.equal([startedAt - 7 * hourMs, startedAt - 7 * hourMs]);
  });

  it("change at a tester's command, each time with one new alert that the truth then names", async () => {
    const tenant = await startTenant({ sessions: "1" });
    for (const count of [1, 2]) await tenant.control("POST", "/changes", { stream: "sessions", count });
    const { body } = await tenant.control("GET", "/truth?stream=sessions");
    const [session] = await all(tenant, "state=OPEN_NEW_DATA");
    expect(session?.triggeredAlerts).to.have.length(4);
    expect(pick(body, "items[0].changed")).to.deep.equal({
      times: 3,
      mark: last(session?.triggeredAlerts ?? []).alertId,
    });
  });
});
