// What fetch-incidents of other integrations for Incydr has been seen to get wrong, the first half.
import { expect } from "chai";
import * as v from "valibot";
import { createSessions } from "../../../commands/_api/sessions.ts";
import { openTenant, paramsOf, startAt } from "../tenant.ts";
import { createKeeper, fetchInto, type Keeper, type RunOptions } from "./keeper.ts";
import { clear, createModel, day, hour, start, toModelSession, touch, type Model } from "./model.ts";

const params = paramsOf({ fetch_time: "24 hours", look_back: "7 days" });

function fetchOnce(model: Model, keeper: Keeper, options: Partial<RunOptions> = {}) {
  return fetchInto(keeper, { params, client: model.client, now: () => model.now, ...options });
}

/** Sessions that began so many hours before the first run, and were reported at once. */
function began(...hoursAgo: number[]) {
  return hoursAgo.map((beginAgo, index) => toModelSession({ beginAgo, lateHours: 0 }, index));
}

describe("the weaknesses of fetching, designed out (F1–F9)", () => {
  it("F1: after an outage longer than fetch_time, what began meanwhile is read from where the last run ended", async () => {
    const model = createModel(began(1, -24 * 5, -24 * 20), start);
    const keeper = createKeeper();
    await fetchOnce(model, keeper);
    model.now = start + 40 * day;
    await fetchOnce(model, keeper);
    expect(keeper.created).to.deep.equal(["s0", "s1", "s2"]);
    expect(keeper.covered.map(({ from, to }) => [from, to])).to.deep.equal([
      [start - day, start],
      [start - 7 * day, start + 40 * day],
    ]);
  });

  it("F2: a session that began before the last run and is observed after it becomes an incident", async () => {
    const model = createModel([toModelSession({ beginAgo: 6 * 24, lateHours: 6 * 24 + 5 }, 0)], start);
    const keeper = createKeeper();
    await fetchOnce(model, keeper);
    expect(keeper.created).to.deep.equal([]);
    model.now = start + 6 * hour;
    await fetchOnce(model, keeper);
    expect(keeper.created).to.deep.equal(["s0"]);
  });

  it("F3: a session that raises its first alert long after it was observed becomes an incident, and one more updates it", async () => {
    const [session] = began(12);
    session!.alerts = [];
    const model = createModel([session!], start);
    const keeper = createKeeper();
    await fetchOnce(model, keeper);
    expect(keeper.created).to.deep.equal([]);
    model.now += 2 * day;
    session!.alerts.push("a1");
    session!.lastUpdated = model.now;
    await fetchOnce(model, keeper);
    expect(keeper.created).to.deep.equal(["s0"]);
    session!.alerts.push("a2");
    await fetchOnce(model, keeper);
    expect(keeper.updated).to.deep.equal([["s0", "New alert: Rule of a2."]]);
  });

  it("F4: severity that rises above the filter makes an incident; new data and a higher severity update it", async () => {
    const [session] = began(12);
    session!.severity = 1;
    const model = createModel([session!], start);
    const keeper = createKeeper();
    const high = paramsOf({ alert_severity: ["High", "Critical"], fetch_time: "24 hours", look_back: "7 days" });
    await fetchOnce(model, keeper, { params: high });
    expect(keeper.created).to.deep.equal([]);
    session!.severity = 3;
    await fetchOnce(model, keeper, { params: high });
    expect(keeper.created).to.deep.equal(["s0"]);
    session!.severity = 4;
    model.now += 60 * day;
    touch(session, model.now);
    await fetchOnce(model, keeper, { params: high });
    expect(keeper.updated).to.deep.equal([
      ["s0", "Severity changed from HIGH to CRITICAL.\nState changed from OPEN to OPEN_NEW_DATA."],
    ]);
  });

  it("F5: rows that move up between two pages, since those above were closed, are all met in the same run", async () => {
    const model = createModel(began(...Array.from({ length: 30 }, (_, index) => 20 - index / 2)), start);
    let pages = 0;
    model.beforePage = () => {
      // The second page of the window: five of those that the first has shown are dealt with.
      if ((pages += 1) === 3) clear(model, 5);
    };
    const keeper = createKeeper();
    await fetchOnce(model, keeper);
    expect(keeper.created).to.have.length(30);
    expect(new Set(keeper.created).size).to.equal(30);
  });

  it("F6: names that sessions carry cost no request, and others one for each actor and rule in a run", async () => {
    for (const [names, expected] of [
      ["present", [2, 0]],
      ["absent", [2, 47]],
    ] as const) {
      const tenant = await openTenant({ knobs: { sessions: "45", names }, params: { fetch_time: "31 days" } });
      try {
        const { params: given, client } = tenant;
        await fetchInto(createKeeper(), { params: given, client, now: () => Date.parse(startAt) });
        const requests = await tenant.requests();
        const lookedUp = requests.filter((request) => !request.startsWith("GET /v1/sessions"));
        expect([requests.length - lookedUp.length, lookedUp.length > 0]).to.deep.equal([expected[0], expected[1] > 0]);
        expect(new Set(lookedUp).size).to.equal(lookedUp.length);
      } finally {
        await tenant.close();
      }
    }
  });

  it("F7: a session that is odd in any way becomes an incident with a note, and keeps no other from being one", async () => {
    const good = { sessionId: "good", actorName: "a", beginTime: start, states: [{ stateV2: "OPEN" }] };
    const items = [
      null,
      "text",
      7,
      [],
      { beginTime: start - 1 },
      { ...good, sessionId: 5 },
      { ...good, sessionId: "scores", scores: "many" },
      { ...good, sessionId: "alerts", triggeredAlerts: [{ ruleName: 1 }, 5] },
      { ...good, sessionId: "times", beginTime: Infinity, endTime: 1e300, firstObserved: "now" },
      { ...good, sessionId: "huge", exfiltrationSummary: "x".repeat(100_000) },
      good,
    ];
    const model = createModel([], start);
    const refuse = () => Promise.reject(new Error("not asked for"));
    const http = {
      send: async <T>({ answer }: { answer?: v.GenericSchema<unknown, T> }) =>
        v.parse(answer!, { items, totalCount: items.length }),
      stream: refuse,
    };
    const sessions = createSessions(http as unknown as Parameters<typeof createSessions>[0]);
    const keeper = createKeeper();
    await fetchInto(keeper, { params, client: { ...model.client, sessions }, now: () => start });
    expect(keeper.created).to.have.length(11);
    const details = Object.fromEntries([...keeper.incidents].map(([id, { details: text }]) => [id, text]));
    const madeUp = "Incydr gave this session without an id; the one shown here is made of its content.";
    const nameless = Object.keys(details).filter((id) => id.startsWith("without-id-"));
    expect(nameless).to.have.length(6);
    for (const id of nameless) expect(details[id]).to.include(madeUp);
    expect(details.scores).to.equal("What Incydr gave as scores could not be read.");
    expect(details.alerts).to.equal("What Incydr gave as triggeredAlerts could not be read.");
    expect(details.times).to.equal("What Incydr gave as beginTime, endTime, firstObserved could not be read.");
    expect(keeper.incidents.get("huge")?.name).to.have.length(600);
    expect(details.good).to.equal(undefined);
    await fetchInto(keeper, { params, client: { ...model.client, sessions }, now: () => start });
    expect(keeper.created).to.have.length(11);
  });

  it("F8: whichever page a run dies after, the next ones make each incident once and lose none", async () => {
    // So old that the look-back alone would not meet them again.
    const hoursAgo = Array.from({ length: 20 }, (_, index) => 10 * 24 + index);
    const month = paramsOf({ fetch_time: "30 days", look_back: "7 days" });
    for (let commits = 0; commits < 12; commits++) {
      const model = createModel(began(...hoursAgo), start);
      const keeper = createKeeper();
      await fetchOnce(model, keeper, { limit: 6, commits, params: month });
      for (let i = 0; i < 4; i++) await fetchOnce(model, keeper, { limit: 6, params: month });
      expect(keeper.created.toSorted()).to.deep.equal(model.sessions.map(({ id }) => id).sort());
    }
  });

  it("F9: while a backlog drains, new sessions go on being met and waiting ones stay up to date, without a request more", async () => {
    const sessions = [...began(10, 9, 8, 7, 6), toModelSession({ beginAgo: -1, lateHours: 0 }, 5)];
    const model = createModel(sessions, start);
    const keeper = createKeeper();
    await fetchOnce(model, keeper, { limit: 2 });
    expect([keeper.created, keeper.waiting.size, model.requests]).to.deep.equal([["s0", "s1"], 3, 2]);
    model.now = start + 2 * hour;
    sessions[4]!.severity = 4;
    sessions[4]!.lastUpdated = model.now;
    await fetchOnce(model, keeper, { limit: 2 });
    expect([keeper.created.length, [...keeper.waiting.keys()].sort(), model.requests]).to.deep.equal([
      4,
      ["s4", "s5"],
      4,
    ]);
    // Closed before its turn: it was open when it was met.
    sessions[4]!.states.push({ stateV2: "CLOSED_FP", sourceTimestamp: model.now });
    await fetchOnce(model, keeper, { limit: 2 });
    expect(keeper.created).to.deep.equal(["s0", "s1", "s2", "s3", "s4", "s5"]);
    expect(JSON.parse(keeper.incidents.get("s4")!.rawJSON)).to.include({ riskSeverity: "CRITICAL" });
    expect(keeper.updated).to.deep.equal([]);
  });
});
