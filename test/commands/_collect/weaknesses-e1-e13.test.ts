// What is known to go wrong in collectors of Incydr's events, each with the test that it does not here.
import { expect } from "chai";
import sinon from "sinon";
import { toObject, type JsonObject } from "soarkit";
import type { AuditEvent, AuditFilter, AuditLog } from "../../../commands/_api/audit-log.ts";
import { auditLogSource } from "../../../commands/_collect/audit-logs.ts";
import { startAt, rejection } from "../tenant.ts";
import { openCollected, type CollectedTenant } from "./collector.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const now = Date.parse(startAt);

describe("The collector of Code42's events", () => {
  let tenant: CollectedTenant;

  async function open(...given: Parameters<typeof openCollected>): Promise<CollectedTenant> {
    return (tenant = await openCollected(...given));
  }
  afterEach(async () => {
    sinon.restore();
    await tenant.close();
  });

  it("E1: goes on when all that an audit log answers with is known", async () => {
    const collector = (await open()).collector("audit-logs");
    await tenant.add("audit-logs", 2);
    await tenant.advance(1);
    expect(await collector.collect()).to.equal(2);
    await tenant.advance(MINUTE_MS);
    expect(await collector.collect()).to.equal(0);
    expect(collector.covered.at(-1)?.to).to.equal(now + 1 + MINUTE_MS);
    expect(collector.lastRun).to.deep.include({ since: now + 1 + MINUTE_MS - DAY_MS - 10_000 });
  });

  it("E2: is given nothing again when one more entry comes in the same millisecond", async () => {
    const collector = (await open({ knobs: { "audit-doubles": "50" } })).collector("audit-logs");
    await tenant.add("audit-logs", 4);
    await tenant.advance(5);
    expect(await collector.collect()).to.equal(4);
    await tenant.add("audit-logs", 1, 5);
    expect(await collector.collect()).to.equal(1);
    expect(await collector.collect()).to.equal(0);
    expect(new Set(collector.events.map(({ at }) => at))).to.deep.equal(new Set([now]));
    expect(collector.events.map(({ id }) => id)).to.have.members(await tenant.truth("audit-logs"));
  });

  it("E3: finds entries of the audit log that turn up a day late", async () => {
    const collector = (await open()).collector("audit-logs");
    for (let run = 0; run < 3; run += 1) {
      await collector.collect();
      await tenant.advance(20 * HOUR_MS);
      await tenant.add("audit-logs", 1, DAY_MS);
    }
    await collector.collect();
    // The last one is as late as can be when the run begins: it still is within the look-back.
    expect(collector.events.map(({ id }) => id)).to.have.members(await tenant.truth("audit-logs"));
    expect(collector.events).to.have.lengthOf(3);
  });

  it("E4: reads a backlog of the audit log once, whatever the limit of a run", async function () {
    this.timeout(30_000);
    await open({ knobs: { "audit-logs": "24000", "audit-order": "desc" } });
    const collector = tenant.collector("audit-logs");
    const pages = sinon.spy(tenant.client.auditLog, "page");
    await collector.catchUp({ limit: 3000, from: now - 31 * DAY_MS });
    expect(collector.events).to.have.lengthOf(24_000);
    expect(new Set(collector.events.map(({ id }) => id)).size).to.equal(24_000);
    // Eight runs that give something. Each asks for the window in which it stands, and one more when it ends there: none
    // is asked for that turns out too full, and none again that is over.
    expect(pages.callCount).to.be.at.most(12);
    expect(new Set(pages.args.map(([, { size }]) => size))).to.deep.equal(new Set([10_000]));
  });

  it("E4: reads a backlog that lies in one minute of a month in windows that fit, and goes on in them", async () => {
    await open();
    const middle = now - 15 * DAY_MS;
    const times = Array.from({ length: 1000 }, (_, n) => (n < 900 ? middle + n * 66 : now - (n - 899) * 7 * HOUR_MS));
    const asked: { number: number; given: number }[] = [];
    const within = ({ startTime = -Infinity, endTime = Infinity }: AuditFilter) =>
      times.filter((at) => at > startTime && at < endTime);
    const log: AuditLog = {
      ...tenant.client.auditLog,
      count: async (filter) => within(filter).length,
      page: async (filter, { number, size }) => {
        const entries = within(filter).slice(number * size, (number + 1) * size);
        asked.push({ number, given: entries.length });
        return entries.map((at) => ({ type$: "audit_log::logged_in/1", timestamp: new Date(at).toISOString() }));
      },
    };
    const collector = tenant.collector("audit-logs", auditLogSource(log, DAY_MS, 100));
    await collector.catchUp({ limit: 50, from: now - 31 * DAY_MS });
    expect(collector.events).to.have.lengthOf(1000);
    expect(new Set(collector.events.map(({ at }) => at)).size).to.equal(1000);
    // The order of pages is not promised: nothing is read but what is whole on the first.
    expect(asked.filter(({ number }) => number > 0)).to.deep.equal([]);
    // Twenty runs; the others find the windows that fit, and go on in wider ones behind that minute.
    expect(asked.length).to.be.at.most(80);
  });

  it("E5: begins at the same moment in every time zone", async () => {
    const collector = (await open()).collector("file-events");
    const pages = sinon.spy(tenant.client.fileEvents, "documents");
    const zone = process.env.TZ;
    process.env.TZ = "America/New_York";
    try {
      await collector.collect();
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
    expect(pages.args[0]?.[0].groups).to.deep.equal([
      {
        filterClause: "AND",
        filters: [
          { term: "event.inserted", operator: "ON_OR_AFTER", value: "2026-01-05T23:45:00.000Z" },
          { term: "event.inserted", operator: "ON_OR_BEFORE", value: "2026-01-06T00:00:00.000Z" },
        ],
      },
    ]);
    expect(collector.covered).to.deep.equal([
      {
        from: Date.parse("2026-01-05T23:45:00.000Z"),
        to: Date.parse("2026-01-06T00:00:00.000Z"),
        query:
          "POST /v2/file-events event.inserted ON_OR_AFTER 2026-01-05T23:45:00.000Z ON_OR_BEFORE 2026-01-06T00:00:00.000Z",
      },
    ]);
  });

  for (const order of ["query", "id"]) {
    it(`E6: finds what a device reports days later, in token pages by ${order} and whatever the limit`, async () => {
      await open({ knobs: { "token-order": order, disorder: "60000" } });
      const collector = tenant.collector("file-events");
      await collector.collect();
      await tenant.control("/items", { stream: "file-events", count: 9, lateMs: 7 * DAY_MS });
      await tenant.advance(1);
      await collector.catchUp({ limit: 2 });
      expect(collector.events.map(({ id }) => id)).to.have.members(await tenant.truth("file-events"));
      expect(collector.events).to.have.lengthOf(9);
      const [first] = collector.events;
      expect(first && toObject(first.event)["@timestamp"]).to.equal("2025-12-30T00:00:00.000Z");
      expect(first?.at).to.be.at.least(now - MINUTE_MS);
    });
  }

  it("E7: looks back as far as a parameter says, and keeps no ids in its cursor", async () => {
    const collector = (await open({ params: { file_events_look_back: "1 hour" } })).collector("file-events");
    await collector.collect();
    await tenant.advance(2 * HOUR_MS);
    await collector.collect();
    await tenant.add("file-events", 500, 59 * MINUTE_MS);
    expect(await collector.collect()).to.equal(500);
    expect(JSON.stringify(collector.lastRun)).to.equal(
      `{"version":1,"floor":${now - HOUR_MS},"since":${now + HOUR_MS - 10_000}}`,
    );
  });

  it("E8: gives no file event again because the audit log fails", async () => {
    await open();
    const [files, audit] = [tenant.collector("file-events"), tenant.collector("audit-logs")];
    await tenant.add("file-events", 3);
    await tenant.add("audit-logs", 1);
    await tenant.advance(1);
    await tenant.control("/faults", [{ path: "/v1/audit/*", kind: "status", status: 400 }]);
    expect(await files.collect()).to.equal(3);
    expect(await rejection(audit.collect())).to.have.property("status", 400);
    expect(await files.collect()).to.equal(0);
    await tenant.control("/faults", []);
    expect(await audit.collect()).to.equal(1);
  });

  it("E9: outlives refusals and outages, from the very first request of every stream on", async () => {
    await open();
    const requests = [
      ["file-events", "/v2/file-events"],
      ["audit-logs", "/v1/audit/search-results-count"],
      ["audit-logs", "/v1/audit/search-audit-log"],
      ["alerts", "/v1/sessions"],
    ] as const;
    for (const [stream, path] of requests) {
      for (const status of [429, 503]) {
        await tenant.control("/faults", [{ path, kind: "status", status, times: 1 }]);
        const collector = tenant.collector(stream);
        await collector.collect();
        expect(collector.covered, `${stream} ${String(status)}`).to.have.lengthOf(1);
      }
    }
  });

  it("E10: asks for pages no larger than 5,000, or than what is left of the limit (from 500)", async function () {
    this.timeout(30_000);
    await open({ knobs: { events: "12000" } });
    const collector = tenant.collector("file-events");
    const pages = sinon.spy(tenant.client.fileEvents, "documents");
    const sizes = () => pages.args.map(([, { size }]) => size);
    await collector.collect({ limit: 700, from: now - 31 * DAY_MS });
    expect(sizes()).to.deep.equal([700]);
    pages.resetHistory();
    await collector.collect({ limit: 11_000 });
    expect(sizes()).to.deep.equal([5000, 5000, 1000]);
    pages.resetHistory();
    expect(await collector.collect({ limit: 7 })).to.equal(7);
    expect(sizes()).to.deep.equal([500]);
    expect(collector.events).to.have.lengthOf(11_707);
  });

  it("E11: goes on within a millisecond that has more events than a run may give", async () => {
    const collector = (await open()).collector("file-events");
    await tenant.add("file-events", 1300);
    await tenant.advance(1);
    const requests: number[] = [];
    await tenant.requests();
    for (let given = 0; given < 1300;) {
      given += await collector.collect({ limit: 500 });
      requests.push((await tenant.requests()).length);
    }
    // The first asks how many there are, the others go on by the token; the last one looks whether more has come.
    expect(requests).to.deep.equal([2, 1, 1 + 4]);
    expect(collector.events.map(({ id }) => id)).to.have.members(await tenant.truth("file-events"));
    expect(collector.events).to.have.lengthOf(1300);
  });

  it("E12: knows an entry again that comes without a key that was null before", async () => {
    await open();
    const entry = { type$: "audit_log::logged_in/1", timestamp: startAt, actorId: "7", actorAgent: null };
    const without = { type$: entry.type$, timestamp: startAt, actorId: "7" };
    const ids = async (...entries: AuditEvent[]) => {
      const log = { ...tenant.client.auditLog, page: async () => entries };
      const page = await auditLogSource(log, DAY_MS).read(
        { from: now, to: now + 1 },
        { size: 1 },
        AbortSignal.timeout(1000),
      );
      return page.events.map(({ id }) => id);
    };
    const [id] = await ids(entry);
    expect(await ids(without)).to.deep.equal([id]);
    expect(await ids({ ...without, further: { a: null, b: 1 } })).to.deep.equal(
      await ids({ further: { b: 1 }, ...without }),
    );
    expect(await ids(entry, without)).to.deep.equal([id, id?.replace("#1", "#2")]);
  });

  for (const [type, columns, key] of [
    ["file-events", "|Inserted|Timestamp|Action|File Name|User|Severity|ID|", "event"],
    ["file", "|Inserted|Timestamp|Action|File Name|User|Severity|ID|", "event"],
    ["audit-logs", "|Timestamp|Type|Actor|Actor Type|", "type$"],
    ["audit", "|Timestamp|Type|Actor|Actor Type|", "type$"],
  ] as const) {
    it(`E13: shows events of the type ${type} in columns that say something`, async () => {
      await open({ knobs: { events: "5", "audit-logs": "5" } });
      const args = { start_date: "2025-12-01T00:00:00Z", end_date: startAt, limit: "5", event_type: type };
      const { readable = "", raw } = await tenant.run("code42-get-events", args);
      const [, header = "", , ...rows] = readable
        .split("\n")
        .filter((line) => line.startsWith("|") || line.startsWith("#"));
      expect(header.replaceAll(" | ", "|").replaceAll("| ", "|").replaceAll(" |", "|")).to.match(
        new RegExp(`^${columns.replaceAll("|", "\\|")}`, "u"),
      );
      const names = header.split("|").length;
      for (let column = 1; column < names - 1; column += 1) {
        expect(
          rows.some((row) => (row.split("|")[column] ?? "").trim() !== ""),
          header.split("|")[column],
        ).to.equal(true);
      }
      expect((raw as JsonObject[]).every((event) => key in event)).to.equal(true);
    });
  }
});
