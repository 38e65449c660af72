import { ApiError, ArgumentError, type Incident, type JsonObject } from "soarkit";
import { expect } from "chai";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const mara = "user1.quill@acme.test";
const anyDevice = "LAP-*";

interface Event {
  "@timestamp": string;
  timestamp: string;
  event: { id: string };
  user: { email: string };
  source: { name: string };
  file: { hash: { md5: string; sha256: string } };
  risk: { score: number };
}

describe("code42-file-events-search", () => {
  let tenant: Tenant;
  before(async () => (tenant = await openTenant({ knobs: { events: "2000" } })));
  beforeEach(() => tenant.requests());
  after(() => tenant.close());

  const search = async (args: Record<string, string>) => {
    const result = await tenant.run("code42-file-events-search", { "add-to-context": "true", ...args });
    return { ...result, events: (result.context?.["Code42.FileEvents"] ?? []) as Event[] };
  };

  it("gives as many events as asked for and no more, latest first, with one request", async () => {
    const { events, readable } = await search({ username: mara, results: "7" });
    expect(events).to.have.length(7);
    expect(new Set(events.map(({ user }) => user.email))).to.deep.equal(new Set([mara]));
    const times = events.map((event) => event["@timestamp"]);
    expect(times).to.deep.equal(times.toSorted().reverse());
    expect(readable).to.match(/^### Code42 File Events\n\|Timestamp\|Action\|/);
    expect(readable).to.match(/\nFile events shown: 7 of \d+\. Raise results to see more\.$/);
    expect(await tenant.requests()).to.deep.equal(["POST /v2/file-events"]);
  });

  it("carries the time under both names", async () => {
    const { events } = await search({ username: mara, results: "1" });
    expect(events[0]?.timestamp)
      .to.equal(events[0]?.["@timestamp"])
      .and.match(/^\d{4}-\d\d-\d\dT/);
  });

  it("shows 50 events with a risk, and keeps them out of the context, unless told otherwise", async () => {
    const result = await tenant.run("code42-file-events-search", { hostname: anyDevice });
    expect(result).not.to.have.property("context");
    const events = result.raw as Event[];
    expect(events).to.have.length(50);
    expect(events.every(({ risk }) => risk.score >= 1)).to.equal(true);
  });

  it("lets a lowest score of 0 take events without risk, and a higher one leave out those below", async () => {
    const scores = async (min_risk_score: string) =>
      (await search({ hostname: anyDevice, results: "3000", min_risk_score })).events.map(({ risk }) => risk.score);
    expect(Math.min(...(await scores("0")))).to.equal(0);
    expect(Math.min(...(await scores("5")))).to.equal(5);
  });

  it("finds a file by either hash, in any letter case", async () => {
    const [event] = (await search({ username: mara, results: "1" })).events;
    const { md5, sha256 } = event!.file.hash;
    for (const hash of [md5, md5.toUpperCase(), sha256]) {
      const { events } = await search({ hash });
      expect(events.map((each) => each.event.id)).to.include(event!.event.id);
    }
  });

  it("finds by device, and within a time", async () => {
    const [event] = (await search({ hostname: "LAP-MARA-01", results: "1" })).events;
    expect(event?.source.name).to.equal("LAP-MARA-01");
    const at = event!["@timestamp"];
    const { events } = await search({ hostname: "LAP-MARA-01", start_time: at, end_time: at });
    expect(events.map((each) => each.event.id)).to.include(event!.event.id);
    const before = new Date(Date.parse(at) - 1).toISOString();
    const earlier = await search({ hostname: "LAP-MARA-01", end_time: before });
    expect(earlier.events.map((each) => each.event.id)).not.to.include(event!.event.id);
  });

  it("narrows json by the other filters, whether its groups are alternatives or not", async () => {
    const anyOf = (...emails: string[]) =>
      JSON.stringify({
        groupClause: "OR",
        groups: emails.map((value) => ({ filters: [{ term: "user.email", operator: "IS", value }] })),
      });
    const emails = async (args: Record<string, string>) =>
      new Set((await search({ results: "3000", ...args })).events.map(({ user }) => user.email));
    const both = anyOf(mara, "piet@acme.test");
    expect(await emails({ json: both })).to.deep.equal(new Set([mara, "piet@acme.test"]));
    expect(await emails({ json: both, username: mara })).to.deep.equal(new Set([mara]));
    expect(await emails({ json: both, hostname: "LAP-PIET-01" })).to.deep.equal(new Set(["piet@acme.test"]));
    expect(await emails({ json: both, end_time: "2020-01-01" })).to.deep.equal(new Set());
    expect(await tenant.requests()).to.have.length(4);
  });

  it("takes no event away from json by the default lowest score, but by a higher one", async () => {
    const lowest = async (args: Record<string, string>) =>
      Math.min(...(await search({ json: allEvents, results: "3000", ...args })).events.map(({ risk }) => risk.score));
    expect(await lowest({})).to.equal(0);
    expect(await lowest({ min_risk_score: "1" })).to.equal(0);
    expect(await lowest({ min_risk_score: "2" })).to.equal(2);
  });

  it("searches by time alone", async () => {
    const { events } = await search({ start_time: "2026-01-05T00:00:00Z", results: "3000", min_risk_score: "0" });
    expect(events.length).to.be.within(10, 2000);
    expect(events.every((event) => event["@timestamp"] >= "2026-01-05T00:00:00.000Z")).to.equal(true);
  });

  it("says so when nothing is found, and writes no context", async () => {
    const result = await search({ username: "no one" });
    expect(result.readable).to.equal("No results found.");
    expect(result.context).to.deep.equal({ "Code42.FileEvents": [] });
  });

  it("asks the analyst to correct a query that Incydr refuses", async () => {
    const json = JSON.stringify({ groups: [{ filters: [{ term: "file.nope", operator: "IS", value: "x" }] }] });
    const error = await rejection(search({ json }));
    expect(error).to.be.instanceOf(ArgumentError);
    expect(error).to.have.property("message").that.equals('Incydr refused the query: unknown term (file.nope IS "x").');
    expect(error).to.have.property("cause").that.is.instanceOf(ApiError);
  });

  it("takes no failure for an empty result", async () => {
    await tenant.control("/faults", [{ method: "POST", path: "/v2/file-events", kind: "status", status: 404 }]);
    const error = await rejection(search({ username: mara }));
    await tenant.control("/faults", []);
    expect(error).to.be.instanceOf(ApiError).with.property("status", 404);
  });

  it("refuses to search for nothing, without a request", async () => {
    expect(await rejection(search({}))).to.be.instanceOf(ArgumentError);
    expect(await tenant.requests()).to.deep.equal([]);
  });
});

describe("code42-file-events-table", () => {
  let tenant: Tenant;
  before(async () => (tenant = await openTenant()));
  after(() => tenant.close());

  const table = async (include: string | undefined, given: { context?: JsonObject; incident?: Incident }) =>
    (await tenant.run("code42-file-events-table", include === undefined ? {} : { include }, given)).readable;
  const event = (id: string, name: string) => ({ event: { id }, file: { name } });
  const head = "### Code42 File Events\n|File Name|\n|---|\n";
  const context = { Code42: { FileEvents: [event("2", "b.txt"), event("1", "a.txt")] } };
  const incident = incidentWith({
    rawJSON: JSON.stringify({ fileevents: [event("1", "a.txt"), event("3", "c.txt")] }),
  });

  it("shows the incident's events before those of searches, each once", async () => {
    const all = `${head}| a.txt |\n| c.txt |\n| b.txt |\n`;
    expect(await table(undefined, { context, incident })).to.equal(all);
    expect(await table("all", { context, incident })).to.equal(all);
  });

  it("shows one kind alone", async () => {
    expect(await table("incident", { context, incident })).to.equal(`${head}| a.txt |\n| c.txt |\n`);
    expect(await table("searches", { context, incident })).to.equal(`${head}| b.txt |\n| a.txt |\n`);
  });

  it("takes a single event of the context that stands bare", async () => {
    expect(await table("all", { context: { Code42: { FileEvents: event("9", "z.txt") } } })).to.equal(
      `${head}| z.txt |\n`,
    );
  });

  it("takes the incident's grid where its raw JSON holds no events, or is none", async () => {
    const CustomFields = { code42fileevents: [{ id: "1", filename: "grid.txt" }] };
    for (const rawJSON of ["{}", '{"fileevents":[]}', "no json", "5"]) {
      const given = incidentWith({ rawJSON, CustomFields });
      expect(await table("incident", { incident: given })).to.equal(`${head}| grid.txt |\n`);
    }
  });

  it("shows an old incident's events of version 1 beside those of searches, each once", async () => {
    const CustomFields = {
      code42fileevents: [
        { eventid: "1", filename: "old.txt", deviceusername: "a@acme.test" },
        { eventid: "2", filename: "b.txt" },
      ],
    };
    const given = incidentWith({ rawJSON: "{}", CustomFields });
    expect(await table("all", { context, incident: given })).to.equal(
      "### Code42 File Events\n|File Name|User|\n|---|---|\n" + "| old.txt | a@acme.test |\n| b.txt |  |\n",
    );
  });

  it("says so when there are none", async () => {
    expect(await table("all", {})).to.equal("No results found.");
    expect(await table("all", { context: { Code42: "odd" }, incident: incidentWith({ rawJSON: "{}" }) })).to.equal(
      "No results found.",
    );
  });

  it("makes no request", async () => {
    expect(await tenant.requests()).to.deep.equal([]);
  });
});

const allEvents = JSON.stringify({ groups: [{ filters: [{ term: "event.id", operator: "EXISTS" }] }] });

function incidentWith(fields: Pick<Incident, "rawJSON"> & Partial<Incident>): Incident {
  return {
    id: "1",
    sourceId: "s",
    instance: "code42",
    state: "active",
    createdAt: "2026-01-06T00:00:00.000Z",
    name: "Code42 - test",
    occurred: "2026-01-06T00:00:00.000Z",
    severity: 1,
    ...fields,
  };
}
