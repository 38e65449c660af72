import { ApiError, ArgumentError } from "soarkit";
import { expect } from "chai";
import type { AuditEvent } from "../../commands/_api/audit-log.ts";
import type { AuditLogContext } from "../../commands/_map/audit-event.ts";
import { metadataUpdatedContext, signedInContext } from "./expected/audit-log.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const search = "POST /v1/audit/search-audit-log";

describe("code42-audit-log-search", () => {
  let tenant: Tenant;
  before(async () => (tenant = await openTenant()));
  beforeEach(() => tenant.requests());
  after(() => tenant.close());

  const run = async (args: Record<string, string>) => {
    const { context, ...rest } = await tenant.run("code42-audit-log-search", args);
    return { ...rest, entries: (context?.["Code42.AuditLog"] ?? []) as AuditLogContext[] };
  };

  it("gives the entries of a time, oldest first, with one request", async () => {
    const { entries, readable, raw } = await run({ start_time: "2026-01-05T23:00:00Z" });
    expect(entries).to.deep.equal([signedInContext, metadataUpdatedContext]);
    expect(readable).to.equal(
      "### Code42 Audit Log\n|Timestamp|Type|Actor|Actor Type|IP Addresses|Success|Details|\n" +
        "|---|---|---|---|---|---|---|\n" +
        "| 2026-01-05T23:12:13.456Z | logged_in | admin@acme.test | USER | 198.51.100.4, 192.0.2.8 | true |  |\n" +
        "| 2026-01-05T23:13:00.001Z | federation_metadata_updated | SYSTEM | SYSTEM |  |  | " +
        "federationId: 55<br>displayName: IdP |\n\nEntries found: 2.",
    );
    expect((raw as AuditEvent[]).map(({ federationId }) => federationId)).to.deep.equal([undefined, "55"]);
    expect(await tenant.requests()).to.deep.equal([search]);
  });

  it("searches by everything that Incydr has filters for", async () => {
    const of = async (args: Record<string, string>) => (await run({ limit: "1000", ...args })).entries;
    const all = await of({});
    const cases: [args: Record<string, string>, passes: (entry: AuditLogContext) => boolean][] = [
      [{ actor_ids: "sys-1" }, ({ ActorID }) => ActorID === "sys-1"],
      [
        { actor_names: "admin@acme.test, SYSTEM" },
        ({ ActorName }) => ["admin@acme.test", "SYSTEM"].includes(ActorName!),
      ],
      [{ ip_addresses: "192.0.2.8" }, ({ ActorIPAddresses }) => ActorIPAddresses?.includes("192.0.2.8") === true],
      [{ event_types: "search_issued,logged_in" }, ({ Type }) => ["search_issued", "logged_in"].includes(Type!)],
      [{ resource_ids: "r-0042" }, ({ Details }) => Details?.ruleId === "r-0042"],
      [{ user_types: "API_CLIENT" }, ({ ActorType }) => ActorType === "API_CLIENT"],
      [{ end_time: "2026-01-01" }, ({ Timestamp }) => Timestamp! <= "2026-01-01T00:00:00.000Z"],
      [{ user_types: "USER", resource_ids: "r-0042" }, ({ Type }) => Type === "alert_rule_enabled"],
    ];
    for (const [args, passes] of cases) {
      const found = await of(args);
      expect(found, JSON.stringify(args)).to.deep.equal(all.filter(passes));
      expect(found.length, JSON.stringify(args)).to.be.within(1, all.length - 1);
    }
    expect(await tenant.requests()).to.have.length(9);
  });

  it("gives no more than wanted, a hundred by default, and says that there may be more", async () => {
    const { readable, raw } = await run({});
    expect(raw).to.have.length(100);
    expect(readable).to.match(/\nEntries found: 100\. There may be more: raise limit, or search for less\.$/);
    expect((await run({ limit: "3" })).raw).to.have.length(3);
    expect(await tenant.requests()).to.deep.equal([search, search]);
  });

  it("says so when nothing is found, and writes no context", async () => {
    const { readable, entries } = await run({ actor_names: "nobody@acme.test" });
    expect([readable, entries]).to.deep.equal(["No results found.", []]);
    expect(await tenant.requests()).to.deep.equal([search]);
  });

  it("names every fault of its arguments, without a request", async () => {
    const error = await rejection(run({ limit: "50001", start_time: "2026-01-02", end_time: "2026-01-01" }));
    expect(error).to.be.instanceOf(ArgumentError).and.include({
      message: "limit must be 1 to 50000, got 50001. start_time is after end_time.",
      hint: "Narrow the search instead. Exchange them.",
    });
    expect(await tenant.requests()).to.deep.equal([]);
  });

  it("takes no failure for an empty log", async () => {
    await tenant.control("/faults", [{ method: "POST", path: "/v1/audit", kind: "status", status: 404 }]);
    const error = await rejection(run({}));
    await tenant.control("/faults", []);
    expect(error).to.be.instanceOf(ApiError).with.property("status", 404);
  });
});

