import { ApiError, CredentialsError } from "soarkit";
import { expect } from "chai";
import type { Incydr } from "../../../commands/_api/incydr.ts";
import { json, serve, type Answering, type TestServer } from "../../http/loopback.ts";
import { fileEventBody, sessionBody } from "../examples.ts";
import { connectTo, paramsOf, rejection } from "../tenant.ts";

const signal = new AbortController().signal;

describe("Incydr's API", () => {
  let server: TestServer;
  let client: Incydr;
  afterEach(() => server.close());

  /** A token for everyone, and then these answers. */
  const answering = async (answer: Answering) => {
    server = await serve((request, response, count) => {
      if (request.path.startsWith("/v1/oauth"))
        json(response, { access_token: "t", token_type: "bearer", expires_in: 900 });
      else answer(request, response, count);
    });
    client = await connectTo(paramsOf({ api_url: server.url }));
  };
  const paths = () => server.seen.map(({ method, path }) => `${method} ${path}`).slice(1);
  const all = async <T>(pages: AsyncIterable<T[]>): Promise<T[]> => {
    const found: T[] = [];
    for await (const page of pages) found.push(...page);
    return found;
  };

  it("takes an empty answer to a change of many states for its end", async () => {
    await answering((_, response) => response.end());
    const calls: number[] = [];
    for await (const call of client.sessions.changeStates({ states: ["OPEN"] }, "CLOSED", signal)) calls.push(call);
    expect([calls, paths()]).to.deep.equal([[1], ["POST /v1/sessions/change-states?state=OPEN&has_alerts=true"]]);
  });

  it("asks for a token by client credentials, once, and shows it", async () => {
    await answering((_, response) => json(response, sessionBody));
    await client.sessions.get("s", signal);
    await client.sessions.get("s", signal);
    const [token, first, second] = server.seen;
    expect(token).to.include({ method: "POST", path: "/v1/oauth?grant_type=client_credentials", body: "" });
    expect(token?.headers.authorization).to.equal(`Basic ${Buffer.from("key-1:secret").toString("base64")}`);
    expect([first, second].map((request) => request?.headers.authorization)).to.deep.equal(["Bearer t", "Bearer t"]);
    expect(first?.headers["user-agent"]).to.match(/^soarkit\/.* \(Code42; code42\.com\)$/);
  });

  it("names wrong credentials", async () => {
    server = await serve((_, response) => json(response, { error: "invalid_client" }, 401));
    client = await connectTo(paramsOf({ api_url: server.url }));
    expect(await rejection(client.sessions.get("s", signal))).to.be.instanceOf(CredentialsError);
  });

  for (const body of [{}, { access_token: "", expires_in: 1 }, { access_token: "t", expires_in: "soon" }, "text"]) {
    it(`takes ${JSON.stringify(body)} for no token`, async () => {
      server = await serve((_, response) => json(response, body));
      client = await connectTo(paramsOf({ api_url: server.url }));
      expect(await rejection(client.sessions.get("s", signal))).to.be.instanceOf(ApiError);
    });
  }

  it("pages sessions from 0, latest end first, and stops at the total", async () => {
    await answering(({ path }, response) => {
      const page = Number(new URL(path, "http://x").searchParams.get("page_number"));
      const items = Array.from({ length: 50 }, (_, index) => ({ ...sessionBody, sessionId: `s${page * 50 + index}` }));
      json(response, { items, totalCount: 100 });
    });
    const filter = { onOrAfter: 1, before: 2, states: ["OPEN", "OPEN_NEW_DATA"], severities: [3, 4] };
    expect((await all(client.sessions.pages(filter, signal))).at(-1)?.sessionId).to.equal("s99");
    const query =
      "on_or_after=1&before=2&state=OPEN&state=OPEN_NEW_DATA&severity=3&severity=4&has_alerts=true" +
      "&order_by=end_time&sort_direction=desc";
    expect(paths()).to.deep.equal([
      `GET /v1/sessions?${query}&page_number=0&page_size=50`,
      `GET /v1/sessions?${query}&page_number=1&page_size=50`,
    ]);
  });

  it("stops at a short page where there is no total", async () => {
    await answering((_, response) => json(response, { items: [sessionBody] }));
    expect(await all(client.sessions.pages({}, signal))).to.have.length(1);
    expect(paths()).to.have.length(1);
  });

  it("lets no odd field of one session spoil the page", async () => {
    const odd = {
      sessionId: "odd",
      beginTime: "yesterday",
      exfiltrationSummary: 5,
      scores: [{ severity: "HIGH" }, { severity: 2, sourceTimestamp: null }, 7],
      states: "OPEN",
      triggeredAlerts: [{ alertId: 1, ruleId: "r-1" }, null],
      contentInspectionResults: { status: "FOUND", eventResults: [] },
    };
    await answering((_, response) => json(response, { items: [odd], totalCount: 1 }));
    const [session] = await all(client.sessions.pages({}, signal));
    expect(session).to.deep.include({
      sessionId: "odd",
      beginTime: undefined,
      exfiltrationSummary: undefined,
      scores: [{ severity: 2, sourceTimestamp: null }],
      states: [],
      triggeredAlerts: [{ alertId: undefined, ruleId: "r-1" }],
      contentInspectionResults: { status: "FOUND", eventResults: [] },
    });
  });

  for (const body of [{ items: null }, []]) {
    it(`refuses ${JSON.stringify(body)} as a page of sessions`, async () => {
      await answering((_, response) => json(response, body));
      expect(await rejection(all(client.sessions.pages({}, signal)))).to.be.instanceOf(ApiError);
    });
  }

  it("puts an id into the path as it is, whatever is in it", async () => {
    await answering((_, response) => json(response, {}, 404));
    expect(await client.sessions.get("a/b?c#d e", signal)).to.equal(undefined);
    expect(paths()).to.deep.equal(["GET /v1/sessions/a%2Fb%3Fc%23d%20e"]);
  });

  it("reads a session's events", async () => {
    await answering((_, response) =>
      json(response, {
        queryResult: { totalCount: 3, fileEvents: [fileEventBody], nextPgToken: null, problems: null },
      }),
    );
    const page = await client.sessions.events("s", signal);
    expect(page).to.deep.equal({ totalCount: 3, fileEvents: [fileEventBody], nextPgToken: undefined, problems: [] });
    expect(paths()).to.deep.equal(["GET /v1/sessions/s/events"]);
  });

  it("reads members in the shape of either version", async () => {
    await answering(({ path }, response) =>
      json(
        response,
        path.includes("/new/")
          ? { includedActors: [{ actorId: "1", actorname: "a", addedTime: "2026-01-03T08:30:00Z" }], totalCount: 1 }
          : { includedUsers: [{ userId: "2", username: "b", addedTime: null }, { actorName: "c" }] },
      ),
    );
    expect(await all(client.watchlists.includedActors("new", signal))).to.deep.equal([
      { actorId: "1", name: "a", addedTime: "2026-01-03T08:30:00Z" },
    ]);
    expect(await all(client.watchlists.includedActors("old", signal))).to.deep.equal([
      { actorId: "2", name: "b", addedTime: undefined },
      { actorId: undefined, name: "c", addedTime: undefined },
    ]);
  });

  it("takes a watchlist without members, and one without statistics", async () => {
    await answering(({ path }, response) =>
      json(response, path.includes("included") ? {} : { watchlists: [{ watchlistId: "w", stats: null }] }),
    );
    expect(await all(client.watchlists.includedActors("w", signal))).to.deep.equal([]);
    expect(await all(client.watchlists.pages(signal))).to.deep.equal([{ watchlistId: "w", stats: null }]);
  });

  it("pages file events by token, from the empty one", async () => {
    await answering(({ body }, response) => {
      const { pgToken } = JSON.parse(body) as { pgToken: string };
      const event = { event: { id: pgToken === "" ? "e1" : "e2" } };
      json(response, { totalCount: 2, fileEvents: [event], nextPgToken: pgToken === "" ? "e1" : null, problems: null });
    });
    const query = { groupClause: "AND" as const, groups: [] };
    const pages = [];
    for await (const page of client.fileEvents.pages(query, 1, signal)) pages.push(page.fileEvents[0]?.event.id);
    expect(pages).to.deep.equal(["e1", "e2"]);
    expect(server.seen.slice(1).map(({ body }) => JSON.parse(body) as unknown)).to.deep.equal([
      { groupClause: "AND", groups: [], pgNum: 1, pgSize: 1, pgToken: "" },
      { groupClause: "AND", groups: [], pgNum: 1, pgSize: 1, pgToken: "e1" },
    ]);
  });

  it("counts a query's events by a term", async () => {
    await answering((_, response) =>
      json(response, { groups: [{ value: "a", docCount: 2 }], problems: [{ type: "SEARCH_FAILED" }] }),
    );
    const query = { groupClause: "AND" as const, groups: [] };
    expect(await client.fileEvents.groups(query, { term: "user.email", size: 1000 }, signal)).to.deep.equal({
      groups: [{ value: "a", docCount: 2 }],
      problems: ["SEARCH_FAILED"],
    });
    expect(JSON.parse(server.seen.at(-1)?.body ?? "")).to.deep.equal({
      groupClause: "AND",
      groups: [],
      groupingTerm: "user.email",
      size: 1000,
    });
  });

  it("takes no groups for none", async () => {
    await answering((_, response) => json(response, { groups: null, problems: null }));
    const query = { groupClause: "AND" as const, groups: [] };
    expect(await client.fileEvents.groups(query, { term: "user.email", size: 1 }, signal)).to.deep.equal({
      groups: [],
      problems: [],
    });
  });

  it("hands on what Incydr remarks on a query", async () => {
    await answering((_, response) =>
      json(response, {
        fileEvents: null,
        problems: [{ type: "SEARCH_FAILED", description: "partial" }, { type: "X" }],
      }),
    );
    for await (const page of client.fileEvents.pages({ groupClause: "AND", groups: [] }, 1, signal)) {
      expect(page).to.deep.equal({
        totalCount: undefined,
        fileEvents: [],
        nextPgToken: undefined,
        problems: ["SEARCH_FAILED: partial", "X"],
      });
    }
  });
});
