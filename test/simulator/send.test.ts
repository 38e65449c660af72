import { expect } from "chai";
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { createClock, createVendorSimulator, type Route, type Simulator } from "../../src/simulator/index.ts";

/** Starts a simulator with these routes, for which nobody has to sign in. */
const start = (routes: Route[]): Promise<Simulator> =>
  createVendorSimulator({
    seed: 1,
    clock: createClock({ now: Date.now }),
    credentials: { clientId: "", clientSecret: "" },
    authenticate: () => "anybody",
    routes,
  });

describe("a simulator that serves files", () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
  let simulator: Simulator;

  before(async () => {
    const headers = { "Content-Type": "image/png" };
    simulator = await start([
      { method: "GET", path: "/file", handle: () => ({ body: bytes }) },
      { method: "GET", path: "/image", handle: () => ({ body: bytes, headers }) },
    ]);
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

describe("a simulator that serves files that are made while they are sent", () => {
  const chunk = Buffer.alloc(1_000_000, 7);
  const inTwo = [chunk, chunk.subarray(0, 500_000)];
  let made = 0;
  let left: () => void;
  const hasLeft = new Promise<void>((resolve) => (left = resolve));
  let simulator: Simulator;

  function* endless(): Generator<Uint8Array> {
    try {
      for (;;) {
        made += 1;
        yield chunk;
      }
    } finally {
      left();
    }
  }

  before(async () => {
    const typed = { "Content-Type": "image/png", "Content-Length": "1500000" };
    simulator = await start([
      { method: "GET", path: "/file", handle: () => ({ chunks: inTwo }) },
      { method: "GET", path: "/image", handle: () => ({ chunks: inTwo, headers: typed }) },
      { method: "GET", path: "/endless", handle: () => ({ chunks: endless() }) },
      { method: "GET", path: "/empty", handle: () => ({ chunks: [] }) },
    ]);
  });
  after(() => simulator.close());

  async function ask(path: string, fault?: object): Promise<IncomingMessage> {
    const body = JSON.stringify(fault ? [{ path, ...fault }] : []);
    await fetch(`${simulator.control}/faults`, { method: "POST", body });
    const [answer] = (await once(get(`${simulator.url}${path}`), "response")) as [IncomingMessage];
    return answer;
  }
  /** How many bytes came, and the code of what went wrong then. */
  async function read(answer: IncomingMessage): Promise<[bytes: number, code: unknown]> {
    let bytes = 0;
    try {
      for await (const part of answer) bytes += (part as Buffer).length;
      return [bytes, undefined];
    } catch (error) {
      return [bytes, (error as { code?: unknown }).code];
    }
  }

  it("sends them whole, as the type and of the length that the route gives", async () => {
    const file = await ask("/file");
    expect(file.headers).to.include({ "content-type": "application/octet-stream", "transfer-encoding": "chunked" });
    expect(await read(file)).to.deep.equal([1_500_000, undefined]);
    const image = await ask("/image");
    expect(image.headers).to.include({ "content-type": "image/png", "content-length": "1500000" });
    expect(await read(image)).to.deep.equal([1_500_000, undefined]);
    expect(await read(await ask("/empty"))).to.deep.equal([0, undefined]);
  });

  it("makes no more than the client takes, and nothing once it is gone", async () => {
    const answer = await ask("/endless");
    await once(answer, "readable");
    answer.destroy();
    await hasLeft;
    expect(made).to.be.lessThan(100);
  });

  it("ends the connection half-way where a fault says so; of unknown length, within the first chunk", async () => {
    expect(await read(await ask("/image", { kind: "truncate" }))).to.deep.equal([750_000, "ECONNRESET"]);
    expect(await read(await ask("/file", { kind: "truncate" }))).to.deep.equal([500_000, "ECONNRESET"]);
  });

  it("lets them trickle where a fault says so", async () => {
    expect(await read(await ask("/image", { kind: "slow", ms: 20 }))).to.deep.equal([1_500_000, undefined]);
    expect(await read(await ask("/file", { kind: "slow", ms: 20 }))).to.deep.equal([1_500_000, undefined]);
  });

  it("resets the connection where a fault says so", async () => {
    const body = JSON.stringify([{ path: "/file", kind: "reset", afterwards: true }]);
    await fetch(`${simulator.control}/faults`, { method: "POST", body });
    const [error] = (await once(get(`${simulator.url}/file`), "error")) as [{ code: string }];
    expect(error.code).to.equal("ECONNRESET");
  });
});
