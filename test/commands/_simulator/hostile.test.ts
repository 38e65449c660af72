import { expect } from "chai";
import fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startSimulator, type TestSimulator } from "soarkit/testing";

import { code42 } from "../recorded.ts";
import { everyRoute, filled, knownId, knownIds, rightBodies } from "./every-route.ts";
import { pick, signIn, started } from "./tenant.ts";

const targets = everyRoute().filter(({ method, open }) => method !== "GET" && open !== true);

/** Text that other programs stumbled over. */
const texts = [
  "",
  " ",
  "__proto__",
  "constructor",
  "toString",
  "\u0000",
  "\ud800",
  "../..",
  "%00",
  "a".repeat(3000),
  "-1",
];

/** The names that bodies and queries of the API have, and some that they must not have. */
const names = [
  ...["ids", "newState", "noteContent", "continuationToken", "actorIds", "userIds", "departments", "groupIds"],
  ...[
    "watchlistId",
    "watchlistType",
    "title",
    "description",
    "name",
    "policyId",
    "notes",
    "userId",
    "events",
    "status",
  ],
  ...[
    "findings",
    "subject",
    "assignee",
    "orgName",
    "orgGuid",
    "orgId",
    "parentOrgGuid",
    "roleIds",
    "startDate",
    "endDate",
  ],
  ...["groups", "groupClause", "filters", "filterClause", "subgroups", "term", "operator", "value", "pgNum", "pgSize"],
  ...["pgToken", "srtKey", "srtDir", "groupingTerm", "size", "dateRange", "startTime", "endTime", "page", "pageSize"],
  ...["eventTypes", "userTypes", "username", "email", "orgUid", "legalHoldUid", "userUid", "legalHoldMembershipUid"],
  ...["year", "month", "day", "block", "unblock", "cloudAliases", "agentIds", "externalReference"],
  ...["__proto__", "constructor", "toString", "polluted"],
];

/** Values that are right somewhere, so that more than the first check is met. */
const right = [
  ...Object.values(knownIds),
  ...["CLOSED", "OPEN", "CUSTOM", "NEW_EMPLOYEE", "AND", "OR", "IS", "IS_ANY", "EXISTS", "WITHIN_THE_LAST", "ON"],
  ...["ON_OR_AFTER", "GREATER_THAN", "risk.trusted", "risk.score", "event.inserted", "file.name", "2026-02-30", "P1D"],
  ...["2026-01-05", "-271821-04-20", "P999999999D", "1190000000000000031", "1221000000000000009", "0", "a@b.test"],
];

/** What readers that call themselves run out of stack with. */
const deep = ["[", '{"a":'].map((one) => `${one.repeat(20_000)}1${(one === "[" ? "]" : "}").repeat(20_000)}`);

const leaf = fc.oneof(
  fc.constantFrom<unknown>(...right, ...texts, null, true, false, 0, -1, 1.5, 1e308, -1e308, 2 ** 53, 2026),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const { value: json } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(fc.constantFrom(...names), tie("value")), { maxLength: 8 }).map(objectOf),
  ),
}));
/** One that is right but for one place. */
const nearlyRight = fc
  .tuple(fc.constantFrom(...rightBodies), fc.nat(), fc.oneof(json.map(written), fc.constantFrom(...deep)))
  .map(([body, place, wrong]) => spoilt(body, place, wrong));
/** A body as text, so that keys such as `__proto__` are sent as they are. */
const bodies = fc.oneof(
  { weight: 12, arbitrary: nearlyRight },
  { weight: 4, arbitrary: json.map(written) },
  { weight: 1, arbitrary: fc.constantFrom("{", "nul", '{"a":1}}', "\ufeff{}", "[1,]", '{"ids":[1e999]}', "") },
  { weight: 1, arbitrary: fc.constantFrom("[", '{"value":', '{"filters":[').map((open) => open.repeat(20_000)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...names), fc.constantFrom(...deep))
      .map(([name, value]) => `{"${name}":${value}}`),
  },
);
const searches = fc
  .array(
    fc.tuple(
      fc.constantFrom("paths", "state", "page_size", "severity", "type", "%"),
      fc.constantFrom(...right, ...texts),
    ),
    {
      maxLength: 3,
    },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join("&"));

