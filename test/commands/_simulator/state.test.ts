import { isUnder } from "soarkit/simulator";
import { startSimulator, type TestSimulator } from "soarkit/testing";
import { expect } from "chai";
import fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { code42 } from "../recorded.ts";
import { changes, type Call } from "./every-change.ts";
import { everyRead, knownIds, writingRoutes } from "./every-route.ts";
import { pick, signIn, started } from "./tenant.ts";

const exemplary = knownIds.sessionId;

/** What shows all of the tenant's state. */
const reads: Call[] = [
  ...everyRead(),
  "/v1/sessions?has_alerts=false",
  "/v2/watchlists/b7a6f8f2-1111-4000-8000-00000000d002/members",
  "/v1/cases/16/fileevent",
  "/api/v1/LegalHoldMembership?user=@",
  "/_control/truth",
  "/_control/truth/sessions",
  "/_control/truth/file-events",
  "/_control/truth/audit-logs",
  "/_control/clock",
].map((path) => ["GET", path]);

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
    const simulator = await startSimulator(code42, { state, startAt: started, seed: 1, knobs });
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
      // What a change took away is not found, and some is never there.
      expect(answer[0], read[1]).to.be.oneOf([200, 400, 404]);
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
    const anything = fc.array(fc.constantFrom(...changes, ...reads), { minLength: 5, maxLength: 40 });
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
      { numRuns: 8, seed: 42, examples: [[[...changes, ...changes]]] },
    );
  });

  it("has each of its routes that write make a change here, and refuses what is meant to be refused", async () => {
    const { simulator, call } = await start(join(folder, "each.state"));
    const refused: string[] = [];
    for (const asked of changes) {
      const [status] = await call(asked);
      if (status >= 300) refused.push(`${asked[0]} ${asked[1]} ${String(status)}`);
    }
    const journal = (await simulator.control("/journal")) as object[];
    await simulator.close();
    const applied = journal.filter((entry) => pick(entry, "applied") === true);
    const untried = writingRoutes().filter(
      ({ method, path }) =>
        !applied.some((entry) => {
          const [asked = ""] = String(pick(entry, "path")).split("?");
          return pick(entry, "method") === method && isUnder(asked, `${path}$`);
        }),
    );
    expect(untried.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([]);
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
