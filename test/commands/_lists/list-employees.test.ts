import { expect } from "chai";
import { createIncydr, type Incydr } from "../../../commands/_api/incydr.ts";
import { listEmployees } from "../../../commands/_lists/list-employees.ts";
import { createHttp } from "../../../src/http/create-http.ts";
import { dependencies, json, options, serve, type TestServer } from "../../http/loopback.ts";

const wanted = { name: "List", id: "w" };

describe("listEmployees", () => {
  let server: TestServer;
  let client: Incydr;
  /** Members as Incydr may not, but could, send them: without a name, without an id. */
  beforeEach(async () => {
    server = await serve(({ path }, response) => {
      if (path.endsWith("/grouping")) {
        const groups = [{ value: "Named@acme.test", docCount: 2 }];
        json(response, { groups, problems: [{ type: "SEARCH_FAILED", description: "one of many" }] });
      } else if (path.includes("/included-actors")) {
        const includedActors = [
          { actorId: "1" },
          { actorname: "nobody@acme.test" },
          { actorId: "2", actorname: "named@acme.test" },
        ];
        json(response, { includedActors });
      } else if (path.includes("/search")) json(response, { actors: [] });
      else json(response, {}, 404);
    });
    const http = createHttp(dependencies().deps)(options(server.url));
    client = createIncydr({ gateway: http, console: http, consoleUrl: "" });
  });
  afterEach(() => server.close());

  const list = (type: "OPEN" | "EXFILTRATION_24_HOURS") =>
    listEmployees(wanted, { type }, { client, signal: new AbortController().signal, now: () => 0 });

  it("gives what the list itself tells of those who are no actors any more, by id where there is no name", async () => {
    expect(await list("OPEN")).to.deep.equal({
      employees: [
        { actorId: "1", name: undefined },
        { actorId: "2", name: "named@acme.test" },
      ],
      more: false,
      warnings: [
        "1 is on the list, but no longer an actor in Incydr.",
        "named@acme.test is on the list, but no longer an actor in Incydr.",
      ],
    });
  });

  it("finds those who moved files in any letter case, and hands on what Incydr remarks", async () => {
    expect(await list("EXFILTRATION_24_HOURS")).to.deep.equal({
      employees: [{ actorId: "2", name: "named@acme.test" }],
      more: false,
      warnings: ["SEARCH_FAILED: one of many", "named@acme.test is on the list, but no longer an actor in Incydr."],
    });
    const asked = server.seen.find(({ path }) => path.endsWith("/grouping"));
    expect(JSON.parse(asked?.body ?? "")).to.deep.equal({
      groupClause: "AND",
      groups: [
        {
          filterClause: "AND",
          filters: [
            { term: "user.email", operator: "IS_ANY", value: ["named@acme.test"] },
            { term: "@timestamp", operator: "WITHIN_THE_LAST", value: "P1D" },
            { term: "risk.score", operator: "GREATER_THAN", value: 0 },
          ],
        },
      ],
      groupingTerm: "user.email",
      size: 1000,
    });
  });
});
