import { expect } from "chai";
import { fileURLToPath } from "node:url";
import { startSimulator, type TestSimulator } from "soarkit/testing";
import { rejection } from "../http/loopback.ts";

const integration = fileURLToPath(new URL("../second", import.meta.url));

describe("starting an integration's simulator", () => {
  let simulator: TestSimulator | undefined;
  afterEach(async () => {
    await simulator?.close();
    simulator = undefined;
  });

  it("gives the variables that make it an instance", async () => {
    simulator = await startSimulator(integration);
    expect(simulator.env).to.deep.equal({ LODESTAR_URL: simulator.url, LODESTAR_API_KEY: simulator.clientSecret });
  });

  it("takes knobs as numbers, texts and lists", async () => {
    simulator = await startSimulator(integration, { knobs: { tickets: 2, attachment: ["a.txt"] } });
    const { items } = (await simulator.control("/truth")) as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).to.deep.equal(["1", "2"]);
  });

  it("names the knobs that it does not have", async () => {
    const error = await rejection(startSimulator(integration, { knobs: { ticket: 2 } }));
    expect(error).to.include({ code: "ARGUMENT", message: "--ticket is no knob of this simulator" });
  });

  it("tells its time: standing still, moved, and running", async () => {
    simulator = await startSimulator(integration, { startAt: "2026-03-01T12:00:00Z" });
    const start = Date.parse("2026-03-01T12:00:00Z");
    expect(simulator.now()).to.equal(start);
    expect(await simulator.control("/clock", { advanceMs: 5_000 })).to.deep.equal({
      now: "2026-03-01T12:00:05.000Z",
      speed: 0,
    });
    expect(simulator.now()).to.equal(start + 5_000);
    await simulator.control("/clock", { speed: 1_000_000 });
    expect(simulator.now()).to.be.at.least(start + 5_000);
  });

  it("gives the requests that it has received since it was last asked", async () => {
    simulator = await startSimulator(integration);
    const headers = { "x-api-key": simulator.clientSecret };
    await fetch(`${simulator.url}/tickets?limit=1&state=open&state=closed`, { headers });
    await fetch(`${simulator.url}/tickets/3/close`, { method: "POST", headers });
    expect(await simulator.requests()).to.deep.equal([
      {
        method: "GET",
        path: "/tickets",
        query: { limit: ["1"], state: ["open", "closed"] },
        status: 200,
        applied: false,
      },
      { method: "POST", path: "/tickets/3/close", query: {}, status: 200, applied: true },
    ]);
    expect(await simulator.requests()).to.deep.equal([]);
  });

  it("gives undefined for an answer without content, and what was refused as an error", async () => {
    simulator = await startSimulator(integration);
    expect(await simulator.control("/rate", { requests: 5 })).to.equal(undefined);
    expect(await rejection(simulator.control("/faults", {}))).to.include({
      code: "UNEXPECTED",
      message: `The simulator's control API answered 400: {"error":"the body must be a list of faults"}`,
      hint: "Correct what the test sends to /_control/faults.",
    });
  });

  it("says that an integration brings none", async () => {
    const error = await rejection(startSimulator(fileURLToPath(new URL("bare", import.meta.url))));
    expect(error).to.include({ code: "MANIFEST" }).and.property("message").that.includes("brings no simulator");
  });
});
