import { expect } from "chai";
import { ApiError, toObject, type JsonObject, type JsonText } from "soarkit";
import { fileEventSource } from "../../commands/_collect/file-events.ts";
import { count, estimate, run } from "../../commands/fetch-events.ts";
import { silentLog } from "../../src/log.ts";
import { openCollected, inputFor, type CollectedTenant } from "./_collect/collector.ts";
import { rejection, startAt } from "./tenant.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const now = Date.parse(startAt);
const month = { from: now - 31 * DAY_MS, to: now };

describe("fetch-events", () => {
  let tenant: CollectedTenant;
  afterEach(() => tenant.close());

  it("asks how many events there are, and reads them in one page", async () => {
    tenant = await openCollected({ knobs: { sessions: "3", events: "20", "audit-logs": "20" } });
    for (const [stream, given, requests] of [
      ["file-events", 20 + 24, ["POST /v2/file-events", "POST /v2/file-events"]],
      ["audit-logs", 20, ["POST /v1/audit/search-results-count", "POST /v1/audit/search-audit-log"]],
      [
        "alerts",
        3,
        [
          "GET /v1/sessions?on_or_after=1764979200000&has_alerts=true&order_by=end_time&sort_direction=desc&page_number=0&page_size=1",
          "GET /v1/sessions?state=OPEN_NEW_DATA&has_alerts=true&order_by=end_time&sort_direction=desc&page_number=0&page_size=50",
          "GET /v1/sessions?on_or_after=1764979200000&before=1767657600000&has_alerts=true&order_by=end_time&sort_direction=desc&page_number=0&page_size=50",
        ],
      ],
    ] as const) {
      await tenant.requests();
      const collector = tenant.collector(stream);
      expect(await collector.collect({ from: month.from }), stream).to.equal(given);
      expect(await tenant.requests()).to.deep.equal(requests);
      const { events } = collector;
      expect(events.map(({ at }) => at)).to.deep.equal(events.map(({ at }) => at).toSorted((a, b) => a - b));
    }
  });

  it("hands events on with the vendor's own keys", async () => {
    tenant = await openCollected({ knobs: { sessions: "1", "audit-logs": "1" } });
    const [files, audit, alerts] = ["file-events", "audit-logs", "alerts"].map((stream) => tenant.collector(stream));
    for (const collector of [files, audit, alerts]) await collector?.collect({ from: month.from });
    const keys = (event: JsonObject | JsonText | undefined) => Object.keys(toObject(event ?? {})).sort();
    expect(keys(files?.events[0]?.event)).to.deep.equal([
      ...["@timestamp", "destination", "event", "file", "git", "process", "report", "responseControls", "risk"],
      ...["source", "user"],
    ]);
    expect(audit?.events).to.deep.equal([
      {
        id: audit?.events[0]?.id,
        at: Date.parse("2026-01-05T23:12:13.456Z"),
        event: {
          type$: "audit_log::logged_in/1",
          actorId: "1190000000000000900",
          actorName: "admin@acme.test",
          actorAgent: "Mozilla/5.0",
          actorIpAddress: "198.51.100.4, 192.0.2.8",
          actorType: "USER",
          timestamp: "2026-01-05T23:12:13.456Z",
          success: true,
        },
      },
    ]);
    expect(alerts?.events[0]).to.deep.include({ at: Date.parse("2026-01-05T23:00:00Z") });
    expect(alerts?.events[0]?.event).to.include({
      criticalEvents: 1,
      exfiltrationSummary: "source code file(s) uploaded to Dropbox",
    });
  });

  it("hands a session on again each time it is met changed, as it was then", async () => {
    tenant = await openCollected({ knobs: { sessions: "1" } });
    const collector = tenant.collector("alerts");
    await collector.collect();
    const id = collector.events[0]?.id ?? "";
    await tenant.advance(MINUTE_MS);
    await tenant.control(`/sessions/${id}/data`, { severity: 4 });
    await tenant.advance(MINUTE_MS);
    expect(await collector.collect()).to.equal(1);
    await tenant.client.sessions.changeState([id], "CLOSED", AbortSignal.timeout(1000));
    expect(await collector.collect()).to.equal(1);
    expect(await collector.collect()).to.equal(0);
    expect(collector.events.slice(1).map((event) => [event.id, event.at, toObject(event.event)._time])).to.deep.equal([
      [`${id}@${now + MINUTE_MS}`, Date.parse("2026-01-05T23:00:00Z"), "2026-01-06T00:01:00.000Z"],
      [`${id}@${now + 2 * MINUTE_MS}`, Date.parse("2026-01-05T23:00:00Z"), "2026-01-06T00:02:00.000Z"],
    ]);
  });

  it("finds a session with new data at any age", async () => {
    tenant = await openCollected({ knobs: { sessions: "1" } });
    const collector = tenant.collector("alerts");
    await collector.collect();
    const id = collector.events[0]?.id ?? "";
    await tenant.advance(60 * DAY_MS);
    await collector.collect();
    await tenant.control(`/sessions/${id}/data`, {});
    expect(await collector.collect({ limit: 1 })).to.equal(1);
    expect(collector.events[1]?.id).to.equal(`${id}@${now + 60 * DAY_MS}`);
    // As long as it is in that state, it is no news.
    expect(await collector.collect()).to.equal(0);
    await tenant.advance(20 * DAY_MS);
    expect(await collector.collect()).to.equal(0);
  });

  it("begins where it is told, and never looks back beyond that", async () => {
    tenant = await openCollected({ knobs: { events: "200" } });
    const collector = tenant.collector("file-events");
    await collector.collect({ from: now });
    await tenant.advance(1000);
    await collector.collect();
    expect(collector.events).to.deep.equal([]);
    expect(collector.covered).to.deep.include({ ...collector.covered[0], from: now, to: now + 1000 });
    expect(collector.covered).to.have.lengthOf(1);
  });

  it("reads a window anew when its page token has grown stale since the last run", async () => {
    tenant = await openCollected({ knobs: { events: "2000", "page-token-life": "1000" } });
    const collector = tenant.collector("file-events");
    for (let given = 1; given > 0;) {
      given = await collector.collect({ limit: 600, from: month.from });
      await tenant.advance(60_000);
    }
    expect(collector.events.map(({ id }) => id).sort()).to.deep.equal((await tenant.truth("file-events")).sort());
  });

  it("reads narrower windows where no page token can be used, and gives up where one millisecond has too many", async () => {
    tenant = await openCollected({ knobs: { events: "200" } });
    const { fileEvents } = tenant.client;
    const stale = new ApiError("stale", "none", { status: 400, body: "INVALID_PAGE_TOKEN" });
    const documents: typeof fileEvents.documents = async (query, { size, token }, signal) => {
      if (token !== undefined) throw stale;
      return fileEvents.documents(query, { size }, signal);
    };
    const source = fileEventSource({ ...fileEvents, documents }, 15 * MINUTE_MS, silentLog, { pageSize: 20 });
    const collector = tenant.collector("file-events", source);
    await collector.collect({ from: month.from });
    expect(collector.events.map(({ id }) => id).sort()).to.deep.equal((await tenant.truth("file-events")).sort());
    await tenant.add("file-events", 21);
    await tenant.advance(1);
    expect(await rejection(collector.collect())).to.equal(stale);
  });

  it("reads a range again without moving on", async () => {
    tenant = await openCollected({ knobs: { events: "200" } });
    const collector = tenant.collector("file-events");
    await collector.collect({ from: now - MINUTE_MS });
    const { lastRun } = collector;
    expect(await collector.collect({ range: { from: month.from, to: now + DAY_MS } })).to.equal(200);
    expect(collector.lastRun).to.deep.equal(lastRun);
    // What is still to come was not read.
    expect(collector.covered.at(-1)).to.include(month);
  });

  it("says what a run would cost, and counts a range", async () => {
    tenant = await openCollected({ knobs: { sessions: "60", events: "12000", "audit-logs": "200" } });
    const costs: unknown[] = [];
    for (const stream of ["file-events", "audit-logs", "alerts"]) {
      const input = inputFor(tenant, stream, { from: month.from });
      costs.push([await estimate(input), await count({ ...input, range: month })]);
    }
    const files = 12_000 + 393;
    expect(costs).to.deep.equal([
      [{ items: files, requests: 4 }, files],
      [{ items: 200, requests: 2 }, 200],
      [{ items: 60, requests: 4 }, 60],
    ]);
    const range = inputFor(tenant, "audit-logs", { range: { from: now - DAY_MS, to: now } });
    expect((await estimate(range)).items).to.be.within(2, 30);
  });

  it("counts what happened exactly at the bounds as ranges do, whether Incydr counts it in or not", async () => {
    for (const bounds of ["inclusive", "exclusive"]) {
      tenant = await openCollected({ knobs: { "audit-bounds": bounds } });
      await tenant.add("audit-logs", 2, 1000);
      await tenant.add("audit-logs", 3);
      const of = (from: number, to: number) => count({ ...inputFor(tenant, "audit-logs"), range: { from, to } });
      expect([await of(now - 1000, now), await of(now, now + 1), await of(now - 999, now)]).to.deep.equal([2, 3, 0]);
      if (bounds === "inclusive") await tenant.close();
    }
  });

  it("names the streams that there are", async () => {
    tenant = await openCollected();
    expect(() => run(inputFor(tenant, "audit-log"))).to.throw(
      'Code42 has no stream "audit-log". Did you mean "audit-logs"?',
    );
    expect(() => run(inputFor(tenant, "constructor"))).to.throw('Code42 has no stream "constructor".');
  });

  it("refuses a look-back that is longer than what was collected is known", async () => {
    tenant = await openCollected({ params: { look_back: "31 days", file_events_look_back: "30 days" } });
    const error = await rejection(tenant.collector("alerts").collect());
    expect(error).to.have.property("code", "PARAMETER");
    expect(error)
      .to.have.property("message")
      .that.matches(/^look_back is 31 days, and events are collected with 30 days at most/);
    expect(await tenant.collector("file-events").collect()).to.equal(0);
  });

  it("refuses a look-back that is no span of time, and a state that it does not know", async () => {
    tenant = await openCollected({ params: { audit_logs_look_back: "a while" } });
    expect(() => run(inputFor(tenant, "audit-logs"))).to.throw(
      'audit_logs_look_back must be a number and a unit of time, got "a while".',
    );
    const states = [
      { version: 2, floor: 1, since: 1 },
      { version: 1, floor: 1 },
      "soon",
      { version: 1, floor: 1, since: 1, sweep: 7 },
      { version: 1, floor: 1, since: 1, sweep: { startedAt: 1, to: 2, reached: 1 } },
      { version: 1, floor: 1, since: 1, sweep: { startedAt: 1, to: 2, reached: 1, widthMs: 1, window: { to: 2 } } },
    ];
    for (const lastRun of states) {
      const pages = run(inputFor(tenant, "file-events", { lastRun }));
      expect(await rejection(Array.fromAsync(pages))).to.have.property(
        "message",
        "The state of the event collector is not of version 1, so this integration cannot go on from it.",
      );
    }
  });
});