describe("code42-audit-log-search in a log without an order and with doubles", () => {
  let tenant: Tenant;
  before(async () => {
    tenant = await openTenant({ knobs: { "audit-order": "arbitrary", "audit-doubles": "50", "audit-logs": "12" } });
  });
  after(() => tenant.close());

  it("sorts by time, and makes what is the same in everything one entry with a count", async () => {
    const { context, readable, raw } = await tenant.run("code42-audit-log-search", {});
    const entries = context?.["Code42.AuditLog"] as AuditLogContext[];
    expect(entries.map(({ Count }) => Count)).to.deep.equal([2, 2, 2, 2, 2, 1, 1]);
    const times = entries.map(({ Timestamp }) => Timestamp!);
    expect(times).to.deep.equal(times.toSorted());
    expect(raw).to.have.length(12);
    expect(readable)
      .to.include("|Count|")
      .and.to.match(/\nEntries found: 12\.$/);
    expect(await tenant.requests()).to.deep.equal([search]);
  });
});

describe("code42-get-events", () => {
  let tenant: Tenant;
  before(async () => (tenant = await openTenant()));
  beforeEach(() => tenant.requests());
  after(() => tenant.close());

  const run = (args: Record<string, string>) => tenant.run("code42-get-events", args);
  const day = { start_date: "2026-01-05T00:00:00Z", end_date: "2026-01-06" };
  const fileEvents = "POST /v2/file-events";

  for (const event_type of ["audit-logs", "audit"]) {
    it(`gives entries of the audit log for ${event_type}, without context`, async () => {
      const { readable, raw, context } = await run({ ...day, start_date: "2026-01-05T23:12:30Z", event_type });
      expect(readable).to.equal(
        "### Code42 Audit Log\n|Timestamp|Type|Actor|Actor Type|Details|\n|---|---|---|---|---|\n" +
          "| 2026-01-05T23:13:00.001Z | federation_metadata_updated | SYSTEM | SYSTEM | " +
          "federationId: 55<br>displayName: IdP |\n\nEvents: 1.",
      );
      expect(raw).to.deep.equal([
        {
          type$: "audit_log::federation_metadata_updated/1",
          actorId: "sys-1",
          actorName: "SYSTEM",
          actorAgent: null,
          actorIpAddress: null,
          timestamp: "2026-01-05T23:13:00.001Z",
          actorType: "SYSTEM",
          federationId: "55",
          displayName: "IdP",
        },
      ]);
      expect(context).to.equal(undefined);
      expect(await tenant.requests()).to.deep.equal([search]);
    });
  }

  for (const event_type of ["file-events", "file"]) {
    it(`gives file events for ${event_type}, by their time of insertion, without context`, async () => {
      const { readable, raw, context } = await run({ ...day, event_type, limit: "3" });
      expect(readable).to.match(
        /^### Code42 File Events\n\|Inserted\|Timestamp\|Action\|File Name\|User\|Severity\|ID\|\n(\|---){7}\|\n/,
      );
      expect(readable).to.match(/\nEvents: 3 of [1-9]\d*\. Raise limit to see more\.$/);
      const inserted = (raw as { event: { inserted: string } }[]).map(({ event }) => event.inserted);
      expect(inserted).to.have.length(3).and.deep.equal(inserted.toSorted());
      expect(inserted[0]! >= "2026-01-05T00:00:00.000000Z").to.equal(true);
      expect(context).to.equal(undefined);
      expect(await tenant.requests()).to.deep.equal([fileEvents]);
    });
  }

  it("gives all of a time when they are fewer than the limit, and takes dates in any form", async () => {
    const counts = [];
    for (const [start_date, end_date] of [
      ["2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z"],
      ["1 day ago", "now"],
      ["1767571200", "1767657600000"],
    ] as const) {
      const { raw } = await run({ start_date, end_date, event_type: "audit-logs" });
      counts.push((raw as unknown[]).length);
    }
    expect(counts).to.deep.equal([15, 15, 15]);
    expect(await tenant.requests()).to.deep.equal([search, search, search]);
  });

  it("says that there may be more of the audit log than it was asked for", async () => {
    const { readable, raw } = await run({ ...day, event_type: "audit-logs", limit: "5" });
    expect(raw).to.have.length(5);
    expect(readable).to.match(/\nEvents: 5\. There may be more: raise limit\.$/);
    expect(await tenant.requests()).to.deep.equal([search]);
  });

  it("says so when there are none", async () => {
    const span = { start_date: "2020-01-01", end_date: "2020-01-02" };
    for (const event_type of ["audit-logs", "file-events"]) {
      expect((await run({ ...span, event_type })).readable).to.equal("No results found.");
    }
    expect(await tenant.requests()).to.deep.equal([search, fileEvents]);
  });

  it("names every fault of its arguments, without a request", async () => {
    const wrong = { start_date: "2026-01-06", end_date: "2026-01-05", limit: "0", event_type: "file" };
    expect(await rejection(run(wrong)))
      .to.be.instanceOf(ArgumentError)
      .and.include({ message: "limit must be 1 to 50000, got 0. start_date is after end_date." });
    const missing = await rejection(run({ event_type: "events" }));
    expect(missing)
      .to.be.instanceOf(ArgumentError)
      .and.include({
        message:
          "code42-get-events: Missing arguments: start_date, end_date. " +
          'event_type must be one of audit-logs, file-events, audit, file, not "events".',
      });
    expect(await tenant.requests()).to.deep.equal([]);
  });
});
