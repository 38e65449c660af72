import { expect } from "chai";
import { createClock, createVendorSimulator, type Simulator } from "../../src/simulator/index.ts";

describe("a simulator that serves files", () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
  let simulator: Simulator;

  before(async () => {
    const headers = { "Content-Type": "image/png" };
    simulator = await createVendorSimulator({
      seed: 1,
      clock: createClock({ now: Date.now }),
      credentials: { clientId: "", clientSecret: "" },
      authenticate: () => "anybody",
      routes: [
        { method: "GET", path: "/file", handle: () => ({ body: bytes }) },
        { method: "GET", path: "/image", handle: () => ({ body: bytes, headers }) },
      ],
    });
  });
  after(() => simulator.close());

  async function setFault(fault: object): Promise<void> {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify([{ method: "GET", path: "/file", ...fault }]);
    const { status } = await fetch(`${simulator.control}/faults`, { method: "POST", headers, body });
    expect(status).to.equal(200);
  }

  it("sends bytes as they are, as the type that the route gives or as a plain stream of bytes", async () => {
    for (const [path, type] of [
      ["/file", "application/octet-stream"],
      ["/image", "image/png"],
    ]) {
      const answer = await fetch(`${simulator.url}${path}`);
      expect(answer.headers.get("content-type")).to.equal(type);
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).to.equal(true);
    }
  });

  it("cuts them in half, or lets them trickle, where a fault says so", async () => {
    await setFault({ kind: "truncate", times: 1 });
    const half = await (await fetch(`${simulator.url}/file`)).arrayBuffer();
    expect(Buffer.from(half).equals(bytes.subarray(0, 35_000))).to.equal(true);
    await setFault({ kind: "slow", ms: 20, times: 1 });
    const whole = await (await fetch(`${simulator.url}/file`)).arrayBuffer();
    expect(Buffer.from(whole).equals(bytes)).to.equal(true);
  });
});
