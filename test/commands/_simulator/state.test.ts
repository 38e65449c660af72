import { startSimulator, type TestSimulator } from "soarkit/testing";
import { expect } from "chai";
import fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { code42 } from "../recorded.ts";
import { signIn } from "./tenant.ts";

const exemplary = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";
const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
const custom = "b7a6f8f2-1111-4000-8000-00000000d002";
const matter = "/v1/legal-hold/matters/1221000000000000002";
const exemplaryEvent = "0_7f10aa52-0000-4000-8000-00000000a001_1767654225976040100_0000781301831434240_305_EPS";
const people = ["1190000000000000101", "1190000000000000102", "1190000000000000103"];

type Call = [method: string, path: string, body?: unknown];

/** What changes the tenant, and what is refused; `/_control` is the control API. */
const calls: Call[] = [
  ["POST", "/_control/items", { stream: "sessions", count: 2, lateMs: 3_600_000 }],
  ["POST", "/_control/items", { stream: "file-events", count: 3, lateMs: 60_000 }],
  ["POST", "/_control/items", { stream: "audit-logs", count: 2 }],
  ["POST", "/_control/items", { stream: "dreams" }],
  ["POST", "/_control/sessions", { count: 2, severity: "HIGH", alerts: 2 }],
  ["POST", "/_control/sessions", { observedAgoMs: -90_000, beginAgoMs: 0 }],
  ["POST", "/_control/sessions", { severity: "WORST" }],
  ["POST", `/_control/sessions/${exemplary}/data`, { severity: 2, alerts: 1 }],
  ["POST", `/_control/sessions/${exemplary}/data`, { severity: 9 }],
  ["POST", "/_control/clock", { advanceMs: 61_000 }],
  ["POST", "/_control/faults", [{ path: "/v1/cases", kind: "status", status: 503, times: 1 }]],
  ["POST", "/v1/sessions/change-state", { ids: [exemplary], newState: "IN_PROGRESS" }],
  ["POST", "/v1/sessions/change-state", { ids: [exemplary], newState: "CLOSED" }],
  ["POST", "/v1/sessions/change-state", { ids: [exemplary, "none"], newState: "OPEN" }],
  ["POST", "/v1/sessions/change-states?state=OPEN", { newState: "CLOSED_FP" }],
  ["POST", `/v1/sessions/${exemplary}/add-note`, { noteContent: "looked at" }],
  ["POST", `/v1/sessions/${exemplary}/add-note`, { noteContent: "" }],
  ...people.flatMap((actorId): Call[] => [
    ["POST", `/v2/watchlists/${departing}/included-actors/add`, { actorIds: [actorId], watchlistId: departing }],
    ["POST", `/v2/watchlists/${departing}/included-actors/delete`, { actorIds: [actorId], watchlistId: departing }],
    ["PATCH", `/v1/actors/actor/id/${actorId}`, { notes: "leaves in March" }],
    ["PATCH", `/v1/user-risk-profiles/${actorId}?paths=notes`, { notes: "stays" }],
    ["POST", `/v1/watchlists/${custom}/excluded-users/add`, { userIds: [actorId] }],
    ["POST", `${matter}/custodians`, { userId: actorId }],
    ["POST", `${matter}/custodians/remove`, { userId: actorId }],
    ["POST", `/v1/users/${actorId}/deactivate`],
    ["POST", `/v1/users/${actorId}/activate`],
  ]),
  ["POST", "/api/v1/User", { orgUid: "1190000000000000033", username: "new@acme.test" }],
  ["POST", "/api/v1/User", { orgUid: "1190000000000000034", username: "newer@acme.test" }],
  ["POST", "/api/v3/users/1190000000000800000/block"],
  ["POST", `/api/v3/users/${people[0]}/block`],
  ["POST", `/api/v3/users/${people[0]}/unblock`],
  ["POST", "/v1/orgs", { orgName: "Platform" }],
  ["POST", `/v1/users/${people[1]}/move`, { orgGuid: "c1a2f0de-0000-4000-8000-000000000037" }],
  ["PUT", `/v1/users/${people[2]}/roles`, { roleIds: ["agent-user"] }],
  ["POST", "/v2/watchlists", { watchlistType: "CUSTOM", title: "One", description: "" }],
  ["POST", "/v2/watchlists", { watchlistType: "CONTRACT_EMPLOYEE" }],
  ["POST", "/v2/watchlists", { watchlistType: "NOTHING" }],
  ["DELETE", `/v2/watchlists/${departing}`],
  ["POST", `/v2/watchlists/${custom}/included-directory-groups/add`, { groupIds: ["23"] }],
  ["POST", "/v1/legal-hold/matters", { name: "Merger", policyId: "1221000000000000009" }],
  ["POST", "/v1/legal-hold/policies", { name: "Mail" }],
  ["POST", `${matter}/deactivate`],
  ["POST", `${matter}/reactivate`],
  ["POST", "/api/v1/LegalHoldMembership", { legalHoldUid: "1221000000000000001", userUid: "1190000000000000900" }],
  ["POST", "/api/v1/LegalHoldMembershipDeactivation", { legalHoldMembershipUid: "1222000000000000001" }],
  ["POST", "/v1/cases", { name: "Case one", subject: people[0] }],
  ["POST", "/v1/cases", { name: "Case two", description: "d" }],
  ["PUT", "/v1/cases/18", { name: "Case three", status: "CLOSED" }],
  ["DELETE", "/v1/cases/18"],
  ["POST", "/v1/cases/16/fileevent", { events: [exemplaryEvent] }],
  ["DELETE", `/v1/cases/16/fileevent/${exemplaryEvent}`],
];