describe("the simulator, asked with malice,", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "soar-hostile-"));
  const open: TestSimulator[] = [];
  afterEach(async () => {
    for (const simulator of open.splice(0)) await simulator.close();
  });
  after(() => rmSync(folder, { recursive: true }));

  type Send = (method: string, path: string, body?: string) => Promise<{ status: number; text: string }>;
  async function start(state: string): Promise<{ simulator: TestSimulator; send: Send }> {
    const knobs = { sessions: 3, users: 5, events: 20, rate: 0 };
    const startAt = started;
    const simulator = await startSimulator(code42, { state: join(folder, state), startAt, seed: 1, knobs });
    open.push(simulator);
    const token = String(pick(await signIn({ ...simulator, control: "" }), "body.access_token"));
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    return {
      simulator,
      send: async (method, path, body) => {
        const answer = await fetch(simulator.url + path, { method, headers, ...(body !== undefined && { body }) });
        return { status: answer.status, text: await answer.text() };
      },
    };
  }

  it("answers in the vendor's manner, never with a fault of its own, and comes back as it was", async () => {
    const { simulator, send } = await start("fuzz.state");
    const hostile = fc.constantFrom(...texts.filter((text) => text.isWellFormed()), "7");
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...targets),
        fc.option(hostile, { freq: 4 }),
        searches,
        bodies,
        async ({ method, path }, id, search, body) => {
          const url = `${filled(path, (name) => id ?? (removing.includes(`${method} ${path}`) ? "7" : knownId(name)))}?${search}`;
          const { status, text } = await send(method, url, body);
          expect(isMannerly(status, text), `${method} ${url} ${String(status)} ${text.slice(0, 200)}`).to.equal(true);
        },
      ),
      { numRuns: 3000, seed: 42, endOnFailure: true },
    );
    expect(({} as Record<string, unknown>).polluted).to.equal(undefined);

    const seen = await Promise.all(lists.map((path) => send("GET", path)));
    expect(seen.map(({ status }) => status)).to.deep.equal(lists.map(() => 200));
    await simulator.close();
    const again = await start("fuzz.state");
    expect(await Promise.all(lists.map((path) => again.send("GET", path)))).to.deep.equal(seen);
  });

  it("refuses to take in more than four megabytes, and goes on", async () => {
    const { send } = await start("large.state");
    const body = JSON.stringify({ noteContent: "a".repeat(4 * 1024 * 1024) });
    const path = `/v1/sessions/${knownIds.sessionId}/add-note`;
    expect(await send("POST", path, body)).to.deep.equal({
      status: 413,
      text: '{"error":"the body has more than 4194304 bytes"}',
    });
    expect((await send("POST", path, JSON.stringify({ noteContent: "a".repeat(3_000_000) }))).status).to.equal(400);
    expect((await send("POST", path, JSON.stringify({ noteContent: "a" }))).status).to.equal(200);
  });
});

// --- internal ---

/** What would leave nothing to try the others on. */
const removing = [
  "DELETE /v1/watchlists/:watchlistId",
  "DELETE /v2/watchlists/:watchlistId",
  "DELETE /v1/cases/:number",
];

const lists = [
  "/v1/sessions",
  "/v2/alert-rules",
  "/v1/actors/actor/search",
  "/v1/user-risk-profiles",
  "/v2/watchlists",
  "/v1/legal-hold/matters",
  "/v1/users",
  "/v1/orgs",
  "/v1/agents",
  "/v1/cases",
  "/api/v1/LegalHoldMembership?user=@",
];

/** Well answered, or refused in one of the forms that Incydr's services have. */
function isMannerly(status: number, text: string): boolean {
  if (status < 300) return true;
  const body: unknown = JSON.parse(text);
  // That a username is taken is told with 500.
  if (status === 500) return pick(body, "[0].name") === "USER_DUPLICATE";
  const said = [
    pick(body, "error"),
    pick(body, "problem"),
    pick(body, "[0].description"),
    pick(body, "problems[0].type"),
  ];
  return [400, 403, 404, 405].includes(status) && said.some((word) => typeof word === "string");
}

/** The body as text, with something else in the place of one of its values. */
function spoilt(body: unknown, place: number, wrong: string): string {
  const parts: string[] = [];
  const whole = JSON.stringify(body, (_, value: unknown) => {
    parts.push("");
    return value;
  });
  const chosen = place % parts.length;
  let count = -1;
  const marked = JSON.stringify(body, (_, value: unknown) => {
    count += 1;
    return count === chosen ? "\u0001" : value;
  });
  return marked === whole ? whole : marked.replace('"\\u0001"', () => wrong);
}

function objectOf(entries: [string, unknown][]): unknown {
  return { entries };
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const { entries } = value as { entries: [string, unknown][] };
  return `{${entries.map(([name, member]) => `${JSON.stringify(name)}:${written(member)}`).join(",")}}`;
}
