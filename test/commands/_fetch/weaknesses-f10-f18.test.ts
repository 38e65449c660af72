// What fetch-incidents of other integrations for Incydr has been seen to get wrong, the second half.
import { ParameterError } from "soarkit";
import { expect } from "chai";
import { toIncident } from "../../../commands/_map/incident.ts";
import { toSession } from "../examples.ts";
import { openTenant, paramsOf, rejection, startAt, type TenantOptions } from "../tenant.ts";
import { createKeeper, fetchInto, type Keeper } from "./keeper.ts";
import { createModel, day, hour, start, toModelSession } from "./model.ts";

const params = paramsOf({ fetch_time: "24 hours", look_back: "7 days" });
const extras = {
  names: { actor: "somebody", rules: [] },
  consoleUrl: "https://console.us.code42.com",
  gaps: [],
  seenAt: 0,
};

/** What one run makes of the simulator's sessions. */
async function fetchFrom(options: TenantOptions): Promise<Keeper> {
  const tenant = await openTenant({ ...options, params: { fetch_time: "31 days", ...options.params } });
  try {
    const keeper = createKeeper();
    await fetchInto(keeper, { params: tenant.params, client: tenant.client, now: () => Date.parse(startAt) });
    return keeper;
  } finally {
    await tenant.close();
  }
}

