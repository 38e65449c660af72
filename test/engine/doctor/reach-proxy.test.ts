import { expect } from "chai";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { closedPort } from "../../http/closed-port.ts";
import { CA, closeServer, secure, server, serveWithoutTls } from "../../http/routes-client.ts";
import { startProxy, type ConnectProxy } from "./connect-proxy.ts";
import { named, reach, verdicts } from "./way.ts";

describe("the way to a vendor", () => {
  describe("through a proxy", () => {
    let proxy: ConnectProxy | undefined;
    afterEach(async () => {
      await proxy?.close();
      proxy = undefined;
      if (server.server.listening) await closeServer();
    });

    it("is tunnelled, and the vendor's certificate is looked at on the other side", async () => {
      await secure();
      proxy = await startProxy();
      const env = { HTTPS_PROXY: `http://us%40er:pa%20ss-canary@${proxy.host}` };
      const checks = await reach(server.url, { ca: CA, proxy: true, env });
      expect(verdicts(checks)).to.deep.equal([
        "URL ok",
        "name skipped",
        "proxy ok",
        "connection ok",
        "TLS ok",
        "certificate ok",
        "issuer 1 ok",
      ]);
      expect(named(checks, "proxy").found).to.match(/^127\.0\.0\.1:\d+, reached in \d+ ms: HTTPS_PROXY$/);
      expect(named(checks, "connection").found).to.match(/^127\.0\.0\.1:\d+ through the proxy in \d+ ms$/);
      const credentials = Buffer.from("us@er:pa ss-canary").toString("base64");
      expect(proxy.asked).to.deep.equal([`127.0.0.1:${server.port} Basic ${credentials}`]);
      expect(JSON.stringify(checks)).to.not.include("canary");
    });

    it("is looked for at the proxy that the instance itself names", async () => {
      await secure();
      proxy = await startProxy();
      const checks = await reach(server.url, { ca: CA, proxy: `http://${proxy.host}`, env: {} });
      expect(named(checks, "proxy").found).to.match(/^127\.0\.0\.1:\d+, reached in \d+ ms: the instance's own$/);
      expect(proxy.asked).to.deep.equal([`127.0.0.1:${server.port}`]);
    });

    it("ends at a proxy that refuses, asks for credentials, is not there, or is none", async () => {
      await secure();
      const told: (string | undefined)[] = [];
      for (const status of [403, 407]) {
        proxy = await startProxy(status);
        const checks = await reach(server.url, { proxy: true, env: { https_proxy: proxy.host } });
        expect(verdicts(checks).slice(2)).to.deep.equal(["proxy failed", "connection skipped", "TLS skipped"]);
        told.push(named(checks, "proxy").found.replace(proxy.host, "PROXY"));
        await proxy.close();
        proxy = undefined;
      }
      const gone = await reach(server.url, { proxy: true, env: { ALL_PROXY: `127.0.0.1:${await closedPort()}` } });
      told.push(named(gone, "proxy").found.replace(/\d{4,}/g, "PORT"));
      const chatty = createServer((socket) => socket.on("error", () => undefined).end("SSH-2.0-x\r\n\r\n")).listen(
        0,
        "127.0.0.1",
      );
      await once(chatty, "listening");
      const { port } = chatty.address() as AddressInfo;
      const none = await reach(server.url, { proxy: true, env: { https_proxy: `127.0.0.1:${port}` } });
      chatty.close();
      told.push(named(none, "proxy").found.replace(/\d{4,}/g, "PORT"));
      expect(told).to.deep.equal([
        "PROXY (https_proxy) refuses the way to the vendor (403)",
        "PROXY (https_proxy) asks for credentials (407)",
        "127.0.0.1:PORT (ALL_PROXY) was not reached: connect ECONNREFUSED 127.0.0.1:PORT",
        "127.0.0.1:PORT (https_proxy) does not speak as a proxy does: what it answered is not HTTP",
      ]);
    });

    it("is left when the proxy hangs up, and when it talks without an end", async () => {
      await secure();
      for (const [talk, message] of [
        ["", "it closed the connection"],
        ["x".repeat(20_000), "what it answered is not HTTP"],
      ] as const) {
        const rude = createServer((socket) => {
          socket.on("error", () => undefined);
          socket.once("data", () => (talk === "" ? socket.destroy() : socket.write(talk)));
        }).listen(0, "127.0.0.1");
        await once(rude, "listening");
        const { port } = rude.address() as AddressInfo;
        const checks = await reach(server.url, { proxy: true, env: { https_proxy: `127.0.0.1:${port}` } });
        rude.close();
        expect(named(checks, "proxy").found).to.include(message);
      }
    });

    it("is taken with TLS to the proxy, whose certificate counts", async () => {
      await secure();
      const proxyUrl = `https://127.0.0.1:${server.port}`;
      const { status, found } = named(
        await reach(server.url, { proxy: true, env: { https_proxy: proxyUrl } }),
        "proxy",
      );
      expect([status, found.includes("was not reached: unable to verify the first certificate")]).to.deep.equal([
        "failed",
        true,
      ]);
    });

    it("hands plain HTTP over request by request, so that only the proxy can be tried", async () => {
      await serveWithoutTls((_, response) => response.end());
      proxy = await startProxy();
      const checks = await reach(server.url, { proxy: true, env: { http_proxy: proxy.host } });
      expect(verdicts(checks)).to.deep.equal([
        "URL ok",
        "name skipped",
        "proxy ok",
        "connection skipped",
        "TLS skipped",
      ]);
      expect(named(checks, "connection").found).to.equal("waits for the first request");
      expect(proxy.asked).to.deep.equal([]);
    });

    it("says why there is none", async () => {
      await secure();
      const reasons: string[] = [];
      for (const way of [
        { proxy: false, env: { HTTPS_PROXY: "http://proxy:1" } },
        { proxy: true, env: {} },
        { proxy: true, env: { HTTPS_PROXY: "http://proxy:1", NO_PROXY: "127.0.0.1" } },
      ]) {
        reasons.push(named(await reach(server.url, way), "proxy").found);
      }
      expect(reasons).to.deep.equal([
        "none: `proxy` is off (HTTPS_PROXY is set, and not used)",
        "none: `proxy` is on, and no variable names one",
        "none: NO_PROXY leaves 127.0.0.1 out",
      ]);
      const wrong = await reach(server.url, { proxy: true, env: { HTTPS_PROXY: "socks://proxy:1" } });
      expect(verdicts(wrong)).to.deep.equal(["URL ok", "proxy failed", "connection skipped"]);
    });
  });
});
