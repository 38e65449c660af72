import { ApiError, ArgumentError } from "soarkit";
import { expect } from "chai";
import { searchFileEvents } from "../../commands/_file-events.ts";
import { run } from "../../commands/code42-file-events-search.ts";
import { json, serve, type TestServer } from "../http/loopback.ts";
import { connectTo, handlerInput, paramsOf, rejection } from "./tenant.ts";

const query = { groupClause: "AND" as const, groups: [], srtKey: "@timestamp", srtDir: "desc" as const };

interface Asked {
  pgToken: string;
  pgSize: number;
  pgNum: number;
}

describe("searchFileEvents", () => {
  let server: TestServer;
  afterEach(() => server.close());

  /** Answers each search in turn: ids and the next token, or the type of a problem. */
  const search = async (wanted: number, ...answers: ([ids: string[], next: string | null] | string)[]) => {
    let searches = 0;
    server = await serve((request, response) => {
      if (request.path.startsWith("/v1/oauth")) {
        json(response, { access_token: "t", token_type: "bearer", expires_in: 900 });
        return;
      }
      const answer = answers[searches++] ?? "UNEXPECTED";
      if (typeof answer === "string") {
        json(response, { totalCount: 0, fileEvents: null, nextPgToken: null, problems: [{ type: answer }] }, 400);
        return;
      }
      const [ids, nextPgToken] = answer;
      const fileEvents = ids.map((id) => ({ event: { id } }));
      json(response, { totalCount: 5, fileEvents, nextPgToken, problems: [{ type: "SLOW" }] });
    });
    const client = await connectTo(paramsOf({ api_url: server.url }));
    const steps: string[] = [];
    const progress = (done: number, total?: number, what?: string) => void steps.push(`${done}/${total} ${what}`);
    const { events, totalCount, problems } = await searchFileEvents(client, query, wanted, {
      progress,
      signal: new AbortController().signal,
    });
    return { ids: events.map(({ event }) => event.id), totalCount, problems, steps };
  };
  const asked = () =>
    server.seen.slice(1).map(({ body }) => {
      const { pgToken, pgSize, pgNum } = JSON.parse(body) as Asked;
      return [pgToken, pgSize, pgNum];
    });

  it("goes from page to page, telling how far it has come, and asks for no more than is wanted", async () => {
    expect(await search(3, [["a", "b"], "b"], [["c", "d"], "d"])).to.deep.equal({
      ids: ["a", "b", "c"],
      totalCount: 5,
      problems: ["SLOW"],
      steps: ["2/3 file events", "3/3 file events"],
    });
    expect(asked()).to.deep.equal([
      ["", 3, 1],
      ["b", 3, 1],
    ]);
  });

  it("ends where the events do, and asks for pages of a bounded size", async () => {
    const { ids, steps } = await search(50_000, [["a", "b"], "b"], [["c"], null]);
    expect([ids, steps]).to.deep.equal([
      ["a", "b", "c"],
      ["2/5 file events", "3/5 file events"],
    ]);
    expect(asked()).to.deep.equal([
      ["", 5000, 1],
      ["b", 5000, 1],
    ]);
  });

  it("begins anew when a page token has grown stale, and doubles nothing", async () => {
    const { ids } = await search(50, [["a", "b"], "b"], "INVALID_PAGE_TOKEN", [["new", "a"], "a"], [["b", "c"], null]);
    expect(ids).to.deep.equal(["a", "b", "new", "c"]);
    expect(asked().map(([token]) => token)).to.deep.equal(["", "b", "", "a"]);
  });

  it("gives up when a token grows stale again", async () => {
    const error = await rejection(
      search(50, [["a"], "a"], "INVALID_PAGE_TOKEN", [["a"], "a"], "INVALID_PAGE_TOKEN", [["a"], null]),
    );
    expect(error).to.be.instanceOf(ArgumentError).and.include({
      message:
        "Incydr twice gave up the search while its events were being read: the token for the next page had grown stale.",
      hint: "Ask for fewer results, or narrow the search, so that it is over sooner.",
    });
    expect(error).to.have.property("cause").that.is.instanceOf(ApiError);
    expect(asked()).to.have.length(4);
  });

  it("tells what Incydr remarks on a query that it answers, and no total where there is none", async () => {
    server = await serve((request, response) =>
      json(
        response,
        request.path.startsWith("/v1/oauth")
          ? { access_token: "t", token_type: "bearer", expires_in: 900 }
          : {
              fileEvents: [{ event: { id: "a" } }],
              problems: [{ type: "SLOW", description: "took its time" }],
            },
      ),
    );
    const params = paramsOf({ api_url: server.url });
    const input = { ...handlerInput(params, await connectTo(params)), context: {} };
    const args = { "add-to-context": false, results: 50, min_risk_score: 1, username: "a@acme.test" };
    const { warnings, readable } = await run({ ...input, args });
    expect(warnings).to.deep.equal(["Incydr's remark on the query: SLOW: took its time"]);
    expect(readable?.split("\n").at(-1)).to.equal("File events shown: 1.");
  });

  it("takes an answer without events for no answer", async () => {
    server = await serve((request, response) =>
      json(
        response,
        request.path.startsWith("/v1/oauth") ? { access_token: "t", token_type: "bearer", expires_in: 900 } : {},
      ),
    );
    const client = await connectTo(paramsOf({ api_url: server.url }));
    const following = { progress: () => undefined, signal: new AbortController().signal };
    expect(await rejection(searchFileEvents(client, query, 5, following))).to.be.instanceOf(ApiError);
  });

  it("takes any other refusal of the query to the analyst at once", async () => {
    const error = await rejection(search(50, "SEARCH_FAILED"));
    expect(error).to.be.instanceOf(ArgumentError).and.include({ message: "Incydr refused the query: SEARCH_FAILED." });
    expect(asked()).to.have.length(1);
  });
});
