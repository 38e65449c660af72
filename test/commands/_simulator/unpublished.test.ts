import { expect } from "chai";

import { closeTenants, pick, signIn, startTenant, type Tenant } from "./tenant.ts";

const exemplary = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";

/** Status, body and one header of an answer, as they come. */
async function raw(tenant: Tenant, path: string, header: string, token = ""): Promise<(string | number | null)[]> {
  const response = await fetch(tenant.simulator.url + path, { headers: { authorization: `Bearer ${token}` } });
  return [response.status, await response.text(), response.headers.get(header)];
}

describe("what Incydr's documents leave open, in the simulator", () => {
  afterEach(closeTenants);

  describe("the status of a change that is answered with nothing", () => {
    const changes: [string, string, unknown?][] = [
      ["POST", "/v1/users/1190000000000000101/deactivate"],
      ["POST", "/v1/sessions/change-state", { ids: [exemplary], newState: "CLOSED" }],
      ["DELETE", "/v2/watchlists/b7a6f8f2-1111-4000-8000-00000000d002"],
      ["POST", `/v1/sessions/${exemplary}/add-note`, { noteContent: "Seen" }],
      ["DELETE", "/v1/cases/16"],
    ];
    for (const [value, statuses] of [
      ["204", [204, 204, 204, 200, 204]],
      ["200", [200, 200, 200, 200, 204]],
    ] as const) {
      it(`is ${value} when told so, but for notes and cases`, async () => {
        const tenant = await startTenant({ "empty-status": value });
        const answers = [];
        for (const change of changes) answers.push(await tenant.call(...change));
        expect(answers).to.deep.equal(statuses.map((status) => ({ status, body: undefined })));
        expect((await tenant.writes()).every((line) => line.endsWith("true"))).to.equal(true);
      });
    }
  });

  describe("the largest page", () => {
    async function sizes(tenant: Tenant, searches: string[]): Promise<unknown[]> {
      const found = [];
      for (const search of searches) {
        const { status, body } = await tenant.call("GET", `/v1/users${search}`);
        found.push(status === 200 ? pick(body, "users.length") : status);
      }
      return found;
    }
    const searches = ["", "?pageSize=7", "?pageSize=8", "?pageSize=501", "?pageSize=0"];

    it("is the list's own, and a larger one is refused", async () => {
      expect(await sizes(await startTenant({ users: "9" }), searches)).to.deep.equal([10, 7, 8, 400, 400]);
    });

    it("is the one that is chosen, and a larger one refused", async () => {
      const tenant = await startTenant({ users: "9", "page-limit": "7" });
      expect(await sizes(tenant, searches)).to.deep.equal([7, 7, 400, 400, 400]);
      expect(await tenant.read("/v1/users?page=2", "users.length")).to.equal(3);
    });

    it("is answered with in the place of a larger one when told so, the total the same", async () => {
      const tenant = await startTenant({ users: "9", "page-limit": "7", "page-excess": "cap" });
      expect(await sizes(tenant, searches)).to.deep.equal([7, 7, 7, 7, 400]);
      expect(await tenant.read("/v1/users?pageSize=500", "totalCount")).to.equal(10);
    });

    it("holds for every spelling, and not where it is published", async () => {
      const tenant = await startTenant({ users: "9", sessions: "3", "page-limit": "2", "page-excess": "cap" });
      const paths = {
        "/v2/alert-rules?PageSize=5": "length",
        "/v1/cases?pgSize=5": "cases.length",
        "/v1/user-risk-profiles?page_size=5": "userRiskProfiles.length",
        "/v1/sessions?page_size=5": "items.length",
        "/v1/actors/actor/search?pageSize=5": "actors.length",
      };
      const found = [];
      for (const [path, at] of Object.entries(paths)) found.push(await tenant.read(path, at));
      expect(found).to.deep.equal([2, 2, 2, 3, 5]);
    });

    it("is cut to the list's own where none is chosen", async () => {
      const tenant = await startTenant({ users: "700", "page-excess": "cap" });
      expect(await tenant.read("/v1/users?pageSize=600", "users.length")).to.equal(500);
      expect(await tenant.read("/v1/users", "users.length")).to.equal(100);
    });
  });

  it("lists no more of a session's events than it is told to, with a token for the others", async () => {
    const path = `/v1/sessions/${exemplary}/events`;
    const all = (await (await startTenant()).read(path, "queryResult.fileEvents")) as object[];
    expect(all).to.have.length(16);
    const tenant = await startTenant({ "session-events": "3" });
    expect((await tenant.call("GET", path)).body).to.deep.equal({
      queryResult: {
        totalCount: 16,
        fileEvents: all.slice(0, 3),
        nextPgToken: pick(all[2], "event.id"),
        problems: null,
      },
    });
    const enough = await startTenant({ "session-events": "16" });
    expect(await enough.read(path, "queryResult.nextPgToken")).to.equal(null);
  });

  describe("the order of file events", () => {
    async function ids(tenant: Tenant, query: object): Promise<string[]> {
      const { body } = await tenant.call("POST", "/v2/file-events", { groups: [], srtKey: "file.name", ...query });
      return (pick(body, "fileEvents") as object[]).map((event) => String(pick(event, "event.id")));
    }
    async function byToken(tenant: Tenant, query: object = {}): Promise<string[]> {
      const found: string[] = [];
      for (let pgToken = ""; found.length < 10; pgToken = found.at(-1) ?? "") {
        found.push(...(await ids(tenant, { pgToken, pgSize: 4, ...query })));
      }
      return found;
    }

    it("is that of the query, page by page, with tokens as without", async () => {
      const tenant = await startTenant({ sessions: "0", events: "10" });
      const sorted = await ids(tenant, {});
      expect(await byToken(tenant)).to.deep.equal(sorted);
      expect(sorted).not.to.deep.equal(sorted.toSorted());
    });

    it("is that of ids with tokens when told so, in the query's direction", async () => {
      const tenant = await startTenant({ sessions: "0", events: "10", "token-order": "id" });
      const sorted = await ids(tenant, {});
      expect(await byToken(tenant)).to.deep.equal(sorted.toSorted());
      expect(await byToken(tenant, { srtDir: "desc" })).to.deep.equal(sorted.toSorted().reverse());
      expect(sorted).not.to.deep.equal(sorted.toSorted());
    });
  });

  describe("a file", () => {
    const none = `/v1/files/get-file-by-sha256/${"0".repeat(64)}`;

    it("that is not there is answered with the status that is chosen", async () => {
      const bodies: Record<string, unknown> = { 404: { error: "file not found" }, 400: { error: "file not found" } };
      for (const status of ["404", "400", "204"]) {
        const tenant = await startTenant({ "missing-file": status });
        expect(await tenant.call("GET", none)).to.deep.equal({ status: Number(status), body: bodies[status] });
      }
    });

    it("comes with its name or without", async () => {
      const path = "/v1/files/get-file-by-xfc-content-id/xfc-0001";
      for (const [value, name] of [
        ["sent", 'attachment; filename="ledger_core.py"'],
        ["absent", null],
      ] as const) {
        const tenant = await startTenant({ "file-names": value });
        const token = String(pick(await signIn(tenant.simulator), "body.access_token"));
        expect(await raw(tenant, path, "content-disposition", token)).to.deep.equal([200, "foo", name]);
      }
    });
  });

  for (const [value, bodies, type] of [
    [
      "json",
      ['{"error":"invalid_token"}', '{"error":"insufficient_scope"}', '{"error":"rate limited"}'],
      "application/json",
    ],
    ["empty", ["", "", ""], null],
    [
      "html",
      [
        "<html><body><h1>401</h1>invalid_token</body></html>",
        "<html><body><h1>403</h1>insufficient_scope</body></html>",
        "<html><body><h1>429</h1>rate limited</body></html>",
      ],
      "text/html",
    ],
  ] as const) {
    it(`refuses tokens, permissions and haste with ${value}, the sign-in always with JSON`, async () => {
      const tenant = await startTenant({ refusals: value, rate: "1" });
      const token = String(pick(await signIn(tenant.simulator), "body.access_token"));
      await tenant.control("POST", "/permissions", { deny: ["/v1/orgs"] });
      expect(await raw(tenant, "/v1/users", "content-type")).to.deep.equal([401, bodies[0], type]);
      expect(await raw(tenant, "/v1/orgs", "content-type", token)).to.deep.equal([403, bodies[1], type]);
      await raw(tenant, "/v1/users", "content-type", token);
      expect(await raw(tenant, "/v1/users", "content-type", token)).to.deep.equal([429, bodies[2], type]);
      expect(await signIn({ ...tenant.simulator, clientSecret: "guess" })).to.deep.equal({
        status: 401,
        body: { error: "invalid_client" },
      });
    });
  }

  for (const [scope, statuses] of [
    ["token", [200, 200, 429]],
    ["client", [200, 429, 429]],
  ] as const) {
    it(`counts requests against the rate limit of each ${scope}`, async () => {
      const tenant = await startTenant({ rate: "1", "rate-scope": scope });
      const signs = [await signIn(tenant.simulator), await signIn(tenant.simulator)];
      const [one = "", other = ""] = signs.map((answer) => String(pick(answer, "body.access_token")));
      const found = [];
      for (const token of [one, other, one]) found.push((await raw(tenant, "/v1/users", "date", token))[0]);
      expect(found).to.deep.equal(statuses);
    });
  }

  it("says when to come back, or does not, and can be told otherwise", async () => {
    const found = [];
    for (const [value, other] of [
      ["sent", false],
      ["absent", true],
    ] as const) {
      const tenant = await startTenant({ rate: "1", "retry-after": value });
      const token = String(pick(await signIn(tenant.simulator), "body.access_token"));
      await raw(tenant, "/v1/users", "retry-after", token);
      found.push((await raw(tenant, "/v1/users", "retry-after", token)).at(-1));
      await tenant.control("POST", "/rate", { retryAfter: other });
      found.push((await raw(tenant, "/v1/users", "retry-after", token)).at(-1));
    }
    expect(found).to.deep.equal(["60", null, null, "60"]);
  });
});
