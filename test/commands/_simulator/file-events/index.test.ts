import { expect } from "chai";

import { aSession, aWorld, call, someFileEvents } from "./a-world.ts";

describe("the routes of file events", () => {
  it("answer with a page, key for key", () => {
    const { fileEvents } = someFileEvents({ count: 3 });
    const { status, body } = call(fileEvents.routes, "POST", "/v2/file-events", { groups: [] });
    expect(status).to.equal(200);
    expect(Object.keys(body)).to.deep.equal(["totalCount", "fileEvents", "nextPgToken", "problems"]);
    expect(body.fileEvents).to.deep.equal([...fileEvents.truth(3, 0)]);
  });

  it("answer with an empty page where there is nothing", () => {
    const { fileEvents } = someFileEvents({});
    expect(call(fileEvents.routes, "POST", "/v2/file-events", { groups: [], pgToken: "" }).body).to.deep.equal({
      totalCount: 0,
      fileEvents: [],
      nextPgToken: null,
      problems: null,
    });
  });

  it("refuse a wrong query with the vendor's body", () => {
    const { fileEvents } = someFileEvents({});
    const groups = [{ filters: [{ term: "file.nope", operator: "IS", value: "x" }] }];
    expect(call(fileEvents.routes, "POST", "/v2/file-events", { groups })).to.deep.equal({
      status: 400,
      body: {
        totalCount: 0,
        fileEvents: null,
        nextPgToken: null,
        problems: [
          {
            type: "INVALID_TERM",
            description: "unknown term",
            badFilter: { term: "file.nope", operator: "IS", value: "x" },
          },
        ],
      },
    });
  });

  it("group by a term, the most frequent value first", () => {
    const { fileEvents, world } = someFileEvents({ sessions: [aSession(aWorld().world)] });
    expect(world.people[0]!.email).to.equal("user1.quill@acme.test");
    const group = (groupingTerm: string, more = {}) =>
      call(fileEvents.routes, "POST", "/v2/file-events/grouping", { groupingTerm, groups: [], ...more });
    expect(group("user.email").body).to.deep.equal({
      groups: [{ value: "user1.quill@acme.test", docCount: 16 }],
      problems: null,
    });
    expect(group("risk.indicators.name", { size: 2 }).body.groups).to.deep.equal([
      { value: "Off hours", docCount: 4 },
      { value: "Dropbox upload", docCount: 3 },
    ]);
    expect(group("risk.score").body.groups).to.deep.equal([
      { value: "0", docCount: 9 },
      { value: "2", docCount: 4 },
      { value: "8", docCount: 2 },
      { value: "11", docCount: 1 },
    ]);
    const filters = [{ term: "risk.severity", operator: "IS", value: "HIGH" }];
    expect(group("risk.severity", { groups: [{ filters }] }).body.groups).to.deep.equal([
      { value: "HIGH", docCount: 2 },
    ]);
    expect(group("nope").status).to.equal(400);
    expect(group("nope").body.groups).to.equal(null);
  });

  it("keep at most as many groups as their memory allows", () => {
    const { fileEvents } = someFileEvents({ count: 100_100 });
    const body = { groupingTerm: "event.id", groups: [], size: 10_000 };
    const { groups } = call(fileEvents.routes, "POST", "/v2/file-events/grouping", body).body;
    expect(groups).to.have.lengthOf(10_000);
  });

  it("give saved searches, all or one, whose queries can be run", () => {
    const { fileEvents } = someFileEvents({ count: 2000 });
    const base = "/v2/file-events/saved-searches";
    const { searches } = call(fileEvents.routes, "GET", base).body as { searches: Record<string, unknown>[] };
    expect(searches.map(({ name }) => name)).to.deep.equal([
      "Critical in the last day",
      "Source code to AI tools",
      "Removable media",
    ]);
    const [, second] = searches;
    expect(call(fileEvents.routes, "GET", `${base}/${String(second!.id)}`).body).to.deep.equal({ searches: [second] });
    expect(() => call(fileEvents.routes, "GET", `${base}/nope`))
      .to.throw()
      .that.includes({ status: 404 });
    for (const saved of searches) {
      expect(call(fileEvents.routes, "POST", "/v2/file-events", saved).status, String(saved.name)).to.equal(200);
    }
    const { body } = call(fileEvents.routes, "POST", "/v2/file-events", second);
    expect(body.totalCount).to.be.greaterThan(5);
  });
});

describe("the truth about file events", () => {
  const { fileEvents } = someFileEvents({ count: 10, sessions: [aSession(aWorld().world)] });
  const all = [...fileEvents.truth(Infinity, 0)];

  it("is told from a position on, up to a limit", () => {
    expect(all).to.have.lengthOf(26);
    const told = (query: string) => call(fileEvents.control, "GET", `/truth/file-events${query}`).body.fileEvents;
    expect(told("")).to.deep.equal(all);
    expect(told("?limit=3&from=20")).to.deep.equal(all.slice(20, 23));
    expect(told("?from=25")).to.deep.equal(all.slice(25));
    expect(told("?from=26")).to.deep.equal([]);
  });

  it("is told as a stream of ids and of the times at which they could first be found", () => {
    const items = [...fileEvents.stream.truth()];
    expect(items.map(({ id }) => id)).to.deep.equal(all.map(({ event }) => event.id));
    expect(items.slice(0, 10).map(({ at }) => new Date(at).toISOString())).to.deep.equal(
      all.slice(0, 10).map(({ event }) => `${event.inserted.slice(0, 23)}Z`),
    );
    // Those of a session are found when it is observed.
    expect(new Set(items.slice(10).map(({ at }) => new Date(at).toISOString()))).to.deep.equal(
      new Set(["2026-01-05T10:35:00.250Z"]),
    );
  });

  it("knows what was added", () => {
    const { fileEvents: growing } = someFileEvents({});
    const added = growing.stream.add(2, 1000);
    expect([...growing.stream.truth()].toSorted((one, other) => (one.id < other.id ? -1 : 1))).to.deep.equal(
      added.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    );
  });
});