describe("the weaknesses of fetching, designed out (F10–F18)", () => {
  it("F10: incidents are made in the order in which the sessions began, though Incydr gives the newest first", async () => {
    const { incidents } = await fetchFrom({ knobs: { sessions: "120" } });
    const begins = [...incidents.values()].map(({ occurred }) => occurred);
    expect(begins).to.have.length(120);
    expect(begins).to.deep.equal(begins.toSorted());
  });

  it("F11: severity is that scored last and not the highest ever, the state that of stateV2", () => {
    const session = toSession({
      scores: [
        { severity: 2, sourceTimestamp: 20 },
        { severity: 4, sourceTimestamp: 10 },
      ],
      states: [
        { state: "CLOSED_TP", stateV2: "CLOSED_TP_BENIGN", sourceTimestamp: 20 },
        { state: "OPEN", stateV2: "OPEN", sourceTimestamp: 10 },
      ],
    });
    const raw = JSON.parse(toIncident(session, extras).rawJSON) as object;
    expect(raw).to.include({ riskSeverity: "MODERATE", state: "CLOSED_TP_BENIGN" });
  });

  it("F12: times are UTC wherever it runs", () => {
    const zone = process.env.TZ;
    process.env.TZ = "Asia/Tokyo";
    try {
      expect(new Date(0).getHours()).to.equal(9);
      const { occurred, rawJSON } = toIncident(toSession({ beginTime: 1767607200000 }), extras);
      expect(occurred).to.equal("2026-01-05T10:00:00.000Z");
      expect(JSON.parse(rawJSON)).to.include({ beginTimeIso: "2026-01-05T10:00:00.000Z" });
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it("F13: the link to the session can be followed", () => {
    expect(JSON.parse(toIncident(toSession({ sessionId: "a b" }), extras).rawJSON)).to.include({
      alertUrl: "https://console.us.code42.com/app/#/alerts/review-alerts/a%20b",
    });
  });

  it("F14: file events that Incydr cuts short are looked for elsewhere, and said to lack where they cannot be had", async () => {
    const knobs = { sessions: "200", users: "4", events: "0", "session-events": "1" };
    const { incidents } = await fetchFrom({ knobs, params: { include_files: "true" } });
    let lacking = 0;
    for (const { details = "", rawJSON } of incidents.values()) {
      const raw = JSON.parse(rawJSON) as Record<string, number> & { fileevents: unknown[] };
      const counted = raw.criticalEvents! + raw.highEvents! + raw.moderateEvents! + raw.lowEvents! + raw.noRiskEvents!;
      if (details !== "") lacking += 1;
      expect(raw.fileevents.length === counted || details.includes("file events"), details).to.equal(true);
    }
    expect(lacking).to.be.within(1, 199);
  });

  it("F15: only 404 means that a rule was deleted; where Incydr fails, the incident says so", async () => {
    const rules = (fault: string) => fetchFrom({ knobs: { sessions: "1", names: "absent", fault } });
    const details = async (fault: string) => [...(await rules(fault)).incidents.values()][0]?.details;
    expect(await details("404:GET:/v2/alert-rules")).to.match(/^The alert rule \S+ no longer exists\.$/);
    expect(await details("500:GET:/v2/alert-rules")).to.match(/^The alert rule \S+ could not be looked up \(GET .*500/);
    expect(await details("403:GET:/v2/alert-rules")).to.match(/^The alert rule \S+ could not be looked up \(.*403/);
  });

  it("F15: where it goes on failing, no request is spent on the rest", async () => {
    const tenant = await openTenant({
      knobs: { sessions: "60", names: "absent", fault: "400:GET:/v1/actors" },
      params: { fetch_time: "31 days" },
    });
    try {
      const keeper = createKeeper();
      await fetchInto(keeper, { params: tenant.params, client: tenant.client, now: () => Date.parse(startAt) });
      expect(keeper.created).to.have.length(60);
      const asked = (await tenant.requests()).filter((request) => request.startsWith("GET /v1/actors"));
      expect(new Set(asked).size).to.equal(3);
      const last = [...keeper.incidents.values()].at(-1);
      expect(last?.details).to.match(/was not looked up, after others had failed/);
    } finally {
      await tenant.close();
    }
  });

  it("F16: parameters that are left out have defaults, and those left empty are refused by name", async () => {
    const { incidents } = await fetchFrom({ params: { fetch_time: "24 hours" } });
    expect(incidents.size).to.be.greaterThan(0);
    expect(paramsOf({})).to.include({ fetch_time: "24 hours", look_back: "7 days" });
    const model = createModel([], start);
    const empty = { ...params, fetch_time: " ", look_back: "" };
    const error = await rejection(fetchInto(createKeeper(), { params: empty, client: model.client, now: () => start }));
    expect(error).to.be.instanceOf(ParameterError);
    expect(error)
      .to.have.property("message")
      .that.matches(/fetch_time must be .* look_back must be /);
    expect(model.requests).to.equal(0);
  });

  it("F17: a session that is first observed out of order is met all the same", async () => {
    const sessions = [0, 1, 2].map((index) => toModelSession({ beginAgo: 5, lateHours: 0 }, index));
    Object.assign(sessions[1]!, { observedAt: start + hour, firstObserved: start - 4 * hour });
    Object.assign(sessions[2]!, { observedAt: start + hour, firstObserved: start - 5 * hour });
    const model = createModel(sessions, start);
    const keeper = createKeeper();
    const run = () => fetchInto(keeper, { params, client: model.client, now: () => model.now });
    await run();
    expect(keeper.created).to.deep.equal(["s0"]);
    model.now = start + 2 * hour;
    await run();
    expect(keeper.created).to.deep.equal(["s0", "s1", "s2"]);
  });

  for (const [of, lastRun] of [
    ["seconds", { last_fetch: (start - 2 * hour) / 1000 + 0.5 }],
    ["milliseconds", { last_fetch: start - 2 * hour, incidents_at_last_fetch_timestamp: ["s1"] as string[] }],
  ] as const) {
    it(`F18: the state that another integration kept in ${of} is taken over, and nothing emitted again`, async () => {
      const sessions = [30, 2, 2, 1].map((beginAgo, index) => toModelSession({ beginAgo, lateHours: 0 }, index));
      const model = createModel(sessions, start);
      const keeper = createKeeper(lastRun);
      const run = () => fetchInto(keeper, { params, client: model.client, now: () => model.now });
      await run();
      // In milliseconds it is known which of those at the very moment were emitted; s2 was not.
      expect(keeper.created).to.deep.equal(of === "seconds" ? ["s3"] : ["s2", "s3"]);
      for (let days = 1; days < 20; days++) {
        model.now = start + days * day;
        await run();
      }
      expect(keeper.created).to.deep.equal(of === "seconds" ? ["s3"] : ["s2", "s3"]);
      expect(keeper.lastRun).to.not.have.property("taken");
    });
  }
});
