import { expect } from "chai";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { startProxy, type Proxy, type Watcher } from "../../src/prove/proxy.ts";

const passing: Watcher = { onRequest: async () => true, onAnswer: async () => true, holds: () => false };

describe("the proxy of a proof", () => {
  const received: { method: string | undefined; url: string | undefined; key: unknown; body: string }[] = [];
  const vendor = createServer((incoming, outgoing) => {
    void text(incoming).then((body) => {
      const { method, url, headers } = incoming;
      received.push({ method, url, key: headers["x-key"], body });
      if (url === "/reset") return void incoming.socket.resetAndDestroy();
      if (url === "/torn") {
        outgoing.setHeader("Content-Length", 10);
        outgoing.write("half");
        setImmediate(() => outgoing.destroy());
        return;
      }
      outgoing.writeHead(201, { "X-Answer": "yes", "Content-Type": "text/plain" });
      outgoing.end(`you said ${body}`);
    });
  });
  let proxy: Proxy;

  beforeEach(async () => {
    received.length = 0;
    await new Promise<void>((resolve) => vendor.listen(0, "127.0.0.1", resolve));
    proxy = await startProxy(`http://127.0.0.1:${(vendor.address() as AddressInfo).port}`);
  });
  afterEach(async () => {
    await proxy.close();
    vendor.closeAllConnections();
    await new Promise((resolve) => vendor.close(resolve));
  });

  function ask(path: string): Promise<Response> {
    return fetch(`${proxy.url}${path}`, { method: "POST", headers: { "X-Key": "k" }, body: "hello" });
  }

  async function isRefused(path: string): Promise<boolean> {
    try {
      await (await ask(path)).text();
      return false;
    } catch {
      return true;
    }
  }

  it("hands requests and answers on as they are", async () => {
    const answer = await ask("/things?a=1&b=%20");
    expect(received).to.deep.equal([{ method: "POST", url: "/things?a=1&b=%20", key: "k", body: "hello" }]);
    expect([answer.status, answer.headers.get("x-answer"), await answer.text()]).to.deep.equal([
      201,
      "yes",
      "you said hello",
    ]);
    expect(proxy.forwarded()).to.equal(1);
  });

  it("counts requests for whoever watches, from 1", async () => {
    for (const turn of [1, 2]) {
      const seen: number[] = [];
      proxy.watch({ ...passing, onRequest: async (n) => seen.push(n) > 0 });
      for (const path of ["/a", "/b", "/c"].slice(0, turn + 1)) await (await ask(path)).text();
      expect(seen).to.deep.equal([1, 2, 3].slice(0, turn + 1));
    }
  });

  it("keeps a request from the vendor", async () => {
    proxy.watch({ ...passing, onRequest: async (n) => n !== 2 });
    expect([await isRefused("/a"), await isRefused("/b"), await isRefused("/c")]).to.deep.equal([false, true, false]);
    expect(received.map(({ url }) => url)).to.deep.equal(["/a", "/c"]);
    expect(proxy.forwarded()).to.equal(2);
  });

  it("keeps an answer back that the vendor has given", async () => {
    const heldAt: number[] = [];
    const onAnswer = async (n: number) => {
      heldAt.push(n, received.length);
      return false;
    };
    proxy.watch({ ...passing, holds: (n) => n === 2, onAnswer });
    expect([await isRefused("/a"), await isRefused("/b"), await isRefused("/c")]).to.deep.equal([false, true, false]);
    expect(received.map(({ url }) => url)).to.deep.equal(["/a", "/b", "/c"]);
    expect(heldAt).to.deep.equal([2, 2]);
  });

  it("passes an answer on that was held, where it may", async () => {
    proxy.watch({ ...passing, holds: () => true });
    expect(await (await ask("/a")).text()).to.equal("you said hello");
  });

  it("passes resets and torn answers on as such", async () => {
    expect([await isRefused("/reset"), await isRefused("/torn"), await isRefused("/a")]).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it("outlives clients that leave in the middle", async () => {
    const stop = new AbortController();
    proxy.watch({
      ...passing,
      onRequest: async () => {
        stop.abort();
        return true;
      },
    });
    const failure: unknown = await fetch(`${proxy.url}/a`, { signal: stop.signal }).catch((error: unknown) => error);
    expect(failure).to.have.property("name", "AbortError");
    proxy.watch(passing);
    expect((await ask("/b")).status).to.equal(201);
  });
});
