import { expect } from "chai";
import { fileURLToPath } from "node:url";
import { runFetch, runTest, startSimulator, type TestSimulator } from "soarkit/testing";

const integration = fileURLToPath(new URL("../second", import.meta.url));

describe("running fetch-incidents in a test", () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await startSimulator(integration, { startAt: "2026-03-01T12:00:00Z", knobs: { tickets: 3 } });
  });
  afterEach(() => simulator.close());

  it("gives the incidents, the pages, where the next run goes on, and the requests", async () => {
    const { incidents, pages, lastRun, error, requests } = await runFetch({ integration, simulator });
    expect(incidents.map(({ id, sourceId, name, createdAt }) => [id, sourceId, name, createdAt])).to.deep.equal([
      ["1", "1", "Lodestar ticket 1: Disk 1 is full", "2026-03-01T12:00:00.000Z"],
      ["2", "2", "Lodestar ticket 2: Disk 2 is full", "2026-03-01T12:00:00.000Z"],
      ["3", "3", "Lodestar ticket 3: Disk 3 is full", "2026-03-01T12:00:00.000Z"],
    ]);
    expect(pages.map((run) => run.map(({ items }) => items.map(({ id, state }) => [id, state])))).to.deep.equal([
      [
        [
          ["1", "open"],
          ["2", "open"],
          ["3", "open"],
        ],
      ],
    ]);
    expect([lastRun, error]).to.deep.equal([3, undefined]);
    expect(requests).to.deep.equal([
      { method: "GET", path: "/tickets", query: { after: ["0"], offset: ["0"], limit: ["10"] }, status: 200 },
    ]);
  });

  it("makes several runs, each going on from the one before", async () => {
    const told: number[] = [];
    const { incidents, pages, lastRun } = await runFetch({
      integration,
      simulator,
      runs: 3,
      params: { max_fetch: "2" },
      between: async (run) => {
        told.push(run);
        if (run === 2) await simulator.control("/items", { stream: "tickets", count: 1 });
      },
    });
    expect(told).to.deep.equal([1, 2]);
    expect(pages.map((run) => run.flatMap(({ items }) => items.map(({ id }) => id)))).to.deep.equal([
      ["1", "2"],
      ["3"],
      ["4"],
    ]);
    expect([incidents.length, lastRun]).to.deep.equal([4, 4]);
  });

  it("goes on from a lastRun that it is given", async () => {
    const { incidents } = await runFetch({ integration, simulator, lastRun: 2 });
    expect(incidents.map(({ sourceId }) => sourceId)).to.deep.equal(["3"]);
  });

  it("gives an error as part of the outcome, with what was fetched before, and begins no further run", async () => {
    const between = () => simulator.control("/faults", [{ kind: "status", status: 418 }]);
    const { error, incidents, pages, lastRun } = await runFetch({ integration, simulator, runs: 5, between });
    expect(error).to.include({ code: "API", status: 418 });
    expect([incidents.length, pages.length, lastRun]).to.deep.equal([3, 2, 3]);
  });

  it("works on a stubbed client", async () => {
    const ticket = { id: 7, title: "Stubbed", state: "open", createdAt: "2026-03-01T12:00:00Z" };
    const client = { tickets: () => [ticket] };
    const { incidents, requests } = await runFetch({ integration, client });
    expect([incidents.map(({ name }) => name), requests]).to.deep.equal([["Lodestar ticket 7: Stubbed"], []]);
  });
});

describe("running test-module in a test", () => {
  it("passes, or says what is wrong, with the requests made", async () => {
    const simulator = await startSimulator(integration);
    try {
      const good = await runTest({ integration, simulator });
      expect([good.error, good.requests.map(({ path }) => path)]).to.deep.equal([undefined, ["/tickets"]]);
      const env = { ...simulator.env, LODESTAR_API_KEY: "wrong-key" };
      const bad = await runTest({ integration, env });
      expect([bad.error?.code, bad.requests.map(({ status }) => status)]).to.deep.equal(["CREDENTIALS", [401]]);
    } finally {
      await simulator.close();
    }
  });
});
