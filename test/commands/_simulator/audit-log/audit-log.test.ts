import { expect } from "chai";
import { metadataUpdated, signedIn } from "../../expected/audit-log.ts";
import { closeTenants, pick, startTenant, type Answer, type Tenant } from "../tenant.ts";

interface Event {
  type$: string;
  timestamp: string;
  [key: string]: unknown;
}

/** The request and the answer of the vendor's documents. */
const exampleRequest = {
  actorIds: null,
  actorIpAddresses: null,
  actorNames: null,
  dateRange: { startTime: 1767607200.0, endTime: null },
  eventTypes: null,
  page: 0,
  pageSize: 1000,
  resourceIds: null,
  userTypes: null,
};
const exampleAnswer = {
  events: [signedIn, metadataUpdated],
  paginationRangeStartIndex: 0,
  paginationRangeEndIndex: 2,
};

describe("the simulator's audit log", () => {
  afterEach(closeTenants);

  const ask = (tenant: Tenant, body: object = {}): Promise<Answer> =>
    tenant.call("POST", "/v1/audit/search-audit-log", body);
  const search = async (tenant: Tenant, body: object = {}): Promise<Event[]> =>
    pick(await ask(tenant, { pageSize: 10_000, ...body }), "body.events") as Event[];
  const since = (ms: number): object => ({ dateRange: { startTime: ms / 1000 } });
  const at = Date.parse("2026-01-05T10:12:13.456Z");

  it("answers the documents' request as they do, key for key", async () => {
    const { status, body } = await ask(await startTenant(), exampleRequest);
    expect(status).to.equal(200);
    expect(JSON.stringify(body)).to.equal(JSON.stringify(exampleAnswer));
  });

  it("has as many entries as asked for, of varied types, within the 30 days before the start, oldest first", async () => {
    const tenant = await startTenant();
    const events = await search(tenant);
    expect(events).to.have.length(300);
    const times = events.map(({ timestamp }) => timestamp);
    expect(times).to.deep.equal(times.toSorted());
    expect(times[0]! >= "2025-12-06T11:00:00.000Z").to.equal(true);
    expect(new Set(events.map(({ type$ }) => type$)).size).to.equal(8);
    expect(new Set(events.map(({ actorType }) => actorType))).to.deep.equal(
      new Set(["USER", "SUPPORT_USER", "API_CLIENT", "SYSTEM"]),
    );
    expect(events.some((event) => "id" in event)).to.equal(false);
    expect(await search(await startTenant({ "audit-logs": "1" }))).to.deep.equal(exampleAnswer.events.slice(0, 1));
    expect(await search(await startTenant({ "audit-logs": "0" }))).to.deep.equal([]);
  });

  it("pages from 0, a hundred entries a page unless told otherwise", async () => {
    const tenant = await startTenant();
    const all = await search(tenant);
    const pages = [];
    for (const page of [0, 1, 2, 3]) pages.push((await ask(tenant, { page })).body);
    expect(pages.map((page) => pick(page, "paginationRangeStartIndex"))).to.deep.equal([0, 100, 200, 300]);
    expect(pages.map((page) => pick(page, "paginationRangeEndIndex"))).to.deep.equal([100, 200, 300, 300]);
    expect(pages.flatMap((page) => pick(page, "events"))).to.deep.equal(all);
    expect(pick(await ask(tenant, { page: 7, pageSize: 40 }), "body.events")).to.deep.equal(all.slice(280));
  });

  it("includes both bounds of a range, in either spelling, or neither", async () => {
    const inclusive = await startTenant();
    const exclusive = await startTenant({ "audit-bounds": "exclusive" });
    const camel = { dateRange: { startTime: at / 1000, endTime: at / 1000 } };
    const snake = { dateRange: { start_time: at / 1000, end_time: at / 1000 } };
    for (const body of [camel, snake]) {
      expect(await search(inclusive, body)).to.deep.equal([exampleAnswer.events[0]]);
      expect(await search(exclusive, body)).to.deep.equal([]);
    }
    expect(await search(exclusive, since(at))).to.deep.equal([exampleAnswer.events[1]]);
    expect(await search(inclusive, { dateRange: null })).to.have.length(300);
    expect(await search(inclusive, { dateRange: { endTime: at / 1000 } })).to.have.length(299);
  });

  const filters: [what: object, passes: (event: Event) => boolean][] = [
    [{ actorIds: ["1190000000000000900", "sys-1"] }, (event) => ["admin@acme.test", "SYSTEM"].includes(nameOf(event))],
    [{ actorNames: ["ADMIN@acme.test"] }, (event) => nameOf(event) === "admin@acme.test"],
    [{ actorIpAddresses: ["192.0.2.8"] }, ({ actorIpAddress }) => actorIpAddress === "198.51.100.4, 192.0.2.8"],
    [{ eventTypes: ["LOGGED_IN"] }, ({ type$ }) => type$ === "audit_log::logged_in/1"],
    [{ eventTypes: ["audit_log::logged_in/1"] }, ({ type$ }) => type$ === "audit_log::logged_in/1"],
    [{ resourceIds: ["55"] }, ({ federationId }) => federationId === "55"],
    [{ userTypes: ["API_CLIENT"] }, ({ actorType }) => actorType === "API_CLIENT"],
    [
      { userTypes: ["USER"], eventTypes: ["audit_log::search_issued"], actorIds: [] },
      ({ type$ }) => type$ === "audit_log::search_issued/1",
    ],
  ];
  for (const [body, passes] of filters) {
    it(`filters by ${JSON.stringify(body)}`, async () => {
      const tenant = await startTenant();
      const all = await search(tenant);
      const found = await search(tenant, body);
      expect(found).to.deep.equal(all.filter(passes));
      expect(found.length).to.be.within(1, 299);
      const { body: count } = await tenant.call("POST", "/v1/audit/search-results-count", body);
      expect(count).to.deep.equal({ totalResultCount: found.length });
    });
  }

  it("finds by any of the resources that an entry names", async () => {
    const tenant = await startTenant();
    const [first] = (await search(tenant)).filter(({ type$ }) => type$ === "audit_log::watchlist_users_added/1");
    const [, second] = first?.userIds as string[];
    expect(await search(tenant, { resourceIds: [second], eventTypes: ["watchlist_users_added"] })).to.deep.include(
      first,
    );
  });

  it("answers in the order that is set, the same on every page", async () => {
    const oldest = await search(await startTenant());
    expect(await search(await startTenant({ "audit-order": "desc" }))).to.have.deep.ordered.members(
      byTimeDescending(oldest),
    );
    const tenant = await startTenant({ "audit-order": "arbitrary" });
    const arbitrary = await search(tenant);
    expect(arbitrary).to.have.deep.members(oldest).and.not.deep.equal(oldest).and.not.deep.equal(oldest.toReversed());
    const pages = [];
    for (const page of [0, 1, 2]) pages.push(...(pick(await ask(tenant, { page }), "body.events") as Event[]));
    expect(pages).to.deep.equal(arbitrary);
  });

  it("has entries that are the same in everything, as many as are wanted", async () => {
    const doublesOf = (events: Event[]): number =>
      events.length - new Set(events.map((event) => JSON.stringify(event))).size;
    expect(doublesOf(await search(await startTenant()))).to.be.within(1, 15);
    expect(doublesOf(await search(await startTenant({ "audit-doubles": "0" })))).to.equal(0);
    expect(doublesOf(await search(await startTenant({ "audit-doubles": "50" })))).to.equal(149);
  });

  it("gets entries that are found at once, though they happened before", async () => {
    const tenant = await startTenant();
    const added = await tenant.control("POST", "/items", { stream: "audit-logs", count: 3, lateMs: 3_600_000 });
    await tenant.control("POST", "/clock", { advanceMs: 1000 });
    await tenant.control("POST", "/items", { stream: "audit-logs", count: 1 });
    const now = "2026-01-05T11:00:00.000Z";
    expect(added.body).to.deep.equal({
      items: [
        { stream: "audit-logs", id: "52a73e917ec5a8f853d3fa5229cdace9f5736887581f3a74690f68c5c18ac65f#1", at: now },
        { stream: "audit-logs", id: "bffd8a51d6c8820856855d86146b91526fa6d580e26898a945479b894cd1b165#1", at: now },
        { stream: "audit-logs", id: "93c0f6ffdf76a6678758f6e1a162a0198dab2e4e9ed5314c5ade7e39f6386f07#1", at: now },
      ],
    });
    const times = (await search(tenant, since(Date.parse("2026-01-05T10:00:00Z")))).map(({ timestamp }) => timestamp);
    expect(times).to.deep.equal([
      ...["2026-01-05T10:00:00.000Z", "2026-01-05T10:00:00.000Z", "2026-01-05T10:00:00.000Z"],
      ...["2026-01-05T10:12:13.456Z", "2026-01-05T10:13:00.001Z", "2026-01-05T11:00:01.000Z"],
    ]);
    const latest = await search(await startTenant({ "audit-order": "desc" }), since(at));
    expect(latest.map(({ timestamp }) => timestamp)).to.deep.equal([
      "2026-01-05T10:13:00.001Z",
      "2026-01-05T10:12:13.456Z",
    ]);
  });

  it("lets entries lie unseen, and numbers those that say the same", async () => {
    const tenant = await startTenant({ "audit-logs": "0" });
    const items = { stream: "audit-logs", count: 60, unseenMs: 3_600_000 };
    const { body } = await tenant.control("POST", "/items", items);
    const ids = (pick(body, "items") as { id: string }[]).map(({ id }) => id);
    expect(new Set(ids).size).to.equal(60);
    expect(ids.some((id) => id.endsWith("#2"))).to.equal(true);
    const found = await search(tenant);
    expect(new Set(found.map(({ timestamp }) => timestamp))).to.deep.equal(new Set(["2026-01-05T10:00:00.000Z"]));
    const told = pick((await tenant.control("GET", "/truth?stream=audit-logs")).body, "items") as { id: string }[];
    expect(told.map(({ id }) => id)).to.have.members(ids);
  });

  it("tells the truth about its entries, with the ids that it does not give away", async () => {
    const tenant = await startTenant();
    await tenant.control("POST", "/items", { stream: "audit-logs", lateMs: 1 });
    const items = pick((await tenant.control("GET", "/truth?stream=audit-logs")).body, "items") as object[];
    expect(items).to.have.length(301);
    expect(items.slice(-2)).to.deep.equal([
      {
        stream: "audit-logs",
        id: "530866f74559f86cb1ff952cad1212998fa7a010c984bb43874e0cef757f6478#1",
        at: "2026-01-05T10:13:00.001Z",
      },
      {
        stream: "audit-logs",
        id: "d4de1e2f99624540136db575774db60e5034a5c0f204e87fb4ead94a8fcb3aa7#1",
        at: "2026-01-05T11:00:00.000Z",
      },
    ]);
    const { body } = await tenant.control("GET", "/truth/audit-logs?limit=2");
    const [first, ...others] = pick(body, "auditLogs") as { id: string; event: Event }[];
    expect(others).to.have.length(1);
    expect(first).to.deep.include({ id: "audit-0", event: (await search(tenant))[0] });
    expect(pick((await tenant.control("GET", "/truth/audit-logs")).body, "auditLogs")).to.have.length(301);
  });

  it("exports as CSV what the filters let through, once for each token", async () => {
    const tenant = await startTenant();
    const { body } = await tenant.call("POST", "/v1/audit/export", exampleRequest);
    const token = pick(body, "downloadToken") as string;
    const redeem = async (downloadToken: string) => {
      const headers = { authorization: `Bearer ${await tokenOf(tenant)}` };
      const query = new URLSearchParams({ downloadToken });
      return fetch(`${tenant.simulator.url}/v1/audit/redeem-download-token?${query.toString()}`, { headers });
    };
    const answer = await redeem(token);
    expect(answer.headers.get("content-disposition")).to.equal('attachment; filename="AuditLog_SearchResults.csv"');
    expect(answer.headers.get("content-type")).to.equal("text/csv");
    expect(await answer.text()).to.equal(
      "type$,actorId,actorName,actorAgent,actorIpAddress,timestamp,actorType,details\r\n" +
        'audit_log::logged_in/1,1190000000000000900,admin@acme.test,Mozilla/5.0,"198.51.100.4, 192.0.2.8",' +
        '2026-01-05T10:12:13.456Z,USER,"{""success"":true}"\r\n' +
        "audit_log::federation_metadata_updated/1,sys-1,SYSTEM,,,2026-01-05T10:13:00.001Z,SYSTEM," +
        '"{""federationId"":""55"",""displayName"":""IdP""}"\r\n',
    );
    expect((await redeem(token)).status).to.equal(404);
    expect((await redeem("")).status).to.equal(404);
    expect(pick(await tenant.call("POST", "/v1/audit/export", {}), "body.downloadToken")).not.to.equal(token);
  });

  const wrong: [body: unknown, error: string][] = [
    [[], "the body must be a JSON object"],
    [{ page: -1 }, "page must be a number from 0 to 1000000"],
    [{ pageSize: 10_001 }, "pageSize must be a number from 1 to 10000"],
    [{ actorIds: "a" }, "actorIds must be a list"],
    [{ userTypes: ["ROBOT"] }, "userTypes must be of USER, SUPPORT_USER, API_CLIENT, SYSTEM, UNKNOWN, got robot"],
    [{ dateRange: 5 }, "dateRange must be an object"],
    [{ dateRange: { startTime: "2026-01-05" } }, "dateRange.startTime must be a number of seconds"],
  ];
  for (const [body, error] of wrong) {
    it(`refuses ${JSON.stringify(body)}`, async () => {
      const answer = await ask(await startTenant(), body as object);
      expect(answer).to.deep.equal({ status: 400, body: { error } });
    });
  }

  it("takes null for absent", async () => {
    expect(await search(await startTenant(), { page: null, pageSize: null, actorIds: null })).to.have.length(100);
  });
});

function nameOf({ actorName }: Event): string {
  return actorName as string;
}

/** Latest first; what happened in the same millisecond is the same in everything. */
function byTimeDescending(events: Event[]): Event[] {
  return events.toSorted((one, other) => (one.timestamp < other.timestamp ? 1 : -1));
}

async function tokenOf({ simulator }: Tenant): Promise<string> {
  const { url, clientId, clientSecret } = simulator;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const answer = await fetch(`${url}/v1/oauth`, { method: "POST", headers: { authorization: `Basic ${basic}` } });
  return pick(await answer.json(), "access_token") as string;
}