/** What shows all of the tenant's state. */
const reads: Call[] = [
  ["GET", "/v1/sessions?has_alerts=true"],
  ["GET", "/v1/sessions?has_alerts=false"],
  ["GET", `/v1/sessions/${exemplary}/events`],
  ["GET", "/v2/watchlists"],
  ["GET", "/v1/actors/actor/search"],
  ["GET", "/v1/users"],
  ["GET", `/v2/watchlists/${custom}/members`],
  ["GET", "/v1/legal-hold/matters"],
  ["GET", "/v1/legal-hold/policies"],
  ["GET", "/api/v1/LegalHoldMembership?user=@"],
  ["GET", "/v1/cases"],
  ["GET", "/v1/cases/16/fileevent"],
  ["GET", "/v1/orgs"],
  ["GET", "/v1/devices"],
  ["GET", "/v2/alert-rules"],
  ["GET", "/v2/trusted-activities"],
  ["GET", "/v1/user-risk-profiles"],
  ["GET", "/_control/truth"],
  ["GET", "/_control/truth/sessions"],
  ["GET", "/_control/truth/file-events"],
  ["GET", "/_control/clock"],
];

describe("the simulated tenant with a state file", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "soar-tenant-"));
  const open: TestSimulator[] = [];
  afterEach(async () => {
    for (const simulator of open.splice(0)) await simulator.close();
  });
  after(() => rmSync(folder, { recursive: true }));

  async function start(
    state: string,
  ): Promise<{ simulator: TestSimulator; call: (call: Call) => Promise<[number, string]> }> {
    const knobs = { sessions: 3, "other-sessions": 2, users: 5, events: 20, rate: 0 };
    const startAt = "2026-01-06T00:00:00.000Z";
    const simulator = await startSimulator(code42, { state, startAt, seed: 1, knobs });
    open.push(simulator);
    const { body } = await signIn({ ...simulator, control: "" });
    const authorization = `Bearer ${(body as { access_token: string }).access_token}`;
    const call = async ([method, path, given]: Call): Promise<[number, string]> => {
      const headers = { authorization, "content-type": "application/json" };
      const sent = given === undefined ? {} : { body: JSON.stringify(given) };
      const answer = await fetch(simulator.url + path, { method, headers, ...sent });
      return [answer.status, await answer.text()];
    };
    return { simulator, call };
  }
  /** What all of it looks like: lists, and each thing that they list. */
  async function portrait(call: (call: Call) => Promise<[number, string]>): Promise<unknown[]> {
    const seen: unknown[] = [];
    for (const read of reads) {
      const answer = await call(read);
      expect(answer, read[1]).to.have.property("0", 200);
      seen.push([read[1], answer]);
      const ids = [...JSON.stringify(answer).matchAll(/"(sessionId|watchlistId|number)\\":\\?"?([0-9a-f-]+)/g)];
      for (const [, kind = "", id = ""] of ids) {
        const path = { sessionId: "/v1/sessions/", watchlistId: "/v2/watchlists/", number: "/v1/cases/" }[kind] ?? "";
        if (!read[1].includes("truth")) seen.push([path + id, await call(["GET", path + id])]);
        if (kind === "watchlistId") seen.push(await call(["GET", `${path}${id}/included-actors`]));
      }
    }
    return seen;
  }

  it("is the same to every reader after it was started again, whatever was asked of it before", async () => {
    let runs = 0;
    const anything = fc.array(fc.constantFrom(...calls, ...reads), { minLength: 5, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(anything, async (asked) => {
        const state = join(folder, `${String((runs += 1))}.state`);
        const first = await start(state);
        for (const call of asked) await first.call(call);
        await first.simulator.control("/faults", []);
        const before = await portrait(first.call);
        await first.simulator.close();

        const second = await start(state);
        expect(await portrait(second.call)).to.deep.equal(before);
        await second.simulator.close();
      }),
      { numRuns: 8, seed: 42, examples: [[[...calls, ...calls]]] },
    );
  });

  it("takes these changes, but for those that are meant to be refused", async () => {
    const { simulator, call } = await start(join(folder, "each.state"));
    const refused: string[] = [];
    for (const asked of calls) {
      const [status] = await call(asked);
      if (status >= 300) refused.push(`${asked[0]} ${asked[1]} ${String(status)}`);
    }
    await simulator.close();
    expect(refused).to.deep.equal([
      "POST /_control/items 400",
      "POST /_control/sessions 400",
      `POST /_control/sessions/${exemplary}/data 400`,
      "POST /v1/sessions/change-state 404",
      `POST /v1/sessions/${exemplary}/add-note 400`,
      "POST /v2/watchlists 400",
      "POST /v1/cases 503",
    ]);
  });
});
